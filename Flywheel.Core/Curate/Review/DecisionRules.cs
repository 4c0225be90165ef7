using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Review;

/// <summary>What a decision must hold, and what follows from it.</summary>
internal static class DecisionRules
{
    private const int MaxTextBytes = 1 << 20;
    private const int MaxComment = 4000;

    /// <summary>The first broken rule; null where there is none.</summary>
    public static DecisionOutcome.Invalid? Error(DecisionRequest request)
    {
        if (request.Kind == DecisionKind.Fix && string.IsNullOrWhiteSpace(request.IdealOutput))
            return new("ideal_output", "is required for a fix.");
        if (request.Kind != DecisionKind.Fix && request.IdealOutput is not null)
            return new("ideal_output", "is for a fix only.");
        if (request.Kind == DecisionKind.Reject && request.Reason is not (>= RejectReason.Wrong and <= RejectReason.Other))
            return new("reason", "is required for a rejection.");
        if (request.Kind != DecisionKind.Reject && request.Reason is not null)
            return new("reason", "is for a rejection only.");
        return TextError("ideal_output", request.IdealOutput) ?? TextError("comment", request.Comment)
            ?? (request.Comment?.Length > MaxComment ? new("comment", "must be at most 4,000 characters.") : null);
    }

    /// <summary>
    /// The state that any decision but a skip leads to. One judgement is enough unless the item needs two; two that agree are; where
    /// two differ, a third person's or an administrator's counts.
    /// </summary>
    public static CandidateState Next(TrainingCandidate candidate, Actor actor, ReviewDecision decision)
    {
        if (decision.Kind == DecisionKind.SecondOpinion) return CandidateState.AwaitingSecond;
        var earlier = candidate.Decisions.Where(IsJudgement).ToList();
        var verdict = decision.Kind == DecisionKind.Reject ? CandidateState.Rejected : CandidateState.Approved;
        if (earlier.Count + 1 < candidate.DecisionsRequired) return CandidateState.AwaitingSecond;
        if (earlier.Count == 0 || earlier.Count >= 2 || actor.MayAdminister) return verdict;
        return Agree(candidate, earlier[0], decision) ? verdict : CandidateState.AwaitingSecond;
    }

    /// <summary>Who decided a finished item, when and how.</summary>
    public static DecisionOutcome.AlreadyDecided Told(TrainingCandidate candidate)
    {
        var last = candidate.Decisions.Where(IsJudgement).MaxBy(d => d.Id);
        return new(last?.Member?.DisplayName, last?.At ?? candidate.DecidedAt, candidate.State);
    }

    /// <summary>Is it a judgement that counts?</summary>
    public static bool IsJudgement(ReviewDecision decision) =>
        decision.UndoneAt is null && decision.Kind is (DecisionKind.Approve or DecisionKind.Fix or DecisionKind.Reject);

    private static bool Agree(TrainingCandidate candidate, ReviewDecision a, ReviewDecision b) =>
        a.Kind == DecisionKind.Reject || b.Kind == DecisionKind.Reject
            ? a.Kind == b.Kind
            : (a.IdealOutput ?? candidate.ProposedOutput) == (b.IdealOutput ?? candidate.ProposedOutput);

    private static DecisionOutcome.Invalid? TextError(string field, string? text)
    {
        if (text is null) return null;
        if (text.Contains('\0')) return new(field, "must not contain NUL.");
        if (HasLoneSurrogate(text)) return new(field, "must not contain a lone surrogate.");
        return text.Length > MaxTextBytes || System.Text.Encoding.UTF8.GetByteCount(text) > MaxTextBytes
            ? new(field, "must be at most 1 MiB as UTF-8.")
            : null;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
