namespace Flywheel.Core.Data;

/// <summary>
/// Until when the present piece of work waits for its turn at the database: for the gate and for the lock together. It flows with the
/// work like a culture does. Real time, whatever the clock of the services says: other processes hold locks in real time.
/// </summary>
internal static class BusyDeadline
{
    /// <summary>What is left for the lock of what the gate may take.</summary>
    private static readonly TimeSpan ForLock = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<long?> Ends = new();

    /// <summary>Begins to count; for what the caller does from here on.</summary>
    public static void Begin(TimeSpan limit) => Ends.Value = Environment.TickCount64 + (long)limit.TotalMilliseconds;

    /// <summary>Ends the counting.</summary>
    public static void End() => Ends.Value = null;

    /// <summary>Lets what the caller does wait longer than a person would, until the result is disposed: migrations.</summary>
    public static IDisposable Extend(TimeSpan limit)
    {
        Begin(limit);
        return new Ending();
    }

    /// <summary>How long may still be waited; the whole limit where nothing was begun.</summary>
    public static TimeSpan Left(TimeSpan limit) =>
        Ends.Value is { } end ? TimeSpan.FromMilliseconds(Math.Max(0, end - Environment.TickCount64)) : limit;

    /// <summary>How long the gate may be waited for.</summary>
    public static TimeSpan LeftForGate(TimeSpan limit)
    {
        var left = Left(limit);
        return left > 2 * ForLock ? left - ForLock : left / 2;
    }

    /// <summary>What is left in whole seconds, at least 1, as SQLite's driver wants it; its last try is counted in.</summary>
    public static int SecondsLeft(TimeSpan limit) => Math.Max(1, (int)(Left(limit) - (ForLock / 2)).TotalSeconds);

    private sealed class Ending : IDisposable
    {
        public void Dispose() => End();
    }
}
