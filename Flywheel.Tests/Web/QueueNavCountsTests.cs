using Flywheel.Core;
using Flywheel.Core.Curate;
using Flywheel.Tests.Support;
using Flywheel.Web.Shell;

namespace Flywheel.Tests.Web;

public sealed class QueueNavCountsTests
{
    [Fact]
    public async Task What_waits_is_counted_anew_after_a_change()
    {
        await using var database = await TestDatabase.CreateAsync();
        var stage = await ReviewStage.CreateAsync(database);
        using var counts = new QueueNavCounts(database.Get<ReviewQueue>(), database.Get<ChangeBus>(), database.Time);
        var heard = 0;
        counts.Changed += () => heard++;
        await stage.AddAsync(1);
        Assert.Equal(1, (await counts.CountAsync(stage.Ana, default))[Links.Review]);
        await stage.AddAsync(2);
        for (var i = 0; i < 100; i++) database.Get<ChangeBus>().Publish(Change.Queue);
        Assert.Equal(1, (await counts.CountAsync(stage.Ben, default))[Links.Review]);
        database.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, heard);
        Assert.Equal(2, (await counts.CountAsync(stage.Ben, default))[Links.Review]);
    }

    [Fact]
    public async Task Nothing_is_heard_after_the_end()
    {
        await using var database = await TestDatabase.CreateAsync();
        var heard = 0;
        var coalesced = new Coalesced(database.Get<ChangeBus>(), Change.Queue, TimeSpan.FromSeconds(1), database.Time, () => heard++);
        database.Get<ChangeBus>().Publish(Change.Queue);
        coalesced.Dispose();
        database.Get<ChangeBus>().Publish(Change.Queue);
        database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, heard);
    }
}
