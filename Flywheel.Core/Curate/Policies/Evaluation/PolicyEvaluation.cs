using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>What a policy makes of a candidate.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="QueueRank">The place in the queue, ascending.</param>
/// <param name="TargetState">
/// Where the policy sends it: <see cref="CandidateState.Pending"/> to a reviewer, Held, Rejected, or Approved without a review.
/// </param>
/// <param name="Reason">For a rejection.</param>
/// <param name="DecisionsRequired">1 or 2.</param>
/// <param name="Tags">Without doubles, in the order in which they were put.</param>
/// <param name="Rules">The rules that it met, by their place in the policy, ascending.</param>
/// <param name="DecidingRule">The rule that rejected or held it; null where none did.</param>
public sealed record PolicyEvaluation(
    double Score,
    Quality Quality,
    int QueueRank,
    CandidateState TargetState,
    RejectReason? Reason,
    int DecisionsRequired,
    IReadOnlyList<string> Tags,
    IReadOnlyList<int> Rules,
    int? DecidingRule)
{
    /// <summary>Where the candidate then is: what people did goes before what the policy says.</summary>
    public CandidateState Settle(CandidateFacts facts) => facts.DecisionStatus switch
    {
        DecisionStatus.Open => TargetState,
        DecisionStatus.Released => TargetState == CandidateState.Held ? CandidateState.Pending : TargetState,
        _ => facts.State,
    };

    /// <summary>
    /// Would it be in training data, had this policy been in force from the start, and people decided as they did? What no
    /// reviewer would have seen could not have been approved.
    /// </summary>
    public bool WouldTrain(CandidateFacts facts) =>
        TargetState == CandidateState.Approved || (TargetState == CandidateState.Pending && facts is { DecisionStatus: DecisionStatus.Decided, State: CandidateState.Approved });
}
