using Flywheel.Core.Access;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>Tells how far measuring and the other readers are behind what came in.</summary>
public sealed class MeasureLags(Database database, TimeProvider clock) : IDisposable
{
    private readonly FeedTotals _signals = new(countsAll: false);
    private readonly FeedTotals _uses = new(countsAll: true);
    private readonly FeedTotals _outcomes = new(countsAll: true);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _generation;

    /// <summary>How far the figures that are shown now have come, of the applications that the actor may see. Ask before reading them.</summary>
    /// <param name="applicationId">Null for all of those together.</param>
    public async Task<Freshness> ReadAsync(Actor actor, int? applicationId, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return (await LookAsync(db, actor.Applications.Narrowed(applicationId), cancellationToken)).Measured;
    }

    /// <summary>The lag of every reader, of the applications that the actor may see.</summary>
    /// <param name="status">Of the same actor and application; what it says of curation is repeated.</param>
    public async Task<ReaderLags> ReadersAsync(Actor actor, int? applicationId, FlywheelStatus status, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var access = actor.Applications.Narrowed(applicationId);
        var (measured, readers) = await LookAsync(db, access, cancellationToken);
        return new(
            [new("curation", status.Signals - status.Curated, status.LagSeconds), .. readers, await RescoringAsync(db, access, cancellationToken)],
            await RebuildingAsync(db, cancellationToken), measured);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<(Freshness Measured, IReadOnlyList<ReaderLag> Readers)> LookAsync(FlywheelDbContext db, ApplicationAccess access, CancellationToken cancellationToken)
    {
        // Before anything is read: what comes in meanwhile was not received before it.
        var now = clock.Now();
        var (signals, uses, outcomes) = (Signals(db), Uses(db), Outcomes(db));
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var at = await RefreshAsync(db, signals, uses, outcomes, cancellationToken);
            long[] behind = [_signals.Behind(Covers), _uses.Behind(Covers), _outcomes.Behind(Covers)];
            DateTime?[] oldest =
            [
                await OldestAsync(signals, at.Signals, access, behind[0], cancellationToken), await OldestAsync(uses, at.Exposures, access, behind[1], cancellationToken),
                await OldestAsync(outcomes, at.Outcomes, access, behind[2], cancellationToken),
            ];
            var received = await ReceivedSignalsAsync(db, access, cancellationToken) + _uses.Received(Covers) + _outcomes.Received(Covers);
            string[] names = ["signals", "interactions", "outcomes"];
            var readers = names.Select((name, i) => new ReaderLag(name, behind[i], Seconds(now, oldest[i]))).ToList();
            received = Math.Max(received, behind.Sum());
            return (new(oldest.Min() is { } since && since < now ? since : now, received - behind.Sum(), received), readers);
        }
        finally
        {
            _turn.Release();
        }

        bool Covers(int application) => access.Covers(application);
    }

    private async Task<MeasurePositions> RefreshAsync(
        FlywheelDbContext db, IQueryable<FeedRow> signals, IQueryable<FeedRow> uses, IQueryable<FeedRow> outcomes, CancellationToken cancellationToken)
    {
        var shown = await Generations.ShownAsync(db, cancellationToken);
        var at = await MeasurePositions.ReadAsync(db, shown.Id, cancellationToken);
        var restart = shown.Id != _generation;
        // Until all three are counted it is as if none were.
        _generation = 0;
        await _signals.RefreshAsync(signals, at.Signals, restart, cancellationToken);
        await _uses.RefreshAsync(uses, at.Exposures, restart, cancellationToken);
        await _outcomes.RefreshAsync(outcomes, at.Outcomes, restart, cancellationToken);
        _generation = shown.Id;
        return at;
    }

    private static Task<long> ReceivedSignalsAsync(FlywheelDbContext db, ApplicationAccess access, CancellationToken cancellationToken) =>
        db.IntakeCounts.Within(access, t => t.ApplicationId).SumAsync(t => t.Accepted - t.Erased - t.Expired, cancellationToken);

    private static async Task<DateTime?> OldestAsync(IQueryable<FeedRow> feed, long position, ApplicationAccess access, long behind, CancellationToken cancellationToken) =>
        behind == 0
            ? null
            : await feed.Where(r => r.Id > position).Within(access, r => r.ApplicationId).OrderBy(r => r.Id).Select(r => (DateTime?)r.ReceivedAt).FirstOrDefaultAsync(cancellationToken);

    private async Task<ReaderLag> RescoringAsync(FlywheelDbContext db, ApplicationAccess access, CancellationToken cancellationToken)
    {
        var job = await db.Rescorings.AsNoTracking().Where(r => r.FinishedAt == null).OrderByDescending(r => r.PolicyVersion).FirstOrDefaultAsync(cancellationToken);
        if (job is null) return new("rescoring", 0, 0);
        var waiting = await Rescorer.Open(db.Candidates).Within(access, c => c.ApplicationId)
            .LongCountAsync(c => c.Id > job.Position && c.Id <= job.Through, cancellationToken);
        return new("rescoring", waiting, waiting == 0 ? 0 : Seconds(clock.Now(), job.StartedAt));
    }

    private static async Task<RebuildProgress?> RebuildingAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        if (await Generations.BuildingAsync(db, cancellationToken) is not { } pass) return null;
        var at = await MeasurePositions.ReadAsync(db, pass.Id, cancellationToken);
        var last = await MeasurePositions.LastAsync(db, cancellationToken);
        return new(pass.StartedAt, last.Sum == 0 ? 1 : Math.Min(1, at.Sum / last.Sum));
    }

    private static double Seconds(DateTime now, DateTime? since) => since is { } time ? Math.Max(0, (now - time).TotalSeconds) : 0;

    private static IQueryable<FeedRow> Signals(FlywheelDbContext db) =>
        db.Signals.Select(s => new FeedRow { Id = s.Id, ApplicationId = s.ApplicationId, ReceivedAt = s.ReceivedAt });

    private static IQueryable<FeedRow> Uses(FlywheelDbContext db) =>
        db.Exposures.Select(e => new FeedRow { Id = e.Id, ApplicationId = e.ApplicationId, ReceivedAt = e.ReceivedAt });

    private static IQueryable<FeedRow> Outcomes(FlywheelDbContext db) =>
        db.Outcomes.Select(o => new FeedRow { Id = o.Id, ApplicationId = o.ApplicationId, ReceivedAt = o.ReceivedAt });
}
