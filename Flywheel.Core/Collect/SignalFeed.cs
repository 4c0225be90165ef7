using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Collect;

/// <summary>
/// The stored signals in order. Each later stage reads it with a cursor of its own, and is woken when there is more.
/// </summary>
public sealed class SignalFeed(IDbContextFactory<FlywheelDbContext> contexts)
{
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Says that there is more to read.</summary>
    public void Wake() => Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Completes at the next <see cref="Wake"/>. Take it before reading, so that nothing is missed in between.</summary>
    public Task NextWake => Volatile.Read(ref _more).Task;

    /// <summary>The signals after a position, oldest first, at most <paramref name="count"/>.</summary>
    public static Task<List<Signal>> ReadAsync(FlywheelDbContext db, long after, int count, CancellationToken cancellationToken) =>
        db.Signals.AsNoTracking().Where(s => s.Id > after).OrderBy(s => s.Id).Take(count).ToListAsync(cancellationToken);

    /// <summary>How far a reader has come; 0 before its first signal.</summary>
    public static Task<long> PositionAsync(FlywheelDbContext db, string reader, CancellationToken cancellationToken) =>
        db.FeedCursors.Where(c => c.Reader == reader).Select(c => c.Position).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Moves a reader's cursor, in the caller's transaction.</summary>
    public static async Task MoveAsync(FlywheelDbContext db, string reader, long position, DateTime now, CancellationToken cancellationToken)
    {
        var moved = await db.FeedCursors.Where(c => c.Reader == reader)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Position, position).SetProperty(c => c.UpdatedAt, now), cancellationToken);
        if (moved > 0) return;
        db.FeedCursors.Add(new() { Reader = reader, Position = position, UpdatedAt = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The position of the newest signal; 0 where there is none.</summary>
    public async Task<long> EndAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Signals.MaxAsync(s => (long?)s.Id, cancellationToken) ?? 0;
    }
}
