using Flywheel.Core.Administration;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate;

/// <summary>
/// Decisions on items. A decision belongs to the holder of the lease and to the version that was judged; everything else
/// is answered with what happened instead.
/// </summary>
public sealed class ReviewDesk(IDbContextFactory<FlywheelDbContext> contexts, WriteGate gate, ChangeBus changes, TimeProvider clock)
{
    /// <summary>Decides an item that the person holds. Nothing changes unless the outcome is <see cref="DecisionOutcome.Decided"/>.</summary>
    public async Task<DecisionOutcome> DecideAsync(Actor who, long id, DecisionRequest request, CancellationToken cancellationToken)
    {
        if (DecisionRules.Fault(request) is { } fault) return fault;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        var candidate = await db.Candidates.Include(c => c.Decisions).ThenInclude(d => d.Member).FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (candidate is null) return new DecisionOutcome.NotFound();
        if (Refusal(candidate, who, request) is { } refusal) return refusal;
        var policy = await CurationPolicies.InForceAsync(db, cancellationToken);
        var decision = Judgement.Apply(candidate, who, request, policy.Number, clock.Now());
        db.Drafts.RemoveRange(db.Drafts.Where(d => d.CandidateId == id && d.MemberId == who.MemberId && request.Kind != DecisionKind.Skip));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await DecidedMeanwhileAsync(id, cancellationToken);
        }

        changes.Publish(Change.Queue);
        return new DecisionOutcome.Decided(id, candidate.State, candidate.Version, decision.Id);
    }

    /// <summary>
    /// Takes one's own decision back, until the item is in a dataset version or somebody decided after. The item waits
    /// again, held by nobody.
    /// </summary>
    /// <param name="candidateId">The item that the decision must be on; null: whichever it is on.</param>
    public async Task<UndoOutcome> UndoAsync(Actor who, long decisionId, CancellationToken cancellationToken, long? candidateId = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        var decision = await db.Decisions.Include(d => d.Candidate)
            .FirstOrDefaultAsync(d => d.Id == decisionId && d.MemberId == who.MemberId && (candidateId == null || d.CandidateId == candidateId), cancellationToken);
        if (decision?.Candidate is not { } candidate) return new UndoOutcome.NotFound();
        if (await TooLateAsync(db, decision, cancellationToken) is { } reason) return new UndoOutcome.TooLate(reason, candidate.State);
        decision.UndoneAt = clock.Now();
        if (decision.Kind != DecisionKind.Skip) GoBack(candidate, decision.StateBefore);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new UndoOutcome.TooLate("The item changed at this moment.", candidate.State);
        }

        changes.Publish(Change.Queue);
        return new UndoOutcome.Undone(candidate.Id, candidate.State, candidate.Version);
    }

    /// <summary>Lets a held item into the queue; managers and admins.</summary>
    public async Task<UndoOutcome> ReleaseHeldAsync(Actor who, long id, CancellationToken cancellationToken)
    {
        if (!who.MayManage) return new UndoOutcome.NotAllowed();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        using var turn = await gate.EnterAsync(cancellationToken);
        var now = clock.Now();
        var released = await db.Candidates.Where(c => c.Id == id && c.State == CandidateState.Held).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, CandidateState.Pending).SetProperty(c => c.Version, c => c.Version + 1).SetProperty(c => c.UpdatedAt, now),
            cancellationToken);
        var after = await db.Candidates.Where(c => c.Id == id).Select(c => new { c.State, c.Version }).FirstOrDefaultAsync(cancellationToken);
        if (after is null) return new UndoOutcome.NotFound();
        if (released == 0) return new UndoOutcome.TooLate("The item is not held.", after.State);
        changes.Publish(Change.Queue);
        return new UndoOutcome.Undone(id, after.State, after.Version);
    }

    private static DecisionOutcome? Refusal(TrainingCandidate candidate, Actor who, DecisionRequest request)
    {
        if (candidate.State is not (CandidateState.Pending or CandidateState.AwaitingSecond)) return DecisionRules.Told(candidate);
        if (candidate.LeaseHolderId != who.MemberId) return new DecisionOutcome.LeaseLost(candidate.State);
        return candidate.Version == request.Version ? null : new DecisionOutcome.Changed(candidate.State, candidate.Version);
    }

    private void GoBack(TrainingCandidate candidate, CandidateState state)
    {
        candidate.State = state;
        (candidate.IdealOutput, candidate.Reason, candidate.DecidedAt) = (null, null, null);
        (candidate.LeaseHolderId, candidate.LeaseUntil) = (null, null);
        candidate.Version++;
        candidate.UpdatedAt = clock.Now();
    }

    private static async Task<string?> TooLateAsync(FlywheelDbContext db, ReviewDecision decision, CancellationToken cancellationToken)
    {
        if (decision.UndoneAt is not null) return "It was taken back already, or the item's text was replaced.";
        if (decision.Kind == DecisionKind.Skip) return null;
        if (await db.DatasetRows.AnyAsync(r => r.CandidateId == decision.CandidateId, cancellationToken)) return "The item is frozen in a dataset version.";
        return decision.Candidate!.Version == decision.ResultingVersion ? null : "Somebody decided after you.";
    }

    private async Task<DecisionOutcome> DecidedMeanwhileAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = await db.Candidates.AsNoTracking().Include(c => c.Decisions).ThenInclude(d => d.Member).FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (now is null) return new DecisionOutcome.NotFound();
        return now.State is CandidateState.Pending or CandidateState.AwaitingSecond
            ? new DecisionOutcome.Changed(now.State, now.Version)
            : DecisionRules.Told(now);
    }
}
