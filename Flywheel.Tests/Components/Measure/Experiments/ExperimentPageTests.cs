using Bunit;
using Flywheel.Core.Measure.Success;
using Flywheel.Web.Components.Measure.Experiments;

namespace Flywheel.Tests.Components.Measure.Experiments;

public sealed class ExperimentPageTests : ExperimentPageContext
{
    [Fact]
    public async Task The_verdict_stands_first_and_in_words()
    {
        await Fixture.RunAsync();
        await StoreAsync(400, 200, 400, 280);
        var page = Render();
        Assert.Equal("Ship treatment", page.Find(".ex-verdict strong").TextContent);
        Assert.Contains("treatment raises the success rate by 20.0 points", page.Find(".ex-verdict").TextContent, StringComparison.Ordinal);
        Assert.True(page.Markup.IndexOf("ex-verdict", StringComparison.Ordinal) < page.Markup.IndexOf("<table", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_number_stands_in_a_table_with_its_n_and_interval()
    {
        await Fixture.RunAsync();
        await StoreAsync(400, 200, 400, 280);
        var page = Render();
        Assert.Equal("treatment 400 400 70.0 % (65.3 to 74.3)", Row(page, 1));
        Assert.Contains("▲ +20.0 points", Row(page, 2), StringComparison.Ordinal);
        Assert.Single(page.FindAll("[role=img]"));
    }

    public static TheoryData<int, int, int, int> Extremes => new()
    {
        { 0, 0, 0, 0 }, { 1, 1, 0, 0 }, { 0, 0, 1, 0 }, { 1, 0, 1, 1 }, { 50, 50, 50, 50 }, { 50, 0, 50, 0 }, { 50, 50, 50, 0 }, { 1, 1, 900, 3 },
    };

    [Theory]
    [MemberData(nameof(Extremes))]
    public async Task Extreme_data_are_shown_without_nan_or_infinity(int control, int controlSuccesses, int treatment, int treatmentSuccesses)
    {
        await Fixture.RunAsync();
        await StoreAsync(control, controlSuccesses, treatment, treatmentSuccesses);
        var page = Render();
        foreach (var nonsense in new[] { "NaN", "∞", "Infinity" }) Assert.DoesNotContain(nonsense, page.Markup, StringComparison.Ordinal);
        if (control == 0) Assert.Contains(ExperimentPageLabels.Unknown, Row(page, 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_unknown_is_no_rate_of_nothing()
    {
        await Fixture.RunAsync();
        await Fixture.StoreAsync(Enumerable.Range(0, 40).Select(i => Fixture.Row($"p{i}", i % 2 == 0 ? "control" : "treatment", Verdict.Unknown)));
        var page = Render();
        Assert.DoesNotContain("0.0 %", Row(page, 0), StringComparison.Ordinal);
        Assert.Contains("Nothing that the success rate can be told by came in", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_all_share_has_no_interval_and_breaks_nothing()
    {
        await Fixture.RunAsync(change: r => r with { PrimaryMetric = "value", SmallestEffect = 1 });
        await StoreAsync(40, 40, 40, 40, r => r.Value = 3);
        Assert.DoesNotContain("NaN", Render().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_hides_every_figure_of_the_result_until_it_is_acknowledged()
    {
        await Fixture.RunAsync();
        await StoreAsync(400, 200, 250, 200, r => r.Exposed = true);
        var page = Render();
        Assert.Empty(page.FindAll(".ex-result"));
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent.StartsWith("I looked into it", StringComparison.Ordinal)).Click());
        page.WaitForElement(".ex-result");
        Assert.Contains("Ada Lovelace looked into it", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_exposures_the_page_says_that_the_shares_cannot_be_checked()
    {
        await Fixture.RunAsync();
        Assert.Contains("No exposures were sent", Words(Render()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_that_are_left_out_are_counted()
    {
        await Fixture.RunAsync();
        await Fixture.StoreAsync(Fixture.Row("a", "control"), Fixture.Row("a", "treatment"), Fixture.Row("b", "control", change: r => r.PersonHash = null));
        var words = Words(Render());
        Assert.Contains("1 person seen in more than one arm: left out.", words, StringComparison.Ordinal);
        Assert.Contains("1 interaction without a known person: left out.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_started_with_one_button()
    {
        await Fixture.Experiments.CreateAsync(Fixture.Cleo, new("reranker", "It is better."), default);
        var page = Render();
        Assert.Contains("Nobody is assigned yet.", Words(page), StringComparison.Ordinal);
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Start").Click());
        page.WaitForAssertion(() => Assert.Contains("Keep running", page.Find(".ex-verdict").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_decision_needs_a_reason_and_then_stands_above_the_figures()
    {
        await Fixture.RunAsync();
        await StoreAsync(400, 200, 400, 280);
        var page = Render();
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Decide").Click());
        await page.InvokeAsync(() => page.Find(".ex-decide").SubmitAsync());
        Assert.Equal("Say why: whoever reads this later will ask.", page.Find("#reason-fault").TextContent);
        await page.InvokeAsync(() => page.Find("#reason").Input("Twenty points."));
        await page.InvokeAsync(() => page.Find(".ex-decide").SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal("Shipped treatment", page.Find(".ex-verdict strong").TextContent));
        Assert.Contains("Twenty points. – Ada Lovelace", Words(page), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".ex-actions"));
    }

    [Fact]
    public async Task What_somebody_else_did_meanwhile_is_shown()
    {
        await Fixture.RunAsync();
        var page = Render();
        await Fixture.Experiments.StopAsync(Fixture.Cleo, "reranker", null, default);
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Stop").Click());
        page.WaitForAssertion(() => Assert.Equal("The experiment is stopped already.", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void An_unknown_key_is_reported() => Assert.Contains("None has the key reranker.", Words(Render(".fw-state")), StringComparison.Ordinal);

    private static string Row(IRenderedComponent<ExperimentPage> page, int row) =>
        string.Join(' ', page.FindAll(".ex-result tbody tr")[row].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private IRenderedComponent<ExperimentPage> Render(string until = ".ex-facts")
    {
        var page = Context.Render<ExperimentPage>(p => p.Add(x => x.Key, "reranker"));
        page.WaitForElement(until);
        return page;
    }
}
