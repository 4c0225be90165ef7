namespace Flywheel.Core.Data;

/// <summary>
/// SQLite has one write lock and no queue before it: who asks at the wrong moment starves. Writers of this process that
/// write often stand in line here instead, first come first served. On SQL Server the gate is always open.
/// </summary>
public sealed class WriteGate(DatabaseLocation location) : IDisposable
{
    private readonly SemaphoreSlim? _turn = location.Provider == DatabaseProvider.Sqlite ? new(1, 1) : null;

    /// <summary>See <see cref="DatabaseLocation.BusyLimit"/>.</summary>
    internal TimeSpan BusyLimit => location.BusyLimit;

    /// <summary>Is this process the only one that may be writing datasets? (SQLite: one server a data directory.)</summary>
    public bool IsAlone => _turn is not null;

    /// <summary>
    /// Waits for the turn; disposing the result passes it on. From here on the caller waits for gate and lock together no
    /// longer than <see cref="DatabaseLocation.BusyLimit"/>.
    /// </summary>
    /// <exception cref="DatabaseBusyException">The turn did not come in time.</exception>
    public Task<IDisposable> EnterAsync(CancellationToken cancellationToken = default) => EnterAsync(location.BusyLimit, cancellationToken);

    /// <summary>As the other, with a limit of its own.</summary>
    /// <remarks>Not async by itself: the deadline must be that of the caller, not only of what is done here.</remarks>
    internal Task<IDisposable> EnterAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        BusyDeadline.Begin(limit);
        return WaitAsync(limit, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn?.Dispose();

    private async Task<IDisposable> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_turn is not null && !await _turn.WaitAsync(BusyDeadline.LeftForGate(limit), cancellationToken))
            throw new DatabaseBusyException("Other writers held the database for too long; nothing was written.");
        return new Pass(_turn);
    }

    private sealed class Pass(SemaphoreSlim? turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose()
        {
            BusyDeadline.End();
            Interlocked.Exchange(ref _turn, null)?.Release();
        }
    }
}
