using Flywheel.Core;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Measure;

/// <summary>A manager asks whether the new version is better, and acts on the answer.</summary>
public sealed class ExperimentErrands(Browser browser) : Errand(browser)
{
    [Fact]
    public async Task A_manager_plans_with_power_starts_reads_the_verdict_and_ships()
    {
        using var key = await App.KeyAsync();
        var max = await PersonAsync("max", Roles.Manager);
        await max.GoAsync("/experiments", "Experiments");
        await max.Page.GetByRole(AriaRole.Link, new() { Name = "Plan the first experiment" }).ClickAsync();
        await max.SeesHeadingAsync("Plan an experiment");
        await max.Page.GetByLabel("Key").FillAsync("reranker");
        await max.Page.GetByLabel("Hypothesis").FillAsync("The new reranker finds the better document.");
        await max.Page.GetByLabel("Level to plan with").FillAsync("70");
        await max.SeesAsync("At 70.0 % success rate, 2 points need about 8,100 responses per arm.");
        await max.ClickAsync("Save the draft");
        await max.SeesHeadingAsync("reranker");
        await max.ClickAsync("Start");
        await max.SeesAsync("Nothing that the success rate can be told by came in");

        await SampleExperiments.FeedAsync(App, key, "reranker", 800);
        // An analysis is kept for half a minute; a stopped experiment is analysed again.
        await max.ClickAsync("Stop");
        await max.SeesAsync("treatment raises the success rate by");
        await max.ClickAsync("Decide");
        await max.Page.GetByLabel("Ship treatment").CheckAsync();
        await max.Page.GetByLabel("Reason").FillAsync("Twenty points or so, and no guardrail is worse.");
        await max.ClickAsync("Save the decision");
        await max.SeesAsync("Shipped treatment");
        await max.GoAsync("/experiments", "Experiments");
        await max.SeesAsync("Shipped treatment");
    }
}
