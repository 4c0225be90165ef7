using Flywheel.Core.Collect;
using Microsoft.Data.Sqlite;

namespace Flywheel.Tests.Durability;

/// <summary>The real store with a fault of the disk before it, for as long as one is set; or a brake.</summary>
internal sealed class FaultyStore(ISignalStore inner) : ISignalStore
{
    private const int IoErrorOnSync = 10 | (4 << 8);
    private volatile SqliteException? _fault;
    private volatile ManualResetEventSlim? _brake;

    public static SqliteException DiskFull => new("database or disk is full", 13);
    public static SqliteException SyncFailed => new("disk I/O error", 10, IoErrorOnSync);
    public static SqliteException Locked => new("database is locked", 5);

    public void Break(SqliteException? fault) => _fault = fault;

    public void Hold() => _brake = new(false);

    public void LetGo() => _brake?.Set();

    public IntakeStatus[] Write(IReadOnlyList<PreparedSignal> signals)
    {
        _brake?.Wait();
        return _fault is { } fault ? throw fault : inner.Write(signals);
    }

    public void Dispose() => inner.Dispose();
}
