using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Flywheel.Core.Operations;

/// <summary>Tells how the server stands, for admins.</summary>
public sealed class SystemStatus(
    Database database, DatabaseLocation location, SignalWriter writer, IOptions<CollectOptions> collect, Telemetry telemetry,
    IEnumerable<IBackgroundWork> work, Backup backup, Retention retention, TimeProvider clock)
{
    /// <summary>Pages of 8 KB; data and log files together. The sum is null for an account that may see none of them: 0 stands for not known.</summary>
    internal const string SizeOnServer = "SELECT COALESCE(SUM(CAST(size AS bigint)), 0) * 8192 AS Value FROM sys.database_files";

    /// <summary>How it stands now; null for somebody who is no admin.</summary>
    public async Task<SystemSnapshot?> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return null;
        await using var db = await database.ReadAsync(cancellationToken);
        var waiting = await db.Candidates.Where(c => c.State == CandidateState.Pending || c.State == CandidateState.Held)
            .GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var progress = new List<(string, WorkProgress?)>();
        foreach (var one in work) progress.Add((one.Name, await one.ReadAsync(db, cancellationToken)));
        return new(
            clock.Now(), await DatabaseAsync(db, cancellationToken), new(writer.QueueDepth, collect.Value.QueueCapacity, writer.Healthy, telemetry.RecentCommits()),
            await CurationAsync(db, cancellationToken), await MeasuringAsync(db, cancellationToken), waiting.GetValueOrDefault(CandidateState.Pending),
            waiting.GetValueOrDefault(CandidateState.Held), progress, backup.Last(), retention.Facts(), telemetry.OpenCircuits);
    }

    private async Task<LagFacts> CurationAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var at = await SignalFeed.PositionAsync(db, CurationCursor.Name, cancellationToken);
        return await LagAsync(db.Signals.Where(s => s.Id > at).OrderBy(s => s.Id).Select(s => s.ReceivedAt), cancellationToken);
    }

    private async Task<LagFacts> MeasuringAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var shown = await Generations.ShownAsync(db, cancellationToken);
        var at = await MeasurePositions.ReadAsync(db, shown.Id, cancellationToken);
        LagFacts[] feeds =
        [
            await LagAsync(db.Signals.Where(s => s.Id > at.Signals).OrderBy(s => s.Id).Select(s => s.ReceivedAt), cancellationToken),
            await LagAsync(db.Exposures.Where(e => e.Id > at.Exposures).OrderBy(e => e.Id).Select(e => e.ReceivedAt), cancellationToken),
            await LagAsync(db.Outcomes.Where(o => o.Id > at.Outcomes).OrderBy(o => o.Id).Select(o => o.ReceivedAt), cancellationToken),
        ];
        return new(feeds.Sum(f => f.Records), feeds.Max(f => f.Seconds));
    }

    /// <param name="behind">When each record was received, in the feed's order.</param>
    private async Task<LagFacts> LagAsync(IQueryable<DateTime> behind, CancellationToken cancellationToken)
    {
        var oldest = await behind.Select(at => (DateTime?)at).FirstOrDefaultAsync(cancellationToken);
        return oldest is { } since
            ? new(await behind.LongCountAsync(cancellationToken), Math.Max(0, (clock.Now() - since).TotalSeconds))
            : new(0, 0);
    }

    private async Task<DatabaseFacts> DatabaseAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        if (location.Provider == DatabaseProvider.Sqlite)
        {
            var file = SqliteFiles.Of(location);
            return new(location.Provider, SizeOf(file), SizeOf(file + "-wal"), FreeDisk());
        }

        var size = await db.Database.SqlQueryRaw<long>(SizeOnServer).SingleAsync(cancellationToken);
        return new(location.Provider, size > 0 ? size : null, null, FreeDisk());
    }

    private static long? SizeOf(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : null;

    private long? FreeDisk()
    {
        try
        {
            return new DriveInfo(location.DataDirectory).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
