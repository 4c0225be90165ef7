using Flywheel.Core;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;

namespace Flywheel.Tests.Audit;

public sealed class AuditTrailTests
{
    private static readonly Actor Ada = new("m1", "Ada", Roles.Admin, ApplicationAccess.All);

    [Fact]
    public async Task Pages_run_from_the_newest_to_the_first_without_a_gap()
    {
        await using var database = await WithEntriesAsync(5);
        var trail = database.Get<AuditTrail>();

        var first = await trail.ReadAsync(Ada, new(), null, 3);
        var second = await trail.ReadAsync(Ada, new(), first.Next, 3);

        Assert.Equal(["key/5", "key/4", "key/3", "key/2", "key/1"], first.Entries.Concat(second.Entries).Select(e => e.Subject));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_search_takes_the_begin_of_a_subject_or_an_action()
    {
        await using var database = await WithEntriesAsync(2);
        var trail = database.Get<AuditTrail>();

        Assert.Single((await trail.ReadAsync(Ada, new("key/2"), null, 10)).Entries);
        Assert.Equal(2, (await trail.ReadAsync(Ada, new("key.cr"), null, 10)).Entries.Count);
        Assert.Empty((await trail.ReadAsync(Ada, new("%"), null, 10)).Entries);
    }

    [Fact]
    public async Task A_filter_narrows_by_kind_of_action_person_and_day()
    {
        await using var database = await WithEntriesAsync(2);
        var trail = database.Get<AuditTrail>();
        var today = DateOnly.FromDateTime(database.Time.GetUtcNow().UtcDateTime);

        Assert.Equal(2, (await trail.ReadAsync(Ada, new(Group: "key", Actor: "Ada", From: today, To: today), null, 10)).Entries.Count);
        Assert.Empty((await trail.ReadAsync(Ada, new(Group: "ke"), null, 10)).Entries);
        Assert.Empty((await trail.ReadAsync(Ada, new(Actor: "Bob"), null, 10)).Entries);
        Assert.Empty((await trail.ReadAsync(Ada, new(To: today.AddDays(-1)), null, 10)).Entries);
        Assert.Empty((await trail.ReadAsync(Ada, new(From: today.AddDays(1)), null, 10)).Entries);
    }

    [Fact]
    public async Task A_part_of_a_name_is_found_whatever_the_case()
    {
        await using var database = await WithEntriesAsync(1, Ada with { Name = "Zoë Öztürk" });
        Assert.Single((await database.Get<AuditTrail>().ReadAsync(Ada, new(Actor: "ZOË öz"), null, 10)).Entries);
        Assert.Empty((await database.Get<AuditTrail>().ReadAsync(Ada, new(Actor: "%"), null, 10)).Entries);
    }

    [Fact]
    public async Task Everything_is_read_over_the_pages_once()
    {
        await using var database = await WithEntriesAsync(203);
        var all = await database.Get<AuditTrail>().ReadAllAsync(Ada, new(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(203, all.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Someone_who_is_not_an_admin_reads_nothing()
    {
        await using var database = await WithEntriesAsync(1);

        Assert.Empty((await database.Get<AuditTrail>().ReadAsync(new Actor("m2", "Bob", Roles.Manager, ApplicationAccess.All), new(), null, 10)).Entries);
    }

    private static async Task<TestDatabase> WithEntriesAsync(int count, Actor? actor = null)
    {
        var database = await TestDatabase.CreateAsync();
        var audit = database.Get<AuditLog>();
        for (var i = 1; i <= count; i++)
        {
            await database.Get<Database>().WriteAsync(async db =>
            {
                audit.Append(db, actor ?? Ada, "key.create", $"key/{i}", null, null);
                return true;
            });
        }

        return database;
    }
}
