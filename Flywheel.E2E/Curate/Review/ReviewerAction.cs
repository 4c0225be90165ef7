namespace Flywheel.E2E.Curate.Review;

/// <summary>What the reviewer of the journey does with an item, by keys alone.</summary>
public enum ReviewerAction
{
    Approve,
    ApproveThenChangeOfMind,
    Fix,
    FixAcrossARefresh,
    Redact,
    RejectByDigit,
    RejectInOwnWords,
    Skip,
    SecondOpinion,
}
