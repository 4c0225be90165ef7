using System.Data.Common;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>
/// Measures what is recorded, continuously: a second reader of the feeds with cursors of its own. A batch, the sums it
/// changes and the cursors are one transaction, so that a kill anywhere loses and doubles nothing.
/// </summary>
public sealed partial class Measurer(
    Database database, SignalFeed feed, ChangeBus changes, TimeProvider clock, ILogger<Measurer> log) : BackgroundService
{
    /// <summary>Small enough that the write lock is never held long; while signals pour in, hardly at all.</summary>
    private const int BatchSize = 256;
    private const int RushedBatchSize = 32;

    /// <summary>Figures may lag behind a rush; the intake and the queue come first.</summary>
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromSeconds(2);

    /// <summary>The longest that an action which needs final figures waits for them.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private readonly SliceDirectory _slices = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

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
        using var limit = new CancellationTokenSource(LongestWait, clock);
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

    /// <summary>Keeps it from working until the result is disposed.</summary>
    internal async Task<IDisposable> PauseAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Pause(_turn);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new WorkLoop(Poll, AfterFault, clock).RunAsync(
        async stop => await StepAsync(stop) is (_, true), () => feed.NextWake, MeasuringFailed, stoppingToken);

    /// <summary>One piece of work: new records first, then days to fill, then a pass to show, then one to clear away.</summary>
    private async Task<(int Records, bool More)> StepAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var started = clock.GetTimestamp();
            var (records, more) = await StepOnceAsync(cancellationToken);
            if (!more) return (0, false);
            changes.Publish(Change.Measures);
            await feed.ThrottleAsync(clock.GetElapsedTime(started), cancellationToken, LongestThrottle);
            return (records, true);
        }
        catch
        {
            // It may know slices that were never saved.
            _slices.Clear();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<(int Records, bool More)> StepOnceAsync(CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var shown = await Generations.ShownAsync(db, cancellationToken);
        if (await MeasureAsync(shown.Id, cancellationToken) is var records and > 0) return (records, true);
        if (await new DayFiller(database, clock).FillAsync(shown.Id, cancellationToken)) return (0, true);
        if (await Generations.BuildingAsync(db, cancellationToken) is { } building)
        {
            if (await MeasureAsync(building.Id, cancellationToken) is var built and > 0) return (built, true);
            return (0, await database.WriteAsync(write => Generations.ShowAsync(write, building.Id, clock.Now(), cancellationToken), cancellationToken));
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
            var batch = await MeasureReader.ReadAsync(db, generation, feed.IsRushed ? RushedBatchSize : BatchSize, cancellationToken);
            if (batch is null) return null;
            var saver = new MeasureSaver(db, _slices, clock.Now());
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
                // It may know slices that were not saved, or that are gone.
                _slices.Clear();
                throw;
            }

            return prepared.Batch.Records;
        },
        cancellationToken);

    private sealed record PreparedBatch(MeasureBatch Batch, MeasureSaver Saver);

    [LoggerMessage(Level = LogLevel.Error, Message = "Measuring stopped at a fault and tries again")]
    private partial void MeasuringFailed(Exception exception);
}
