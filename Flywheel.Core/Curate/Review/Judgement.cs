using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Review;

/// <summary>Writes a decision onto an item; whether it may be given was asked before.</summary>
internal static class Judgement
{
    /// <summary>Adds the decision, moves the item to the state that follows, and ends its lease.</summary>
    /// <param name="candidate">With its decisions loaded.</param>
    public static ReviewDecision Apply(TrainingCandidate candidate, Actor actor, DecisionRequest request, int policyVersion, DateTime now)
    {
        var decision = new ReviewDecision
        {
            CandidateId = candidate.Id, MemberId = actor.MemberId, Kind = request.Kind, IdealOutput = request.IdealOutput, Reason = request.Reason,
            Comment = request.Comment, At = now, PolicyVersion = policyVersion, CandidateVersion = candidate.Version, StateBefore = candidate.State,
        };
        candidate.State = DecisionRules.Next(candidate, actor, decision);
        if (candidate.State == CandidateState.Approved) candidate.IdealOutput = request.IdealOutput ?? candidate.ProposedOutput;
        if (candidate.State == CandidateState.Rejected) candidate.Reason = request.Reason;
        if (candidate.State is CandidateState.Approved or CandidateState.Rejected) candidate.DecidedAt = now;
        if (request.Kind != DecisionKind.Skip) candidate.Version++;
        (candidate.LeaseHolderId, candidate.LeaseUntil, candidate.UpdatedAt) = (null, null, now);
        (decision.StateAfter, decision.ResultingVersion) = (candidate.State, candidate.Version);
        candidate.Decisions.Add(decision);
        return decision;
    }
}
