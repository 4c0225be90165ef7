using Flywheel.Core.Collect.Intake;
using Microsoft.Data.Sqlite;

namespace Flywheel.Tests.Support.Faults;

/// <summary>The real store with a fault of the disk before it, for as long as one is set; or a brake.</summary>
internal sealed class FaultyStore(ISignalStore inner) : ISignalStore
{
    private const int IoErrorOnSync = 10 | (4 << 8);
    private volatile SqliteException? _fault;
    private volatile ManualResetEventSlim? _brake;
    private (string RequestId, Exception Fault)? _refused;
    private int _tries;

    public static SqliteException DiskFull => new("database or disk is full", 13);
    public static SqliteException SyncFailed => new("disk I/O error", 10, IoErrorOnSync);
    public static SqliteException Locked => new("database is locked", 5);

    public void Break(SqliteException? fault) => _fault = fault;

    /// <summary>How often it was asked to write.</summary>
    public int Tries => _tries;

    /// <summary>Does not take what is about this request.</summary>
    public void Refuse(string requestId, Exception fault) => _refused = (requestId, fault);

    public void Hold() => _brake = new(false);

    public void LetGo() => _brake?.Set();

    public IntakeStatus[] Write(IReadOnlyList<PreparedSignal> signals)
    {
        _brake?.Wait();
        _tries++;
        if (_refused is var (id, refusal) && signals.Any(s => s.Item.RequestId == id)) throw refusal;
        return _fault is { } fault ? throw fault : inner.Write(signals);
    }

    public void Dispose() => inner.Dispose();
}
