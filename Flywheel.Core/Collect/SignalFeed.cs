using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Collect;

/// <summary>
/// The stored signals in order. Each later stage reads it with a cursor of its own, and is woken when there is more.
/// </summary>
public sealed class SignalFeed(TimeProvider clock)
{
    /// <summary>Above this many signals a second the intake has the machine, and readers fall behind until it ends.</summary>
    private const double BusyRate = 3300;

    /// <summary>How much longer than its own work a reader then waits, and the most that it waits.</summary>
    private const int ThrottleFactor = 20;
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromMilliseconds(500);

    /// <summary>A pause of the intake as long as this ends its rush.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromMilliseconds(300);

    private readonly Lock _pace = new();
    private long _arrived;
    private long _rateSince = clock.GetTimestamp();
    private long _lastAt;
    private double _rate;

    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Says that so many more records are there to read.</summary>
    public void Add(int records)
    {
        lock (_pace)
        {
            _arrived += records;
            Volatile.Write(ref _lastAt, clock.GetTimestamp());
            var elapsed = clock.GetElapsedTime(_rateSince);
            if (elapsed > TimeSpan.FromMilliseconds(250))
            {
                _rate = _arrived / elapsed.TotalSeconds;
                (_arrived, _rateSince) = (0, clock.GetTimestamp());
            }
        }

        Wake();
    }

    /// <summary>
    /// For a reader after a stretch of work: while signals pour in it waits some multiple of the time it just took, so that
    /// the intake's answers stay quick on a small machine. Otherwise it returns at once.
    /// </summary>
    /// <param name="longest">The most that it waits; half a second where nothing is said.</param>
    public Task ThrottleAsync(TimeSpan worked, CancellationToken cancellationToken, TimeSpan? longest = null)
    {
        if (!IsRushed) return Task.CompletedTask;
        var (throttle, most) = (worked * ThrottleFactor, longest ?? LongestThrottle);
        return Task.Delay(throttle < most ? throttle : most, clock, cancellationToken);
    }

    /// <summary>Do signals pour in faster than readers can follow without being in the way?</summary>
    public bool IsRushed => clock.GetElapsedTime(Volatile.Read(ref _lastAt)) <= IdleInterval && Volatile.Read(ref _rate) >= BusyRate;

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

    /// <summary>Moves a reader's cursor in the caller's write, from where the reader found it.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Another reader of that name was faster, so that nothing of the write may be committed.</exception>
    public static async Task MoveAsync(FlywheelDbContext db, string reader, long from, long to, DateTime now, CancellationToken cancellationToken)
    {
        var moved = await db.FeedCursors.Where(c => c.Reader == reader && c.Position == from)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Position, to).SetProperty(c => c.UpdatedAt, now), cancellationToken);
        if (moved > 0) return;
        if (from > 0 || await db.FeedCursors.AnyAsync(c => c.Reader == reader, cancellationToken))
            throw new DbUpdateConcurrencyException($"Another reader moved the cursor of {reader}.");
        // Two at once: the second one's insert fails, and with it the write.
        db.FeedCursors.Add(new() { Reader = reader, Position = to, UpdatedAt = now });
        await db.SaveChangesAsync(cancellationToken);
    }
}
