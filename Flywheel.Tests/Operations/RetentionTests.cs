using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Tests.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Flywheel.Tests.Operations.Erasure.ErasureFixture;

namespace Flywheel.Tests.Operations;

public sealed class RetentionTests
{
    [Fact]
    public async Task Old_signals_expire_and_are_counted()
    {
        await using var database = await WithAsync(raw: 400, rejected: 0);
        database.Send(SignalFixture.Signal("old", SignalType.Copy));
        database.Time.Advance(TimeSpan.FromDays(401));
        database.Send(SignalFixture.Signal("new", SignalType.Copy));
        await ReadAsync(database);
        Assert.Equal(1, (await database.Get<Retention>().RunAsync(Cancel)).Signals);
        await using var db = database.Open();
        Assert.Equal("new", (await db.Interactions.SingleAsync(Cancel)).RequestId);
        Assert.Equal(new IntakeBalance("shop", 2, 1, 0, 1), (await database.Get<Reconciliation>().RunAsync()).Single());
        Assert.Equal(2, database.Count(Flywheel.Core.Measure.RollUps.Measures.Interactions));
    }

    [Fact]
    public async Task What_training_data_rests_on_stays()
    {
        await using var database = await WithAsync(raw: 400, rejected: 400);
        database.Send(SignalFixture.Edit("a", "The fee is six euros a month."));
        await database.SettleAsync();
        database.Time.Advance(TimeSpan.FromDays(500));
        Assert.Equal(new RetentionPass(0, 0), await database.Get<Retention>().RunAsync(Cancel));
    }

    [Fact]
    public async Task What_is_not_curated_yet_stays()
    {
        await using var database = await WithAsync(raw: 400, rejected: 0);
        database.Send(SignalFixture.Signal("old", SignalType.Copy));
        database.Time.Advance(TimeSpan.FromDays(500));
        Assert.Equal(0, (await database.Get<Retention>().RunAsync(Cancel)).Signals);
    }

    [Fact]
    public async Task Rejected_items_go_and_then_their_signals()
    {
        await using var database = await WithAsync(raw: 400, rejected: 365);
        database.Send(SignalFixture.Edit("a", "The fee is five euros a month."));
        await ReadAsync(database);
        Assert.Equal(CandidateState.Rejected, Assert.Single(database.Candidates()).State);
        database.Time.Advance(TimeSpan.FromDays(500));
        Assert.Equal(new RetentionPass(1, 1), await database.Get<Retention>().RunAsync(Cancel));
    }

    [Fact]
    public async Task Zero_days_keep_everything()
    {
        await using var database = await WithAsync(raw: 0, rejected: 0);
        database.Send(SignalFixture.Signal("old", SignalType.Copy));
        await ReadAsync(database);
        database.Time.Advance(TimeSpan.FromDays(5000));
        Assert.Equal(new RetentionPass(0, 0), await database.Get<Retention>().RunAsync(Cancel));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(365, true)]
    [InlineData(364, false)]
    [InlineData(-1, false)]
    public void Fewer_days_than_a_backtest_looks_back_are_refused(int days, bool valid) => Assert.Equal(valid, new DaysKeptAttribute().IsValid(days));

    private static async Task<TestDatabase> WithAsync(int raw, int rejected)
    {
        var database = await TestDatabase.CreateAsync(
            services => services.AddSingleton(Options.Create(new RetentionOptions { RawSignalDays = raw, RejectedItemDays = rejected })));
        await database.ApplicationAsync();
        return database;
    }

    private static async Task ReadAsync(TestDatabase database)
    {
        await database.Get<Curator>().CatchUpAsync(Cancel);
        await database.MeasureAsync();
    }
}
