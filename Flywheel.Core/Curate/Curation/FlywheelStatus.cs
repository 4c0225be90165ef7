using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Curation;

/// <summary>How far curation has come with an application's signals.</summary>
/// <param name="Signals">Stored.</param>
/// <param name="Curated">Of those, dealt with.</param>
/// <param name="LagSeconds">The age of the oldest signal not yet dealt with; 0 where there is none.</param>
/// <param name="Pending">Candidates that wait for a reviewer.</param>
/// <param name="Held">Candidates kept back by a finding.</param>
public sealed record FlywheelStatus(long Signals, long Curated, double LagSeconds, int Pending, int Held);

/// <summary>Tells the status.</summary>
public sealed class FlywheelStatuses(Database database, TimeProvider clock)
{
    /// <summary>The status of one application, or of several together.</summary>
    /// <param name="applicationId">Null: of all that the actor may see.</param>
    public async Task<FlywheelStatus> ReadAsync(Actor actor, int? applicationId, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var access = actor.Applications.Narrowed(applicationId);
        // The cursor first: what arrives meanwhile then counts as stored and not yet curated, never the other way round.
        var position = await SignalFeed.PositionAsync(db, CurationCursor.Name, cancellationToken);
        var behind = db.Signals.Where(s => s.Id > position).Within(access, s => s.ApplicationId);
        var waiting = await behind.LongCountAsync(cancellationToken);
        var oldest = await behind.OrderBy(s => s.Id).Select(s => (DateTime?)s.ReceivedAt).FirstOrDefaultAsync(cancellationToken);
        var stored = await db.IntakeCounts.Within(access, t => t.ApplicationId)
            .SumAsync(t => t.Accepted - t.Erased - t.Expired, cancellationToken);
        var states = await db.Candidates.Within(access, c => c.ApplicationId)
            .Where(c => c.State == CandidateState.Pending || c.State == CandidateState.Held)
            .GroupBy(c => c.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new(
            stored, stored - waiting, oldest is { } time ? Math.Max(0, (clock.Now() - time).TotalSeconds) : 0,
            states.Find(s => s.State == CandidateState.Pending)?.Count ?? 0, states.Find(s => s.State == CandidateState.Held)?.Count ?? 0);
    }
}
