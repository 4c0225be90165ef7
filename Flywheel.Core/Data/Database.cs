using Flywheel.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Data;

/// <summary>
/// How everything reads from the database and writes to it, but for the intake, which has a thread and prepared statements of its own
/// (<c>Collect/Intake</c>). A write waits for its turn at the <see cref="WriteGate"/>, is one transaction together with its audit entries,
/// and is tried again where somebody else was faster.
/// </summary>
public sealed class Database(IDbContextFactory<FlywheelDbContext> contexts, WriteGate gate)
{
    /// <summary>How often a write is tried that meets others at the same rows.</summary>
    public const int MostTries = 8;

    /// <summary>The write that the present code is part of. It flows into what the write starts, which may outlive it.</summary>
    private static readonly AsyncLocal<RunningWrite?> Running = new();

    /// <summary>See <see cref="DatabaseLocation.BusyLimit"/>.</summary>
    internal TimeSpan BusyLimit => gate.BusyLimit;

    /// <summary>Is this process the only one that writes? (SQLite: one server a data directory.)</summary>
    internal bool HasOneProcess => gate.IsAlone;

    /// <summary>A context to read with, disposed by the caller. It tracks nothing, and saving it is an error.</summary>
    public async Task<FlywheelDbContext> ReadAsync(CancellationToken cancellationToken = default) => ToRead(await contexts.CreateDbContextAsync(cancellationToken));

    /// <summary>The same where the caller cannot wait.</summary>
    public FlywheelDbContext Read() => ToRead(contexts.CreateDbContext());

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction on a fresh context, saves, adds its audit entries to the chain and commits. Where a row was
    /// changed by somebody else meanwhile (<see cref="DbUpdateConcurrencyException"/>, which the work may throw itself), a unique key was taken, or a
    /// deadlock was ended here, it starts again with a fresh context; so the work must have no effect outside its context.
    /// </summary>
    /// <exception cref="DatabaseBusyException">Others held the database for too long, or were faster <see cref="MostTries"/> times; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">A write is running already: its context is to be used.</exception>
    public Task<T> WriteAsync<T>(Func<FlywheelDbContext, Task<T>> work, CancellationToken cancellationToken = default) => WriteAsync(work, gate.BusyLimit, cancellationToken);

    /// <summary>The same, with a limit of its own for the time that others may hold the database.</summary>
    internal Task<T> WriteAsync<T>(Func<FlywheelDbContext, Task<T>> work, TimeSpan limit, CancellationToken cancellationToken) =>
        RetryAsync(
            async () =>
            {
                using var turn = await gate.EnterAsync(limit, cancellationToken);
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                return await TransactAsync(db, () => work(db), cancellationToken);
            },
            cancellationToken);

    /// <summary>The same for work without a result.</summary>
    public Task WriteAsync(Func<FlywheelDbContext, Task> work, CancellationToken cancellationToken = default) => WriteAsync(
        async db =>
        {
            await work(db);
            return true;
        },
        cancellationToken);

    /// <summary>The same for work that does not wait, such as adding a row or an audit entry.</summary>
    public Task WriteAsync(Action<FlywheelDbContext> work, CancellationToken cancellationToken = default) => WriteAsync(
        db =>
        {
            work(db);
            return Task.FromResult(true);
        },
        cancellationToken);

    /// <summary>
    /// The same for work that is long: <paramref name="prepare"/> reads and works everything out before the turn and the transaction, so that others
    /// wait only for <paramref name="write"/>. Both run on one context, and both again where somebody else was faster.
    /// </summary>
    /// <param name="prepare">Its result goes to <paramref name="write"/>; null where there is nothing to write.</param>
    /// <returns>What was written; the default of <typeparamref name="T"/> where there was nothing.</returns>
    public Task<T?> WriteAsync<TPrepared, T>(
        Func<FlywheelDbContext, Task<TPrepared?>> prepare, Func<FlywheelDbContext, TPrepared, Task<T>> write, CancellationToken cancellationToken)
        where TPrepared : class =>
        RetryAsync(
            async () =>
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                if (await prepare(db) is not { } prepared) return default;
                using var turn = await gate.EnterAsync(cancellationToken);
                return await TransactAsync<T?>(db, async () => await write(db, prepared), cancellationToken);
            },
            cancellationToken);

    /// <summary>Runs maintenance of the files of SQLite, with which no write of this process runs at the same time.</summary>
    internal async Task<T> BetweenWritesAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        return work();
    }

    private static FlywheelDbContext ToRead(FlywheelDbContext db)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    private static async Task<T> RetryAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        if (Running.Value is { Ended: false })
            throw new InvalidOperationException("A write was begun inside another one, which would wait for itself: use the context of the outer one.");
        var running = new RunningWrite();
        Running.Value = running;
        try
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    return await attempt();
                }
                catch (Exception exception) when (IsConflict(exception))
                {
                    // The next round reads the row that was in the way.
                    if (tries == MostTries) throw new DatabaseBusyException("Others changed the same rows again and again; nothing was written.", exception);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            running.Ended = true;
        }
    }

    private static async Task<T> TransactAsync<T>(FlywheelDbContext db, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        using var entries = AuditChain.Collect(db);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await work();
        await db.SaveChangesAsync(cancellationToken);
        await entries.AddToChainAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Is a fault one that another try from the start may not meet?</summary>
    private static bool IsConflict(Exception exception) =>
        exception.IsDeadlock() || exception is DbUpdateConcurrencyException || (exception is DbUpdateException update && update.IsDuplicateKey());

    private sealed class RunningWrite
    {
        public volatile bool Ended;
    }
}
