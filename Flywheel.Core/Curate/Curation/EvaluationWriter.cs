using System.Diagnostics;
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
        if (facts.DecisionStatus != DecisionStatus.HalfDecided) Move(candidate, evaluation.Settle(facts), evaluation.Reason, now);
        return before != (candidate.State, candidate.Score, candidate.Quality, candidate.QueueRank);
    }

    private static void Move(TrainingCandidate candidate, CandidateState to, RejectReason? reason, DateTime now)
    {
        switch (to)
        {
            case CandidateState.Pending: candidate.Queue(now); break;
            case CandidateState.Held: candidate.Hold(now); break;
            case CandidateState.Approved: candidate.ApproveByPolicy(now); break;
            case CandidateState.Rejected: candidate.RejectByPolicy(reason, now); break;
            default: throw new UnreachableException($"A policy sends no candidate to {to}.");
        }
    }

    private static string WithActions(string json, CandidateFacts facts, PolicyEvaluator evaluator)
    {
        if (facts.Findings.Count == 0) return json;
        var policy = evaluator.PolicyFor(facts);
        return FindingsJson.Write([.. FindingsJson.Read(json).Select(f => f with { Action = policy.ActionFor(f.Kind, f.Score) })]);
    }
}
