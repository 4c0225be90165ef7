using Flywheel.Core.Administration;
using Flywheel.Core.Curate;
using Flywheel.Core.Curate.Datasets;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.E2E.Support;

/// <summary>Turns the wheel once without a browser, so that every page has something to show.</summary>
internal static class Wheel
{
    /// <summary>Sends, approves half of so many and rejects the other half, and freezes the dataset "answers".</summary>
    public static async Task TurnAsync(AppUnderTest app, IEnumerable<Correction> corrections, int decisions = 2)
    {
        using var key = await app.KeyAsync();
        foreach (var batch in corrections.Chunk(1000)) await app.SendAsync(key, batch);
        var max = new Actor(await app.PersonAsync("max", Roles.Manager), "max", Roles.Manager, ApplicationAccess.All);
        var (queue, desk) = (app.Services.GetRequiredService<ReviewQueue>(), app.Services.GetRequiredService<ReviewDesk>());
        var claimed = await queue.ClaimAsync(max, decisions, TestContext.Current.CancellationToken);
        for (var i = 0; i < claimed.Count; i++)
        {
            var request = i % 2 == 0 ? new DecisionRequest(claimed[i].Version, DecisionKind.Approve)
                : new DecisionRequest(claimed[i].Version, DecisionKind.Reject, null, RejectReason.Wrong, "Not so.");
            Assert.IsType<DecisionOutcome.Decided>(await desk.DecideAsync(max, claimed[i].Id, request, TestContext.Current.CancellationToken));
        }

        await FreezeAsync(app, max);
        await Trial.RunAsync(app, key, max, "reranker", 300);
        await app.PlanAsync(max, "prompt");
    }

    private static async Task FreezeAsync(AppUnderTest app, Actor who)
    {
        var outcome = await app.Services.GetRequiredService<DatasetFreezer>().FreezeAsync(who, 1, "answers", new DatasetRequest(), TestContext.Current.CancellationToken);
        Assert.IsType<FreezeOutcome.Frozen>(outcome);
    }
}
