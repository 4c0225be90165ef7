using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Operations;
using Flywheel.Tests.Support;

namespace Flywheel.Tests.Operations;

public sealed class ReconciliationTests
{
    [Fact]
    public async Task Accepted_equals_stored_plus_erased_plus_expired()
    {
        await using var database = await WithSignalsAsync(stored: 3, new() { Accepted = 6, Erased = 2, Expired = 1 });
        var balance = Assert.Single(await database.Get<Reconciliation>().RunAsync());
        Assert.Equal(new IntakeBalance("shop", 6, 3, 2, 1), balance);
        Assert.Equal(0, balance.Missing);
    }

    [Fact]
    public async Task A_lost_signal_shows()
    {
        await using var database = await WithSignalsAsync(stored: 3, new() { Accepted = 4 });
        Assert.Equal(1, (await database.Get<Reconciliation>().RunAsync()).Single().Missing);
    }

    [Fact]
    public async Task A_signal_that_was_never_acknowledged_shows()
    {
        await using var database = await WithSignalsAsync(stored: 1, null);
        Assert.Equal(-1, (await database.Get<Reconciliation>().RunAsync()).Single().Missing);
    }

    private static async Task<TestDatabase> WithSignalsAsync(int stored, IntakeCount? tally)
    {
        var database = await TestDatabase.CreateAsync();
        var shop = new Application { Name = "shop" };
        await database.StoreAsync(shop);
        var interaction = new Interaction { ApplicationId = shop.Id, RequestId = "r", AnswerHash = new byte[32] };
        await database.StoreAsync(interaction);
        await database.StoreAsync([.. Enumerable.Range(0, stored).Select(_ =>
            new Signal { ApplicationId = shop.Id, InteractionId = interaction.Id, Type = SignalType.Copy })]);
        if (tally is null) return database;
        tally.ApplicationId = shop.Id;
        await database.StoreAsync(tally);
        return database;
    }
}
