using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Shell;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Tests.Shell;

public sealed class QueueNavCountsTests
{
    [Fact]
    public async Task What_waits_is_counted_again_after_a_change()
    {
        await using var database = await TestDatabase.CreateAsync();
        var fixture = await ReviewFixture.CreateAsync(database);
        using var counts = new QueueNavCounts(database.Get<ReviewQueue>(), database.Get<ChangeBus>(), database.Time);
        var heard = 0;
        counts.Changed += () => heard++;
        await fixture.AddAsync(1);
        Assert.Equal(1, (await counts.CountAsync(fixture.Ana, default))[Links.Review]);
        await fixture.AddAsync(2);
        for (var i = 0; i < 100; i++) database.Get<ChangeBus>().Publish(Change.Queue);
        Assert.Equal(1, (await counts.CountAsync(fixture.Ben, default))[Links.Review]);
        database.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, heard);
        Assert.Equal(2, (await counts.CountAsync(fixture.Ben, default))[Links.Review]);
    }

    [Fact]
    public async Task What_one_sent_on_waits_for_others_and_not_for_oneself()
    {
        await using var database = await TestDatabase.CreateAsync();
        var fixture = await ReviewFixture.CreateAsync(database);
        using var counts = new QueueNavCounts(database.Get<ReviewQueue>(), database.Get<ChangeBus>(), database.Time);
        await fixture.AddAsync(1);
        await fixture.AddAsync(2, c => c.DecisionsRequired = 2);
        await fixture.AddAsync(3);
        await fixture.DecideAsync(fixture.Ana, 1, new(1, DecisionKind.SecondOpinion));
        await fixture.DecideAsync(fixture.Ana, 2, new(1, DecisionKind.Approve));
        Assert.Equal(1, (await counts.CountAsync(fixture.Ana, default))[Links.Review]);
        Assert.Equal(3, (await counts.CountAsync(fixture.Ben, default))[Links.Review]);
        Assert.Equal(new(1, 0, 0, 2, 2), await database.Get<ReviewQueue>().CountAsync(fixture.Ana, default));
        Assert.Equal(new(1, 2, 0, 0, 0), await database.Get<ReviewQueue>().CountAsync(fixture.Ben, default));
        var tasks = (await database.Get<Flywheel.Core.Operations.Overviews>().ReadAsync(fixture.Ana, default)).WaitingForYou;
        Assert.DoesNotContain(tasks, t => t.Kind == Flywheel.Core.Operations.OverviewTaskKind.SecondOpinion);
    }

    [Fact]
    public async Task A_second_opinion_that_was_taken_back_counts_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        var fixture = await ReviewFixture.CreateAsync(database);
        await fixture.AddAsync(1);
        var done = await fixture.DecideAsync(fixture.Ana, 1, new(1, DecisionKind.SecondOpinion));
        await database.Get<ReviewDecisions>().UndoAsync(fixture.Ana, done.DecisionId, default);
        await fixture.DecideAsync(fixture.Ben, 1, new(3, DecisionKind.SecondOpinion));
        Assert.Equal(1, (await database.Get<ReviewQueue>().CountAsync(fixture.Ana, default)).AwaitingSecond);
    }

    [Fact]
    public async Task No_event_arrives_after_disposal()
    {
        await using var database = await TestDatabase.CreateAsync();
        var heard = 0;
        var coalesced = new ThrottledSubscription(database.Get<ChangeBus>(), Change.Queue, TimeSpan.FromSeconds(1), database.Time, () => heard++);
        database.Get<ChangeBus>().Publish(Change.Queue);
        coalesced.Dispose();
        database.Get<ChangeBus>().Publish(Change.Queue);
        database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, heard);
    }
}
