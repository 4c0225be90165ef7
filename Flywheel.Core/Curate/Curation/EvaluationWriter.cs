using System.Text.Json;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Curation;

/// <summary>Writes a policy's evaluation onto a candidate.</summary>
internal static class EvaluationWriter
{
    /// <summary>
    /// Score, place, marks and state. A change of state ends a lease and raises the version; what people decided stays.
    /// Returns whether anything that a person would notice became different.
    /// </summary>
    public static bool Apply(TrainingCandidate candidate, CandidateFacts facts, PolicyEvaluation evaluation, PolicyEvaluator evaluator, DateTime now)
    {
        if (facts.DecisionStatus == DecisionStatus.Decided) return false;
        var before = (candidate.State, candidate.Score, candidate.Quality, candidate.QueueRank);
        var card = evaluator.Card(facts);
        (candidate.Score, candidate.Quality, candidate.QueueRank) = (evaluation.Score, evaluation.Quality, evaluation.QueueRank);
        candidate.ScoreCard = card.PartsJson();
        candidate.PolicyVersion = evaluator.Number;
        candidate.Findings = WithActions(candidate.Findings, facts, evaluator);
        candidate.Tags = evaluation.Tags.Count == 0 ? null : string.Join(',', evaluation.Tags);
        candidate.MetRules = evaluation.Rules.Count == 0 ? null : JsonSerializer.Serialize(evaluator.Names(evaluation.Rules));
        candidate.DecidingRule = evaluation.DecidingRule is { } rule ? evaluator.Names([rule])[0] : null;
        if (facts.DecisionStatus != DecisionStatus.HalfDecided) candidate.DecisionsRequired = evaluation.DecisionsRequired;
        Move(candidate, evaluation.Settle(facts), evaluation.Reason, now);
        return before != (candidate.State, candidate.Score, candidate.Quality, candidate.QueueRank);
    }

    private static void Move(TrainingCandidate candidate, CandidateState to, RejectReason? reason, DateTime now)
    {
        if (to == CandidateState.Rejected) candidate.Reason = reason;
        if (to == candidate.State) return;
        candidate.State = to;
        candidate.Reason = to == CandidateState.Rejected ? reason : null;
        candidate.ByPolicy = to is CandidateState.Approved or CandidateState.Rejected;
        candidate.IdealOutput = to == CandidateState.Approved ? candidate.ProposedOutput : null;
        candidate.DecidedAt = candidate.ByPolicy ? now : null;
        if (to != CandidateState.Pending) (candidate.LeaseHolderId, candidate.LeaseUntil) = (null, null);
        candidate.UpdatedAt = now;
        candidate.Version++;
    }

    private static string WithActions(string json, CandidateFacts facts, PolicyEvaluator evaluator)
    {
        if (facts.Findings.Count == 0) return json;
        var policy = evaluator.PolicyFor(facts);
        return FindingsJson.Write([.. FindingsJson.Read(json).Select(f => f with { Action = policy.ActionFor(f.Kind, f.Score) })]);
    }
}
