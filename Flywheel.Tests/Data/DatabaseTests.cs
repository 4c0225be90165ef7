using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Data;

public sealed class DatabaseTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    private Database Database => _test.Get<Database>();

    [Fact]
    public async Task What_a_write_adds_is_stored_with_its_audit_entry()
    {
        await Database.WriteAsync(
            db =>
            {
                db.Applications.Add(new() { Name = "desk" });
                _test.Get<AuditLog>().Append(db, Actor.System, "thing.do", "thing/1", null, null);
            },
            Stop);
        await using var db = _test.Open();
        Assert.Equal((1, 1), (await db.Applications.CountAsync(Stop), await db.Audit.CountAsync(Stop)));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_neither_its_rows_nor_its_audit_entry()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Database.WriteAsync<bool>(
            async db =>
            {
                db.Applications.Add(new() { Name = "desk" });
                _test.Get<AuditLog>().Append(db, Actor.System, "thing.do", "thing/1", null, null);
                await db.SaveChangesAsync(Stop);
                throw new ArgumentException("No.");
            },
            Stop));
        await using var db = _test.Open();
        Assert.Equal((0, 0), (await db.Applications.CountAsync(Stop), await db.Audit.CountAsync(Stop)));
    }

    [Fact]
    public async Task A_conflict_is_tried_again_on_a_fresh_context()
    {
        var contexts = new HashSet<DbContextId>();
        var written = await Database.WriteAsync(
            db =>
            {
                contexts.Add(db.ContextId);
                db.Applications.Add(new() { Name = "desk" });
                return contexts.Count < 3 ? throw new DbUpdateConcurrencyException("Somebody else was faster.") : Task.FromResult(contexts.Count);
            },
            Stop);
        await using var check = _test.Open();
        Assert.Equal((3, 1), (written, await check.Applications.CountAsync(Stop)));
    }

    [Fact]
    public async Task A_conflict_that_does_not_end_is_a_busy_database()
    {
        var tries = 0;
        var busy = await Assert.ThrowsAsync<DatabaseBusyException>(() => Database.WriteAsync<bool>(
            _ =>
            {
                tries++;
                throw new DbUpdateConcurrencyException("Somebody else was faster.");
            },
            Stop));
        Assert.Equal((Database.MostTries, true), (tries, busy.IsBusy()));
    }

    [Fact]
    public async Task A_write_inside_a_write_is_an_error_that_says_so()
    {
        var inner = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            async outer =>
            {
                outer.Applications.Add(new() { Name = "outer" });
                await Database.WriteAsync(db => { db.Applications.Add(new() { Name = "inner" }); }, Stop);
            },
            Stop));
        Assert.Contains("inside another one", inner.Message, StringComparison.Ordinal);
        await using var check = _test.Open();
        Assert.Equal(0, await check.Applications.CountAsync(Stop));
    }

    [Fact]
    public async Task What_a_write_started_may_write_when_it_has_ended()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? later = null;
        await Database.WriteAsync(
            db =>
            {
                db.Applications.Add(new() { Name = "first" });
                later = Task.Run(
                    async () =>
                    {
                        await ended.Task;
                        await Database.WriteAsync(second => { second.Applications.Add(new() { Name = "second" }); }, Stop);
                    },
                    Stop);
            },
            Stop);
        ended.SetResult();
        await later!;
        await using var check = _test.Open();
        Assert.Equal(2, await check.Applications.CountAsync(Stop));
    }

    [Fact]
    public async Task A_prepared_write_is_prepared_again_where_somebody_was_faster()
    {
        await _test.StoreAsync(new Application { Name = "desk" });
        var prepared = 0;
        var name = await Database.WriteAsync(
            async db =>
            {
                prepared++;
                return await db.Applications.SingleAsync(Stop);
            },
            (_, application) =>
            {
                application.Name = "renamed";
                return prepared < 2 ? throw new DbUpdateConcurrencyException("Somebody else was faster.") : Task.FromResult(application.Name);
            },
            Stop);
        await using var check = _test.Open();
        Assert.Equal((2, "renamed", "renamed"), (prepared, name, (await check.Applications.SingleAsync(Stop)).Name));
    }

    [Fact]
    public async Task Where_nothing_was_prepared_nothing_is_written()
    {
        var count = await Database.WriteAsync<string, int>(
            _ => Task.FromResult<string?>(null), (_, _) => throw new ArgumentException("There is nothing to write."), Stop);
        Assert.Equal(0, count);
    }

    [Fact]
    public async Task Others_may_write_while_a_write_is_prepared()
    {
        var both = await Database.WriteAsync(
            async _ =>
            {
                var gate = _test.Get<WriteGate>();
                using var turn = await gate.EnterAsync(Stop);
                return "the gate was free";
            },
            (_, words) => Task.FromResult(words), Stop);
        Assert.Equal("the gate was free", both);
    }

    [Fact]
    public async Task A_context_to_read_with_tracks_nothing_and_cannot_be_saved()
    {
        await _test.StoreAsync(new Application { Name = "desk" });
        await using var db = await Database.ReadAsync(Stop);
        _ = await db.Applications.SingleAsync(Stop);
        Assert.Empty(db.ChangeTracker.Entries());
        db.Applications.Add(new() { Name = "second" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Stop));
        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
    }
}
