using System.Diagnostics;
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
        if (request.Kind == DecisionKind.Skip) candidate.Skip(now);
        else Move(candidate, DecisionRules.Next(candidate, actor, decision), request, now);
        (decision.StateAfter, decision.ResultingVersion) = (candidate.State, candidate.Version);
        candidate.Decisions.Add(decision);
        return decision;
    }

    private static void Move(TrainingCandidate candidate, CandidateState to, DecisionRequest request, DateTime now)
    {
        switch (to)
        {
            case CandidateState.Approved: candidate.Approve(request.IdealOutput ?? candidate.ProposedOutput, now); break;
            case CandidateState.Rejected: candidate.Reject(request.Reason!.Value, now); break;
            case CandidateState.AwaitingSecond: candidate.AwaitSecond(now); break;
            default: throw new UnreachableException($"No judgement leads to {to}.");
        }
    }
}
