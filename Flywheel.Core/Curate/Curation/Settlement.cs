using System.Text.Json;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Curation;

/// <summary>Writes a policy's judgement onto a candidate.</summary>
internal static class Settlement
{
    /// <summary>
    /// Score, place, marks and state. A change of state ends a lease and raises the version; what people decided stays.
    /// Returns whether anything that a person would notice became different.
    /// </summary>
    public static bool Apply(TrainingCandidate candidate, CandidateFacts facts, PolicyJudgement judgement, CurationJudge judge, DateTime now)
    {
        if (facts.Standing == Standing.Decided) return false;
        var before = (candidate.State, candidate.Score, candidate.Quality, candidate.QueueRank);
        var card = judge.Card(facts);
        (candidate.Score, candidate.Quality, candidate.QueueRank) = (judgement.Score, judgement.Quality, judgement.QueueRank);
        candidate.ScoreCard = card.PartsJson();
        candidate.PolicyVersion = judge.Number;
        candidate.Findings = WithActions(candidate.Findings, facts, judge);
        candidate.Tags = judgement.Tags.Count == 0 ? null : string.Join(',', judgement.Tags);
        candidate.MetRules = judgement.Rules.Count == 0 ? null : JsonSerializer.Serialize(judge.Names(judgement.Rules));
        candidate.DecidingRule = judgement.DecidingRule is { } rule ? judge.Names([rule])[0] : null;
        if (facts.Standing != Standing.HalfDecided) candidate.DecisionsRequired = judgement.DecisionsRequired;
        Move(candidate, judgement.Settle(facts), judgement.Reason, now);
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

    private static string WithActions(string json, CandidateFacts facts, CurationJudge judge)
    {
        if (facts.Findings.Count == 0) return json;
        var policy = judge.PolicyFor(facts);
        return FindingsJson.Write([.. FindingsJson.Read(json).Select(f => f with { Action = policy.ActionFor(f.Kind, f.Score) })]);
    }
}
