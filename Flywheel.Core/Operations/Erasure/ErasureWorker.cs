using System.Globalization;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>
/// Does confirmed erasures, one after the other and piece by piece. While a piece goes, nobody curates, measures or freezes in
/// this process: what they have in memory of it must not be written down again.
/// </summary>
public sealed partial class ErasureWorker(
    Database database, IEnumerable<IPausable> pausable, AuditLog audit, Pseudonyms pseudonyms,
    Exporters exporters, DatabaseLocation location, ChangeBus changes, TimeProvider clock, ILogger<ErasureWorker> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);
    private readonly ErasedVersions _versions = new(database, audit, exporters, location, clock);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Does everything that is confirmed now.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(cancellationToken))
        {
        }
    }

    /// <summary>One piece of the oldest unfinished erasure; false where there is none.</summary>
    internal async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = await database.ReadAsync(cancellationToken);
            var job = await db.Erasures.AsNoTracking().Where(j => j.CompletedAt == null).OrderBy(j => j.RequestedAt).ThenBy(j => j.Id).FirstOrDefaultAsync(cancellationToken);
            if (job is null) return false;
            await DoAsync(db, job, cancellationToken);
            changes.Publish(Change.Queue);
            changes.Publish(Change.Datasets);
            changes.Publish(Change.Measures);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => new WorkLoop(Poll, Poll, clock).RunAsync(
        StepAsync, () => Volatile.Read(ref _more).Task, error => ErasureFailed(error.GetType().Name), stoppingToken);

    private async Task DoAsync(FlywheelDbContext db, ErasureJob job, CancellationToken cancellationToken)
    {
        var target = new ErasureTarget(job.ApplicationId, job.Kind, job.Target!);
        using var pause = await pausable.PauseAllAsync(cancellationToken);
        if (await new ErasureSteps(db, target).NextAsync(job.SignalPosition, job.ExposurePosition, null, cancellationToken) is { } piece)
            await RemoveAsync(job, target, piece, cancellationToken);
        else if (!await _versions.ReplaceNextAsync(job.ApplicationId, Actor.System, cancellationToken))
            await CompleteAsync(job, cancellationToken);
    }

    /// <summary>Takes one piece out. Where another process did it meanwhile, nothing happens here.</summary>
    private Task RemoveAsync(ErasureJob job, ErasureTarget target, ErasurePiece piece, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            if (!await db.Erasures.AnyAsync(j => j.Id == job.Id && j.Version == job.Version, cancellationToken)) return;
            var scope = await new ErasureScopes(db, target).ReadAsync(piece.Requests, cancellationToken);
            var writer = new ErasureWriter(db, target, scope, clock.Now());
            await writer.RemoveAsync(pseudonyms, cancellationToken);
            await writer.MeasureAsync(cancellationToken);
            if (!await MoveAsync(db, job, piece, scope, cancellationToken)) throw new DbUpdateConcurrencyException("Another process did this piece.");
        },
        cancellationToken);

    private static async Task<bool> MoveAsync(FlywheelDbContext db, ErasureJob job, ErasurePiece piece, ErasureScope scope, CancellationToken cancellationToken) =>
        await db.Erasures.Where(j => j.Id == job.Id && j.Version == job.Version).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.Version, j => j.Version + 1)
                .SetProperty(j => j.SignalPosition, piece.SignalPosition).SetProperty(j => j.ExposurePosition, piece.ExposurePosition)
                .SetProperty(j => j.Interactions, j => j.Interactions + scope.Interactions.Count).SetProperty(j => j.Signals, j => j.Signals + scope.Signals.Count)
                .SetProperty(j => j.Exposures, j => j.Exposures + scope.Exposures.Count).SetProperty(j => j.Outcomes, j => j.Outcomes + scope.Outcomes.Count)
                .SetProperty(j => j.Candidates, j => j.Candidates + scope.Candidates.Count),
            cancellationToken) > 0;

    private async Task CompleteAsync(ErasureJob job, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async db =>
            {
                // A tally of nothing would still name the person.
                await db.PersonCounts.Where(t => t.ApplicationId == job.ApplicationId && t.Trials == 0).ExecuteDeleteAsync(cancellationToken);
                var versions = await db.DatasetVersions.CountAsync(
                    v => v.Dataset!.ApplicationId == job.ApplicationId && v.WithheldAt >= job.RequestedAt && v.Successor != null, cancellationToken);
                var now = clock.Now();
                var done = await db.Erasures.Where(j => j.Id == job.Id && j.CompletedAt == null).ExecuteUpdateAsync(
                    set => set.SetProperty(j => j.CompletedAt, now).SetProperty(j => j.Target, (string?)null).SetProperty(j => j.DatasetVersions, versions), cancellationToken);
                if (done == 0) return false;
                audit.Append(
                    db, Actor.System, "erasure.complete", string.Create(CultureInfo.InvariantCulture, $"erasure/{job.Id}"), null,
                    new { job.TargetHash, job.Interactions, job.Signals, job.Exposures, job.Outcomes, job.Candidates, DatasetVersions = versions });
                return true;
            },
            cancellationToken);
        await EmptyJournalAsync(cancellationToken);
    }

    /// <summary>
    /// Deleted text is overwritten in the file when the journal has been moved into it. A reader can hold that up; the last
    /// try is left to SQLite's own next one.
    /// </summary>
    private async Task EmptyJournalAsync(CancellationToken cancellationToken)
    {
        if (location.Provider != DatabaseProvider.Sqlite) return;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if (await database.BetweenWritesAsync(() => SqliteFiles.EmptyJournal(location), cancellationToken)) return;

            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
        }

        JournalHeldUp();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An erasure stopped at an error ({Error}) and goes on in half a minute")]
    private partial void ErasureFailed(string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A reader kept the database's journal from being emptied after an erasure")]
    private partial void JournalHeldUp();
}
