using Flywheel.Core.Administration;
using Flywheel.Core.Curate;
using Flywheel.Core.Curate.Datasets;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.E2E.Support;

/// <summary>Turns the wheel once without a browser, so that every page has something to show.</summary>
internal static class Wheel
{
    /// <summary>Sends, approves one, rejects one, and freezes the dataset "answers".</summary>
    public static async Task TurnAsync(AppUnderTest app, IEnumerable<Correction> corrections)
    {
        using var key = await app.KeyAsync();
        await app.SendAsync(key, corrections);
        var max = new Actor(await app.PersonAsync("max", Roles.Manager), "max", Roles.Manager);
        var (queue, desk) = (app.Services.GetRequiredService<ReviewQueue>(), app.Services.GetRequiredService<ReviewDesk>());
        var claimed = await queue.ClaimAsync(max, 2, TestContext.Current.CancellationToken);
        await desk.DecideAsync(max, claimed[0].Id, new(claimed[0].Version, DecisionKind.Approve), TestContext.Current.CancellationToken);
        await desk.DecideAsync(max, claimed[1].Id, new(claimed[1].Version, DecisionKind.Reject, null, RejectReason.Wrong, "Not so."), TestContext.Current.CancellationToken);
        await FreezeAsync(app, max);
    }

    /// <summary>Freezes what is approved of the first application.</summary>
    public static async Task FreezeAsync(AppUnderTest app, Actor who)
    {
        var outcome = await app.Services.GetRequiredService<DatasetFreezer>().FreezeAsync(who, 1, "answers", new DatasetRequest(), TestContext.Current.CancellationToken);
        Assert.IsType<FreezeOutcome.Frozen>(outcome);
    }
}
