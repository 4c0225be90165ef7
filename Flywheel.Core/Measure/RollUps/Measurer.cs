using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>
/// Measures what is recorded, continuously: a second reader of the feeds with cursors of its own. A batch, the sums it
/// changes and the cursors are one transaction, so that a kill anywhere loses and doubles nothing.
/// </summary>
public sealed class Measurer(
    Database database, SignalFeed feed, ChangeBus changes, TimeProvider clock, ILogger<Measurer> log) : FeedWorker(feed, clock, log)
{
    /// <summary>Small enough that the write lock is never held long; while signals pour in, hardly at all.</summary>
    private const int BatchSize = 256;
    private const int RushedBatchSize = 32;

    /// <summary>Figures may lag behind a rush; the intake and the queue come first.</summary>
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromSeconds(2);

    /// <summary>The longest that an action which needs final figures waits for them.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly SliceDirectory _slices = new();

    /// <summary>Measures everything that is stored now, in every pass, and shows a pass that has caught up; how many records that were.</summary>
    public async Task<long> CatchUpAsync(CancellationToken cancellationToken)
    {
        var total = 0L;
        while (await StepAsync(cancellationToken) is var (records, more) && more) total += records;
        return total;
    }

    /// <summary>Measures what is stored at this moment in the pass that is shown, at most for <see cref="LongestWait"/>; false where that was not enough.</summary>
    public async Task<bool> CatchUpToNowAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWait, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await using var db = await database.ReadAsync(either.Token);
            var target = await MeasurePositions.LastAsync(db, either.Token);
            while (!await HasReachedAsync(db, target, either.Token))
            {
                if (await StepAsync(either.Token) is (_, false)) return await HasReachedAsync(db, target, either.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override string Name => "measuring";

    /// <summary>Of the pass that has come least far of those that are shown or being built.</summary>
    public override async Task<long> PositionAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var least = long.MaxValue;
        foreach (var pass in await db.MeasureGenerations.Where(g => g.RetiredAt == null).Select(g => g.Id).ToListAsync(cancellationToken))
            least = Math.Min(least, await SignalFeed.PositionAsync(db, MeasurePositions.SignalsOf(pass), cancellationToken));
        return least;
    }

    /// <inheritdoc/>
    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken) => await StepAsync(cancellationToken) is (_, true);

    /// <summary>It may know slices that were never saved, or that are gone.</summary>
    protected override void Forget() => _slices.Clear();

    /// <summary>One piece of work: new records first, then days to fill, then a pass to show, then one to clear away.</summary>
    private Task<(int Records, bool More)> StepAsync(CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            var started = Clock.GetTimestamp();
            var (records, more) = await StepOnceAsync(cancellationToken);
            if (!more) return (0, false);
            changes.Publish(Change.Measures);
            await Feed.ThrottleAsync(Clock.GetElapsedTime(started), cancellationToken, LongestThrottle);
            return (records, true);
        },
        cancellationToken);

    private async Task<(int Records, bool More)> StepOnceAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var shown = await Generations.ShownAsync(db, cancellationToken);
        if (await MeasureAsync(shown.Id, cancellationToken) is var records and > 0) return (records, true);
        if (await new DayFiller(database, Clock).FillAsync(shown.Id, cancellationToken)) return (0, true);
        if (await Generations.BuildingAsync(db, cancellationToken) is { } building)
        {
            if (await MeasureAsync(building.Id, cancellationToken) is var built and > 0) return (built, true);
            return (0, await database.WriteAsync(write => Generations.ShowAsync(write, building.Id, Clock.Now(), cancellationToken), cancellationToken));
        }

        return (0, await new RetiredRows(database).RemoveAsync(cancellationToken));
    }

    private static async Task<bool> HasReachedAsync(FlywheelDbContext db, MeasurePositions target, CancellationToken cancellationToken)
    {
        var shown = await Generations.ShownAsync(db, cancellationToken);
        return (await MeasurePositions.ReadAsync(db, shown.Id, cancellationToken)).HasReached(target);
    }

    /// <summary>Measures the next batch of a generation; how many records that were.</summary>
    private Task<int> MeasureAsync(int generation, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            var batch = await MeasureReader.ReadAsync(db, generation, Feed.IsRushed ? RushedBatchSize : BatchSize, cancellationToken);
            if (batch is null) return null;
            var saver = new MeasureSaver(db, _slices, Clock.Now());
            await saver.PrepareAsync(batch, cancellationToken);
            return new PreparedBatch(batch, saver);
        },
        async (_, prepared) =>
        {
            try
            {
                await prepared.Saver.WriteAsync(prepared.Batch, cancellationToken);
            }
            catch
            {
                Forget();
                throw;
            }

            return prepared.Batch.Records;
        },
        cancellationToken);

    private sealed record PreparedBatch(MeasureBatch Batch, MeasureSaver Saver);
}
