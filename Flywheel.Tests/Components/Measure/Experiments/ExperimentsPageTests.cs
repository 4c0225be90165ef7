using Bunit;
using Flywheel.Web.Components.Measure.Experiments;

namespace Flywheel.Tests.Components.Measure.Experiments;

public sealed class ExperimentsPageTests : ExperimentPageContext
{
    [Fact]
    public void Without_experiments_the_next_step_is_shown()
    {
        var page = Context.Render<ExperimentsPage>();
        Assert.Equal("/experiments/new", page.WaitForElement(".fw-state a").GetAttribute("href"));
    }

    [Fact]
    public async Task A_line_says_the_lift_with_its_interval_the_verdict_and_the_time()
    {
        await Fixture.RunAsync();
        await StoreAsync(400, 200, 400, 280);
        var page = Context.Render<ExperimentsPage>();
        page.WaitForAssertion(() => Assert.Contains("▲ +20.0 points", Words(page), StringComparison.Ordinal));
        Assert.Contains("n = 400 and 400", Words(page), StringComparison.Ordinal);
        Assert.Equal("Ship", page.FindAll("tbody .fw-tag")[1].TextContent);
        Assert.Matches(@"about \d+ days", Words(page));
    }

    [Fact]
    public async Task A_draft_and_a_decided_one_say_what_they_are()
    {
        await Fixture.Experiments.CreateAsync(Fixture.Cleo, new("prompt", "It is better."), default);
        await Fixture.RunAsync();
        await Fixture.Experiments.DecideAsync(Fixture.Cleo, "reranker", new("keep", Reason: "No gain."), default);
        var page = Context.Render<ExperimentsPage>();
        page.WaitForAssertion(() => Assert.Contains("Kept control", Words(page), StringComparison.Ordinal));
        Assert.Contains("promptAll applications Draft control, treatment not started", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_hides_the_lift_in_the_list()
    {
        await Fixture.RunAsync();
        await StoreAsync(400, 200, 250, 200, r => r.Exposed = true);
        var page = Context.Render<ExperimentsPage>();
        page.WaitForAssertion(() => Assert.Contains("hidden until the alarm is acknowledged", Words(page), StringComparison.Ordinal));
        Assert.DoesNotContain("points", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }
}
