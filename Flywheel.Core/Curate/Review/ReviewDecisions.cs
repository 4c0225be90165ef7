using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>
/// Decisions on items. A decision belongs to the holder of the lease and to the version that was seen; everything else
/// is answered with what happened instead.
/// </summary>
public sealed class ReviewDecisions(
    Database database, PolicyEvaluators evaluators, AuditLog audit, ChangeBus changes, TimeProvider clock, ActorActions actions)
{
    private const int MostLookedAt = 100;

    /// <summary>Decides an item that the person holds. Nothing changes unless the outcome is <see cref="DecisionOutcome.Decided"/>.</summary>
    public Task<DecisionOutcome> DecideAsync(Actor actor, long id, DecisionRequest request, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "review.decide", $"candidate/{id}", () => DoDecideAsync(actor, id, request, cancellationToken), cancellationToken);

    private async Task<DecisionOutcome> DoDecideAsync(Actor actor, long id, DecisionRequest request, CancellationToken cancellationToken)
    {
        if (DecisionRules.Error(request) is { } error) return error;
        var outcome = await database.WriteAsync(db => DecideAsync(db, actor, id, request, cancellationToken), cancellationToken);
        if (outcome is DecisionOutcome.Decided) changes.Publish(Change.Queue);
        return outcome;
    }

    /// <summary>
    /// Takes one's own decision back, until the item is in a dataset version or somebody decided after. The item waits
    /// again, held by nobody, and the person's own text is a draft again.
    /// </summary>
    /// <param name="candidateId">The item that the decision must be on; null: whichever it is on.</param>
    public Task<UndoOutcome> UndoAsync(Actor actor, long decisionId, CancellationToken cancellationToken, long? candidateId = null) =>
        actions.RunAsync(actor, "review.undo", $"decision/{decisionId}", () => DoUndoAsync(actor, decisionId, candidateId, cancellationToken), cancellationToken);

    private async Task<UndoOutcome> DoUndoAsync(Actor actor, long decisionId, long? candidateId, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(db => UndoAsync(db, actor, decisionId, candidateId, cancellationToken), cancellationToken);
        if (outcome is UndoOutcome.Undone) changes.Publish(Change.Queue);
        return outcome;
    }

    /// <summary>
    /// The person's last decisions that <see cref="UndoAsync"/> would take back now, the newest first. Looks at the last
    /// hundred of the person that stand.
    /// </summary>
    /// <param name="most">At most so many.</param>
    /// <param name="candidateId">Only on this item; null: on any.</param>
    public async Task<IReadOnlyList<UndoableDecision>> UndoableAsync(Actor actor, int most, CancellationToken cancellationToken, long? candidateId = null)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var last = await db.Decisions.Where(d => d.MemberId == actor.MemberId && d.UndoneAt == null && (candidateId == null || d.CandidateId == candidateId))
            .OrderByDescending(d => d.Id).Select(d => d.Id).Take(MostLookedAt).ToListAsync(cancellationToken);
        return await db.Decisions.AsNoTracking().Within(actor.Applications, d => d.Candidate!.ApplicationId)
            .Where(d => last.Contains(d.Id) && (d.Kind == DecisionKind.Skip
                || (d.ResultingVersion == d.Candidate!.Version && !db.DatasetRows.Any(r => r.CandidateId == d.CandidateId))))
            .OrderByDescending(d => d.Id).Take(most)
            .Select(d => new UndoableDecision(d.Id, d.CandidateId, d.Kind, d.Reason, d.StateAfter, d.At)).ToListAsync(cancellationToken);
    }

    /// <summary>Lets a held item into the queue; managers and admins.</summary>
    public Task<UndoOutcome> ReleaseHeldAsync(Actor actor, long id, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "review.release", $"candidate/{id}", () => DoReleaseHeldAsync(actor, id, cancellationToken), cancellationToken);

    private async Task<UndoOutcome> DoReleaseHeldAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        if (!actor.MayManage) return new UndoOutcome.NotAllowed();
        var outcome = await database.WriteAsync(db => ReleaseHeldAsync(db, actor, id, cancellationToken), cancellationToken);
        if (outcome is UndoOutcome.Undone) changes.Publish(Change.Queue);
        return outcome;
    }

    private async Task<DecisionOutcome> DecideAsync(FlywheelDbContext db, Actor actor, long id, DecisionRequest request, CancellationToken cancellationToken)
    {
        var candidate = await db.Candidates.VisibleTo(actor).Include(c => c.Decisions).ThenInclude(d => d.Member).FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (candidate is null) return new DecisionOutcome.NotFound();
        if (Refusal(candidate, actor, request) is { } refusal) return refusal;
        var policy = await CurationPolicies.InForceAsync(db, cancellationToken);
        var decision = Judgement.Apply(candidate, actor, request, policy.Number, clock.Now());
        if (request.Kind != DecisionKind.Skip) db.Drafts.RemoveRange(db.Drafts.Where(d => d.CandidateId == id && d.MemberId == actor.MemberId));
        await db.SaveChangesAsync(cancellationToken);
        audit.Append(
            db, actor, "review.decide", $"candidate/{id}", new { state = decision.StateBefore },
            new { decision = decision.Id, kind = decision.Kind, reason = decision.Reason, state = decision.StateAfter, policy = policy.Number });
        return new DecisionOutcome.Decided(id, candidate.State, candidate.Version, decision.Id);
    }

    private async Task<UndoOutcome> UndoAsync(FlywheelDbContext db, Actor actor, long decisionId, long? candidateId, CancellationToken cancellationToken)
    {
        var decision = await db.Decisions.Within(actor.Applications, d => d.Candidate!.ApplicationId).Include(d => d.Candidate).FirstOrDefaultAsync(
            d => d.Id == decisionId && d.MemberId == actor.MemberId && (candidateId == null || d.CandidateId == candidateId), cancellationToken);
        if (decision?.Candidate is not { } candidate) return new UndoOutcome.NotFound();
        if (await TooLateAsync(db, decision, cancellationToken) is { } reason) return new UndoOutcome.TooLate(reason, candidate.State);
        decision.UndoneAt = clock.Now();
        if (decision.Kind != DecisionKind.Skip) candidate.TakeBack(decision.StateBefore, clock.Now());
        await ReevaluateAsync(db, candidate, cancellationToken);
        await KeepTypedAsync(db, decision, cancellationToken);
        audit.Append(
            db, actor, "review.undo", $"candidate/{candidate.Id}", new { decision = decision.Id, state = decision.StateAfter }, new { state = candidate.State });
        return new UndoOutcome.Undone(candidate.Id, candidate.State, candidate.Version);
    }

    private async Task<UndoOutcome> ReleaseHeldAsync(FlywheelDbContext db, Actor actor, long id, CancellationToken cancellationToken)
    {
        var released = await db.Candidates.VisibleTo(actor).Where(c => c.Id == id).ReleaseHeldAsync(clock.Now(), cancellationToken);
        var after = await db.Candidates.VisibleTo(actor).Where(c => c.Id == id).Select(c => new { c.State, c.Version }).FirstOrDefaultAsync(cancellationToken);
        if (after is null) return new UndoOutcome.NotFound();
        if (released == 0) return new UndoOutcome.TooLate("The item is not held.", after.State);
        audit.Append(
            db, actor, "review.release", $"candidate/{id}", new { state = CandidateState.Held }, new { state = after.State });
        return new UndoOutcome.Undone(id, after.State, after.Version);
    }

    private static DecisionOutcome? Refusal(TrainingCandidate candidate, Actor actor, DecisionRequest request)
    {
        if (!candidate.AwaitsReview) return DecisionRules.Told(candidate);
        if (candidate.LeaseHolderId != actor.MemberId) return new DecisionOutcome.LeaseLost(candidate.State);
        return candidate.Version == request.Version ? null : new DecisionOutcome.Changed(candidate.State, candidate.Version);
    }

    /// <summary>A fix that is taken back is a text that is typed again: it becomes the draft that it was.</summary>
    private async Task KeepTypedAsync(FlywheelDbContext db, ReviewDecision decision, CancellationToken cancellationToken)
    {
        if (decision.IdealOutput is not { } text) return;
        if (await db.Drafts.AnyAsync(d => d.CandidateId == decision.CandidateId && d.MemberId == decision.MemberId, cancellationToken)) return;
        db.Drafts.Add(new() { CandidateId = decision.CandidateId, MemberId = decision.MemberId, Text = text, UpdatedAt = clock.Now() });
    }

    /// <summary>While it was decided, a policy that came into force passed it over.</summary>
    private async Task ReevaluateAsync(FlywheelDbContext db, TrainingCandidate candidate, CancellationToken cancellationToken)
    {
        var evaluator = await evaluators.InForceAsync(db, cancellationToken);
        if (candidate.PolicyVersion == evaluator.Number || candidate.State != CandidateState.Pending) return;
        var position = await SignalFeed.PositionAsync(db, CurationCursor.Name, cancellationToken);
        var facts = await new FactsReader(db, evaluator.Types, evaluator.NeedsContributors).ReadAsync([FactsRow.Of(candidate)], position, cancellationToken);
        EvaluationWriter.Apply(candidate, facts[0], evaluator.Evaluate(facts[0]), evaluator, clock.Now());
    }

    private static async Task<string?> TooLateAsync(FlywheelDbContext db, ReviewDecision decision, CancellationToken cancellationToken)
    {
        if (decision.UndoneAt is not null) return "It was taken back already, or the item's text was replaced.";
        if (decision.Kind == DecisionKind.Skip) return null;
        if (await db.DatasetRows.AnyAsync(r => r.CandidateId == decision.CandidateId, cancellationToken)) return "The item is frozen in a dataset version.";
        return decision.Candidate!.Version == decision.ResultingVersion ? null : "Somebody decided after you.";
    }
}
