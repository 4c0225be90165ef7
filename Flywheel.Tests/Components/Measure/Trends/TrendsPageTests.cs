using Bunit;
using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Measure.Trends;
using Flywheel.Web.Components.Shared.Charts;

namespace Flywheel.Tests.Components.Measure.Trends;

public sealed class TrendsPageTests : IAsyncLifetime
{
    private MeasureContext _context = null!;

    public async ValueTask InitializeAsync() => _context = await MeasureContext.CreateAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Without_data_it_offers_the_longest_range_and_then_says_what_will_appear()
    {
        var page = _context.Open<TrendsPage>("/trends");
        page.WaitForAssertion(() => Assert.Equal("/trends?range=1y", page.Find(".fw-state a").GetAttribute("href")));
        page = _context.Open<TrendsPage>("/trends?range=1y");
        page.WaitForAssertion(() => Assert.Contains("Nothing was recorded yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rate_stands_with_its_interval_its_sample_and_what_it_is_made_of()
    {
        await _context.UsedAsync(7, 3);
        var page = _context.Open<TrendsPage>("/trends");
        page.WaitForAssertion(() => Assert.Contains("70.0 % (39.7 to 89.2), n = 10", page.Find(".ms-numbers").TextContent, StringComparison.Ordinal));
        Assert.Contains("all reported outcomes", page.Find(".ms-numbers").TextContent, StringComparison.Ordinal);
        Assert.Contains("100.0 % of 10 interactions", page.Find(".ms-numbers").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_rate_is_made_of_stands_beneath_it()
    {
        await _context.UsedAsync(7, 3);
        _context.Database.Send(SignalFixture.Signal("r1", SignalType.ThumbsDown), SignalFixture.Signal("x", SignalType.ThumbsUp));
        await _context.UsedAsync(0, 0);
        var page = _context.Open<TrendsPage>("/trends");
        page.WaitForAssertion(() => Assert.Contains("Outcomes only70.0 % (39.7 to 89.2), n = 10", page.Find(".ms-basis").TextContent, StringComparison.Ordinal));
        Assert.Contains("Signals only50.0 % (9.5 to 90.5), n = 2", page.Find(".ms-basis").TextContent, StringComparison.Ordinal);
        Assert.Contains("they contradict each other in 100.0 % of 1.", page.Find(".ms-apart").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_outcomes_the_rate_is_called_success_by_signals()
    {
        _context.Database.Send(SignalFixture.Signal("x", SignalType.ThumbsUp));
        await _context.UsedAsync(0, 0);
        var page = _context.Open<TrendsPage>("/trends");
        page.WaitForAssertion(() => Assert.Contains("Success by signals", page.Find(".ms-numbers thead").TextContent, StringComparison.Ordinal));
        Assert.Contains("all by signals: no outcomes are reported", page.Find(".ms-numbers").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".ms-basis"));
    }

    [Fact]
    public async Task What_is_chosen_is_the_address_and_the_address_is_what_is_shown()
    {
        await _context.UsedAsync(2, 1, segment: "billing");
        await _context.UsedAsync(1, 0, segment: "<b>returns</b>");
        var page = _context.Open<TrendsPage>("/trends");
        page.WaitForElement(".ms-numbers");
        page.Find("select[aria-label=Split]").Change("Segment");
        Assert.Equal("/trends?split=segment", _context.Address);
        page.WaitForAssertion(() => Assert.Equal(["billing", "<b>returns</b>", "Everything"], page.FindAll(".ms-numbers tbody th").Select(h => h.TextContent)));
        Assert.Equal("/trends.csv?split=segment", page.Find("a[download]").GetAttribute("href"));
        var copied = _context.Open<TrendsPage>("/trends?split=segment");
        copied.WaitForAssertion(() => Assert.Equal(page.Find(".ms-numbers").TextContent, copied.Find(".ms-numbers").TextContent));
    }

    [Fact]
    public async Task A_dragged_stretch_becomes_the_range_with_steps_that_suit_it()
    {
        await _context.UsedAsync(2, 1);
        var page = _context.Open<TrendsPage>("/trends?range=90d&step=week");
        page.WaitForElement(".ms-numbers");
        var start = new DateTime(2026, 2, 20, 7, 0, 0, DateTimeKind.Utc);
        await page.InvokeAsync(() => page.FindComponent<Chart>().Instance.OnZoom.InvokeAsync(new ChartRange(start, start.AddDays(2))));
        Assert.Equal("/trends?from=2026-02-20&to=2026-02-22", _context.Address);
        page.WaitForAssertion(() => Assert.Equal("Hour", page.Find("select[aria-label=Step]").GetAttribute("value")));
    }

    [Fact]
    public void A_range_that_does_not_work_is_reported_beside_its_fields()
    {
        var page = _context.Open<TrendsPage>("/trends?from=2020-01-01&to=2026-01-01");
        Assert.StartsWith("At most 1,100 days fit", page.Find("#ms-range-fault").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll("input[type=date]"), d => Assert.Equal("true", d.GetAttribute("aria-invalid")));
        page.Find("button:contains('7 d')").Click();
        Assert.Empty(page.Find("#ms-range-fault").TextContent);
    }

    [Fact]
    public async Task An_unknown_application_is_reported()
    {
        await _context.UsedAsync(1, 0);
        var page = _context.Open<TrendsPage>("/trends?application=bank");
        page.WaitForAssertion(() => Assert.Contains("There is no such application", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_appear_by_themselves_after_a_pause()
    {
        await _context.UsedAsync(1, 0);
        var page = _context.Open<TrendsPage>("/trends");
        page.WaitForAssertion(() => Assert.Contains("n = 1", page.Find(".ms-numbers").TextContent, StringComparison.Ordinal));
        await _context.UsedAsync(1, 0);
        _context.Database.Get<ChangeBus>().Publish(Change.Measures);
        Assert.DoesNotContain("n = 2", page.Find(".ms-numbers").TextContent, StringComparison.Ordinal);
        _context.Database.Time.Advance(TimeSpan.FromSeconds(2.1));
        page.WaitForAssertion(() => Assert.Contains("n = 2", page.Find(".ms-numbers").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_metric_is_shown_beside_success()
    {
        await _context.UsedAsync(1, 1);
        var page = _context.Open<TrendsPage>("/trends?metric=thumbs_up");
        page.WaitForAssertion(() => Assert.Contains("0.0 % (0.0 to 65.8), n = 2", page.Find("td[data-label='Thumbs up']").TextContent, StringComparison.Ordinal));
    }
}
