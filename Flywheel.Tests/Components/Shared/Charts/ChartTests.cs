using Bunit;
using Flywheel.Web.Components.Shared.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Flywheel.Tests.Components.Shared.Charts;

public sealed class ChartTests : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly ShellContext _context = new();
    private readonly BunitJSModuleInterop _script;
    private readonly BunitJSModuleInterop _drawing;

    public ChartTests()
    {
        _script = _context.JSInterop.SetupModule("./Components/Shared/Charts/Chart.razor.js");
        _drawing = _script.SetupModule(i => i.Identifier == "draw");
        _drawing.SetupVoid(i => i.Identifier == "update").SetVoidResult();
        _drawing.SetupVoid("stop").SetVoidResult();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static ChartSeries[] Values(params double?[] values) =>
        [new("Rate", [.. values.Select((v, i) => ChartPoint.At(Noon.AddDays(i), v, v - 0.1, v + 0.1, 1204))])];

    private IRenderedComponent<Chart> Draw(ChartSeries[] series, EventCallback<ChartRange> zoom = default) => _context.Render<Chart>(p => p
        .Add(c => c.Title, "Success rose <3> points").Add(c => c.YTitle, "Success (%)").Add(c => c.Format, ChartFormat.Percent)
        .Add(c => c.Series, series).Add(c => c.OnZoom, zoom));

    [Fact]
    public void A_chart_is_drawn_once_and_changed_only_when_its_data_did()
    {
        var chart = Draw(Values(0.7, 0.8));
        chart.Render(p => p.Add(c => c.Series, Values(0.7, 0.8)));
        Assert.Empty(_drawing.Invocations);

        chart.Render(p => p.Add(c => c.Series, Values(0.7, 0.9)));

        Assert.Single(_script.Invocations, i => i.Identifier == "draw");
        Assert.Single(_drawing.Invocations, i => i.Identifier == "update");
    }

    [Fact]
    public async Task A_chart_is_removed_with_its_page()
    {
        Draw(Values(0.7));

        await _context.DisposeComponentsAsync();

        Assert.Single(_drawing.Invocations, i => i.Identifier == "stop");
    }

    [Fact]
    public async Task A_browser_that_is_gone_causes_no_error()
    {
        _drawing.SetupVoid("stop").SetException(new JSDisconnectedException("gone"));
        Draw(Values(0.7));

        Assert.Null(await Record.ExceptionAsync(() => _context.DisposeComponentsAsync()));
    }

    [Fact]
    public void Without_a_value_nothing_is_drawn_and_the_page_says_so()
    {
        var chart = Draw(Values(null, double.NaN));

        Assert.Contains("Nothing to draw", chart.Find(".fw-chart-empty").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(_script.Invocations, i => i.Identifier == "draw");
    }

    [Fact]
    public void A_chart_that_loses_its_data_is_removed_and_drawn_again_with_the_next()
    {
        var chart = Draw(Values(0.7));
        chart.Render(p => p.Add(c => c.Series, []));
        Assert.Single(_drawing.Invocations, i => i.Identifier == "stop");

        chart.Render(p => p.Add(c => c.Series, Values(0.7)));

        Assert.Equal(2, _script.Invocations.Count(i => i.Identifier == "draw"));
    }

    [Fact]
    public void A_screen_reader_reads_the_finding() =>
        Assert.Equal("Success rose <3> points", Draw(Values(0.7)).Find("[role=img]").GetAttribute("aria-label"));

    [Fact]
    public void The_same_numbers_stand_in_a_table()
    {
        var rows = Draw(Values(0.7, null)).FindAll("details tbody tr");

        Assert.Equal("70.0 % (60.0 to 80.0), n = 1,204", rows[0].QuerySelector("td")!.TextContent);
        Assert.Equal("no data", rows[1].QuerySelector("td")!.TextContent);
    }

    [Fact]
    public async Task A_dragged_stretch_reaches_the_page_in_UTC()
    {
        ChartRange? range = null;
        var chart = Draw(Values(0.7, 0.8), EventCallback.Factory.Create<ChartRange>(this, r => range = r));
        var line = _script.Invocations.Single(i => i.Identifier == "draw").Arguments.OfType<DotNetObjectReference<ChartLine>>().Single().Value;
        var from = (Noon - DateTime.UnixEpoch).TotalMilliseconds;

        await chart.InvokeAsync(() => line.ZoomedAsync(from, from + 3_600_000));
        await chart.InvokeAsync(() => line.ZoomedAsync(from, double.NaN));
        await chart.InvokeAsync(() => line.ZoomedAsync(from, from - 1));

        Assert.Equal(new ChartRange(Noon, Noon.AddHours(1)), range);
    }
}
