using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Collect;

/// <summary>
/// A stage's reader of the feed, in the background: it works a piece at a time for as long as there is something new, is woken when more
/// comes in, and tries again after an error. One piece at a time in this process, whoever asks for it.
/// </summary>
public abstract partial class FeedWorker(SignalFeed feed, TimeProvider clock, ILogger log) : BackgroundService, IPausable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>What it reads.</summary>
    protected SignalFeed Feed => feed;

    /// <summary>The time.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>What the reader is called in logs, such as <c>curation</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Every signal up to this id is dealt with; 0 before the first.</summary>
    public abstract Task<long> PositionAsync(FlywheelDbContext db, CancellationToken cancellationToken);

    /// <summary>How many signals it has not dealt with yet, and how old the oldest of them is; 0 and zero where it is up to date.</summary>
    public async Task<FeedLag> LagAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var position = await PositionAsync(db, cancellationToken);
        var waiting = db.Signals.Where(s => s.Id > position);
        var oldest = await waiting.OrderBy(s => s.Id).Select(s => (DateTime?)s.ReceivedAt).FirstOrDefaultAsync(cancellationToken);
        if (oldest is not { } since) return new(0, TimeSpan.Zero);
        var age = clock.Now() - since;
        return new(await waiting.LongCountAsync(cancellationToken), age > TimeSpan.Zero ? age : TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public async Task<IDisposable> PauseAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        Forget();
        return new Pause(_turn);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One piece of work; false where there was nothing to do.</summary>
    protected abstract Task<bool> WorkAsync(CancellationToken cancellationToken);

    /// <summary>Forgets what is in memory and may not be in the database any more, or never was.</summary>
    protected abstract void Forget();

    /// <summary>Runs a piece while no other piece of this reader runs; after an error what is in memory is forgotten.</summary>
    protected async Task<T> InTurnAsync<T>(Func<Task<T>> piece, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await piece();
        }
        catch
        {
            Forget();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Notes an error after which the work is tried again.</summary>
    protected void Failed(Exception exception) => LogFailed(log, exception, Name);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new WorkLoop(Poll, AfterFault, clock).RunAsync(WorkAsync, () => feed.NextWake, Failed, stoppingToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The reader of {Name} stopped at an error and tries again")]
    private static partial void LogFailed(ILogger logger, Exception exception, string name);
}

/// <summary>How far a reader of the feed is behind.</summary>
/// <param name="Waiting">Signals that it has not dealt with.</param>
/// <param name="Age">Since when the oldest of them waits; zero where none does.</param>
public readonly record struct FeedLag(long Waiting, TimeSpan Age);
