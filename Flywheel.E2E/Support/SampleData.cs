using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Curate.Review;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.E2E.Support;

/// <summary>Runs every stage once without a browser, so that every page has something to show.</summary>
internal static class SampleData
{
    /// <summary>Sends, approves half of so many and rejects the other half, and freezes the dataset "answers".</summary>
    public static async Task TurnAsync(AppUnderTest app, IEnumerable<Correction> corrections, int decisions = 2)
    {
        using var key = await app.KeyAsync();
        foreach (var batch in corrections.Chunk(1000)) await app.SendAsync(key, batch);
        var max = new Actor(await app.PersonAsync("max", Roles.Manager), "max", Roles.Manager, ApplicationAccess.All);
        var (queue, desk) = (app.Services.GetRequiredService<ReviewQueue>(), app.Services.GetRequiredService<ReviewDecisions>());
        var claimed = await queue.ClaimAsync(max, decisions, TestContext.Current.CancellationToken);
        for (var i = 0; i < claimed.Count; i++)
        {
            var request = i % 2 == 0 ? new DecisionRequest(claimed[i].Version, DecisionKind.Approve)
                : new DecisionRequest(claimed[i].Version, DecisionKind.Reject, null, RejectReason.Wrong, "Not so.");
            Assert.IsType<DecisionOutcome.Decided>(await desk.DecideAsync(max, claimed[i].Id, request, TestContext.Current.CancellationToken));
        }

        await FreezeAsync(app, max);
        await SampleExperiments.RunAsync(app, key, max, "reranker", 300);
        await app.PlanAsync(max, "prompt");
        await DraftAsync(app);
    }

    /// <summary>A draft of the policy with a rule, an override and a whole backtest.</summary>
    private static async Task DraftAsync(AppUnderTest app)
    {
        var (nora, drafts) = (new Actor("nora", "nora", Roles.Admin, ApplicationAccess.All), app.Services.GetRequiredService<PolicyDrafts>());
        var begun = Assert.IsType<PolicyDraftOutcome.Done>(await drafts.CreateAsync(nora, "Short ones wait", null, false, TestContext.Current.CancellationToken)).Draft;
        var policy = begun.Policy with
        {
            Rules = [new() { Name = "Short corrections", Any = [new([new(RuleField.OutputLength, RuleOperator.Below, "120")])] }],
            Overrides = [new() { Segment = "web", DecisionsRequired = 2 }],
        };
        Assert.IsType<PolicyDraftOutcome.Done>(await drafts.SaveAsync(nora, begun.Id, begun.Version, new(begun.Name, "They waste time.", policy), TestContext.Current.CancellationToken));
        var backtests = app.Services.GetRequiredService<Backtests>();
        await backtests.StartAsync(nora, begun.Id, 90, TestContext.Current.CancellationToken);
        for (var i = 0; i < 600 && backtests.Going.Count > 0; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(BacktestState.Finished, backtests.Find(begun.Id)!.State);
    }

    private static async Task FreezeAsync(AppUnderTest app, Actor actor)
    {
        var outcome = await app.Services.GetRequiredService<DatasetFreezer>().FreezeAsync(actor, 1, "answers", new DatasetRequest(), TestContext.Current.CancellationToken);
        Assert.IsType<FreezeOutcome.Frozen>(outcome);
    }
}
