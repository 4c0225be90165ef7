using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;

namespace Flywheel.Core.Curate.Review;

/// <summary>Which items a person may be offered.</summary>
internal static class QueueOffers
{
    /// <summary>What a person may be given, the most wanted first. Each is to be ordered by rank and age.</summary>
    public static IEnumerable<IQueryable<TrainingCandidate>> InOrder(FlywheelDbContext db, Actor actor, DateTime now)
    {
        var second = Free(Second(db, actor), now);
        var first = Free(db.Candidates.VisibleTo(actor).Where(c => c.State == CandidateState.Pending), now);
        yield return NotSkipped(db, second, actor, now);
        yield return NotSkipped(db, first, actor, now);
        yield return second;
        yield return first;
    }

    /// <summary>What the person may still decide: pending ones, and others' that want a second opinion.</summary>
    public static IQueryable<TrainingCandidate> Undecided(FlywheelDbContext db, Actor actor) =>
        db.Candidates.VisibleTo(actor).Where(c => c.State == CandidateState.Pending
            || (c.State == CandidateState.AwaitingSecond && !db.Decisions.Any(d =>
                d.CandidateId == c.Id && d.MemberId == actor.MemberId && d.UndoneAt == null && d.Kind != DecisionKind.Skip)));

    /// <summary>Those that nobody holds now.</summary>
    public static IQueryable<TrainingCandidate> Free(IQueryable<TrainingCandidate> items, DateTime now) =>
        items.Where(c => c.LeaseUntil == null || c.LeaseUntil <= now);

    private static IQueryable<TrainingCandidate> Second(FlywheelDbContext db, Actor actor) =>
        db.Candidates.VisibleTo(actor).Where(c => c.State == CandidateState.AwaitingSecond && !db.Decisions.Any(d =>
            d.CandidateId == c.Id && d.MemberId == actor.MemberId && d.UndoneAt == null && d.Kind != DecisionKind.Skip));

    private static IQueryable<TrainingCandidate> NotSkipped(FlywheelDbContext db, IQueryable<TrainingCandidate> items, Actor actor, DateTime now)
    {
        var today = now.Date;
        return items.Where(c => !db.Decisions.Any(d =>
            d.CandidateId == c.Id && d.MemberId == actor.MemberId && d.UndoneAt == null && d.Kind == DecisionKind.Skip && d.At >= today));
    }
}
