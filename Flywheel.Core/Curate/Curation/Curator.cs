using System.Data.Common;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Curate.Curation;

/// <summary>
/// Turns signals into training candidates, continuously: reads the feed by a cursor, in order, in batches. A batch and its
/// cursor are one transaction, so that a kill anywhere loses and doubles nothing.
/// </summary>
public sealed class Curator : FeedWorker
{
    /// <summary>Small enough that the write lock is never held long.</summary>
    private const int BatchSize = 512;

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private readonly Database _database;
    private readonly NearDuplicateIndexes _indexes;
    private readonly CurationReader _reader;
    private readonly PolicyEvaluators _evaluators;
    private readonly Rescorer _rescorer;
    private readonly ChangeBus _changes;

    /// <summary>Made by the container.</summary>
    public Curator(
        Database database, PolicyEvaluators evaluators, SignalTypes types, SignalFeed feed, ChangeBus changes, TimeProvider clock,
        ILogger<Curator> log) : base(feed, clock, log)
    {
        (_database, _changes) = (database, changes);
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

    /// <inheritdoc/>
    public override string Name => "curation";

    /// <inheritdoc/>
    public override Task<long> PositionAsync(FlywheelDbContext db, CancellationToken cancellationToken) =>
        SignalFeed.PositionAsync(db, CurationCursor.Name, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken) => await StepAsync(cancellationToken) > 0 | await RescoreAsync(cancellationToken);

    /// <summary>The indexes may know texts that were never saved, or that are gone; the fingerprints are the record.</summary>
    protected override void Forget() => _indexes.Clear();

    private Task<int> StepAsync(CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            var started = Clock.GetTimestamp();
            var batch = await _reader.ReadAsync(BatchSize, cancellationToken);
            if (batch is null) return 0;
            // What another node wrote it may know otherwise.
            if (!await SaveAsync(batch, cancellationToken)) Forget();
            await Feed.ThrottleAsync(Clock.GetElapsedTime(started), cancellationToken);
            _changes.Publish(Change.Queue);
            return batch.Signals.Count;
        },
        cancellationToken);

    /// <summary>Here, so that nothing evaluates a candidate while it is re-evaluated. Is there more to do?</summary>
    private Task<bool> RescoreAsync(CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            var started = Clock.GetTimestamp();
            if (await _rescorer.StepAsync(cancellationToken) is not { } step) return false;
            await Feed.ThrottleAsync(Clock.GetElapsedTime(started), cancellationToken);
            if (step.Changed > 0) _changes.Publish(Change.Queue);
            _changes.Publish(Change.Policies);
            return !step.IsLast;
        },
        cancellationToken);

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
                        var saver = new CurationSaver(db, await _evaluators.InForceAsync(db, cancellationToken), Clock.Now());
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
                if (!exception.IsBusy()) Failed(exception);
                await Task.Delay(AfterFault, Clock, cancellationToken);
            }
        }
    }
}
