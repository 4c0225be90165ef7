namespace Flywheel.Core.Data;

/// <summary>
/// SQLite has one write lock and no queue before it: who asks at the wrong moment starves. Writers of this process that
/// write often stand in line here instead, first come first served. On SQL Server the gate is always open.
/// </summary>
public sealed class WriteGate(DatabaseLocation location) : IDisposable
{
    private readonly SemaphoreSlim? _turn = location.Provider == DatabaseProvider.Sqlite ? new(1, 1) : null;

    /// <summary>Is this process the only one that may be writing datasets? (SQLite: one server a data directory.)</summary>
    public bool IsAlone => _turn is not null;

    /// <summary>Waits for the turn; disposing the result passes it on.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken = default)
    {
        if (_turn is not null) await _turn.WaitAsync(cancellationToken);
        return new Pass(_turn);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn?.Dispose();

    private sealed class Pass(SemaphoreSlim? turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
