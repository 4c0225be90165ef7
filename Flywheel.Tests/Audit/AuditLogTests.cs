using Flywheel.Core;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Audit;

public sealed class AuditLogTests
{
    private static readonly Actor Anna = new("anna", "Anna", Roles.Admin, ApplicationAccess.All) { From = "192.0.2.7" };

    [Fact]
    public async Task An_untouched_log_is_intact()
    {
        await using var database = await WithEntriesAsync(3);
        Assert.Equal(new AuditCheck(3, null, null), await VerifyAsync(database));
    }

    [Fact]
    public async Task An_empty_log_is_intact()
    {
        await using var database = await TestDatabase.CreateAsync();
        Assert.Equal(new AuditCheck(0, null, null), await VerifyAsync(database));
    }

    [Theory]
    [InlineData("UPDATE Audit SET ActorName = 'Bob' WHERE Id = 2")]
    [InlineData("UPDATE Audit SET At = '2026-03-02 09:00:01' WHERE Id = 2")]
    [InlineData("UPDATE Audit SET Before = NULL, After = Before WHERE Id = 2")]
    [InlineData("UPDATE Audit SET \"From\" = NULL WHERE Id = 2")]
    public async Task A_changed_entry_is_named(string tampering)
    {
        await using var database = await WithEntriesAsync(3);
        await ExecuteAsync(database, tampering);
        Assert.Equal(2, (await VerifyAsync(database)).TamperedId);
    }

    [Fact]
    public async Task A_removed_entry_shows_at_the_one_after_it()
    {
        await using var database = await WithEntriesAsync(4);
        await ExecuteAsync(database, "DELETE FROM Audit WHERE Id = 2");
        Assert.Equal(3, (await VerifyAsync(database)).TamperedId);
    }

    [Fact]
    public async Task A_cut_tail_shows_by_the_recorded_head()
    {
        await using var database = await WithEntriesAsync(4);
        await database.Get<AuditHeads>().WriteAsync();
        await ExecuteAsync(database, "DELETE FROM Audit WHERE Id > 2");
        Assert.Equal(4, (await VerifyAsync(database)).TamperedId);
    }

    [Fact]
    public async Task A_recalculated_chain_shows_by_the_recorded_head()
    {
        await using var database = await WithEntriesAsync(2);
        await database.Get<AuditHeads>().WriteAsync();
        await ForgeLastAsync(database);
        Assert.Equal(2, (await VerifyAsync(database)).TamperedId);
    }

    [Fact]
    public async Task The_same_head_is_recorded_once()
    {
        await using var database = await WithEntriesAsync(2);
        await database.Get<AuditHeads>().WriteAsync();
        await database.Get<AuditHeads>().WriteAsync();
        Assert.Single(await File.ReadAllLinesAsync(database.Get<AuditHeads>().File));
    }

    [Fact]
    public async Task Writers_at_the_same_time_make_one_chain()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => AppendAsync(database, $"thing/{i}"))));
        Assert.Equal(new AuditCheck(40, null, null), await VerifyAsync(database));
    }

    [Fact]
    public async Task Writers_of_two_processes_make_one_chain()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => AppendAsync(database, $"thing/{i}", database.OfAnotherNode()))));
        Assert.Equal(new AuditCheck(20, null, null), await VerifyAsync(database));
    }

    [Fact]
    public async Task An_action_that_fails_leaves_no_entry()
    {
        await using var database = await TestDatabase.CreateAsync();
        var audit = database.Get<AuditLog>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Get<Database>().WriteAsync<int>(async db =>
        {
            audit.Append(db, Anna, "thing.do", "thing/1", null, null);
            await db.SaveChangesAsync();
            throw new InvalidOperationException();
        }));
        Assert.Equal(0, (await VerifyAsync(database)).Entries);
    }

    private static async Task<TestDatabase> WithEntriesAsync(int count)
    {
        var database = await TestDatabase.CreateAsync();
        for (var i = 0; i < count; i++) await AppendAsync(database, $"thing/{i}");
        return database;
    }

    private static Task AppendAsync(TestDatabase database, string subject, Database? node = null) =>
        (node ?? database.Get<Database>()).WriteAsync(db => database.Get<AuditLog>().Append(db, Anna, "thing.do", subject, new { Count = 1 }, null));

    private static Task<AuditCheck> VerifyAsync(TestDatabase database) => database.Get<AuditVerification>().VerifyAsync();

    private static async Task ForgeLastAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var last = await db.Audit.OrderBy(e => e.Id).LastAsync();
        last.ActorName = "Bob";
        last.Hash = AuditHash.Of(last);
        await db.SaveChangesAsync();
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var db = database.Open();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
