using System.Data.Common;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Curate.Curation;

/// <summary>
/// Turns signals into training candidates, continuously: reads the feed by a cursor, in order, in batches. A batch and its
/// cursor are one transaction, so that a kill anywhere loses and doubles nothing.
/// </summary>
public sealed partial class Curator : BackgroundService
{
    /// <summary>Small enough that the write lock is never held long.</summary>
    private const int BatchSize = 512;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private readonly Database _database;
    private readonly NearDuplicateIndexes _indexes;
    private readonly CurationReader _reader;
    private readonly PolicyEvaluators _evaluators;
    private readonly Rescorer _rescorer;
    private readonly SignalFeed _feed;
    private readonly ChangeBus _changes;
    private readonly TimeProvider _clock;
    private readonly ILogger<Curator> _log;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Made by the container.</summary>
    public Curator(
        Database database, PolicyEvaluators evaluators, SignalTypes types, SignalFeed feed, ChangeBus changes, TimeProvider clock,
        ILogger<Curator> log)
    {
        (_database, _feed, _changes, _clock, _log) = (database, feed, changes, clock, log);
        _indexes = new(database);
        _reader = new(database, _indexes, types);
        _evaluators = evaluators;
        _rescorer = new(database, evaluators, clock);
    }

    /// <summary>
    /// Curates everything that is stored now, and re-evaluates what a new policy has not evaluated yet; how many signals that were.
    /// </summary>
    public async Task<long> CatchUpAsync(CancellationToken cancellationToken)
    {
        var total = 0L;
        while (await StepAsync(cancellationToken) is var count and > 0) total += count;
        while (await RescoreAsync(cancellationToken))
        {
            // One piece after the other.
        }

        return total;
    }

    /// <summary>Keeps it from working until the result is disposed; it then reads the fingerprints anew, as they are.</summary>
    internal async Task<IDisposable> PauseAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        _indexes.Clear();
        return new Pause(_turn);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new WorkLoop(Poll, AfterFault, _clock).RunAsync(
        async stop => await StepAsync(stop) > 0 | await RescoreAsync(stop), () => _feed.NextWake, CurationFailed, stoppingToken);

    private async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var started = _clock.GetTimestamp();
            var batch = await _reader.ReadAsync(BatchSize, cancellationToken);
            if (batch is null) return 0;
            // What another node wrote it may know otherwise.
            if (!await SaveAsync(batch, cancellationToken)) _indexes.Clear();
            await _feed.ThrottleAsync(_clock.GetElapsedTime(started), cancellationToken);
            _changes.Publish(Change.Queue);
            return batch.Signals.Count;
        }
        catch
        {
            // The indexes may know texts that were never saved.
            _indexes.Clear();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Here, so that nothing evaluates a candidate while it is re-evaluated. Is there more to do?</summary>
    private async Task<bool> RescoreAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var started = _clock.GetTimestamp();
            if (await _rescorer.StepAsync(cancellationToken) is not { } step) return false;
            await _feed.ThrottleAsync(_clock.GetElapsedTime(started), cancellationToken);
            if (step.Changed > 0) _changes.Publish(Change.Queue);
            _changes.Publish(Change.Policies);
            return !step.IsLast;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Where a reviewer is faster, what the batch found still holds. False where another node wrote the batch.</summary>
    private async Task<bool> SaveAsync(CurationBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _database.WriteAsync(
                    async db =>
                    {
                        var saver = new CurationSaver(db, await _evaluators.InForceAsync(db, cancellationToken), _clock.Now());
                        return await saver.PrepareAsync(batch, cancellationToken) ? saver : null;
                    },
                    async (_, saver) =>
                    {
                        await saver.WriteAsync(batch, cancellationToken);
                        return true;
                    },
                    cancellationToken);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException && !cancellationToken.IsCancellationRequested)
            {
                if (!exception.IsBusy()) CurationFailed(exception);
                await Task.Delay(AfterFault, _clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Curation stopped at a fault and tries again")]
    private partial void CurationFailed(Exception exception);
}
