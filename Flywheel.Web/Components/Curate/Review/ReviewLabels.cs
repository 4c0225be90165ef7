using System.Globalization;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Web.Components.Curate.Review;

/// <summary>What reviewing says to people.</summary>
public static class ReviewLabels
{
    /// <summary>The reasons that a reviewer can give, in the order of their digits.</summary>
    public static IReadOnlyList<RejectReason> Reasons { get; } =
    [
        RejectReason.Wrong, RejectReason.Unsafe, RejectReason.OffTopic, RejectReason.LowQuality,
        RejectReason.PersonalData, RejectReason.Spam, RejectReason.Duplicate, RejectReason.Other,
    ];

    public static string Of(RejectReason reason) => reason switch
    {
        RejectReason.Wrong => "Wrong",
        RejectReason.Unsafe => "Unsafe",
        RejectReason.OffTopic => "Off-topic",
        RejectReason.LowQuality => "Low quality",
        RejectReason.PersonalData => "Personal data",
        RejectReason.Spam => "Spam or attack",
        RejectReason.Duplicate => "Duplicate",
        RejectReason.Unchanged => "Changes nothing",
        RejectReason.Empty => "No text",
        RejectReason.NoConsent => "No consent",
        _ => "Other",
    };

    public static string Of(CandidateState state) => state switch
    {
        CandidateState.Pending => "waiting",
        CandidateState.Held => "held back",
        CandidateState.AwaitingSecond => "awaits a second opinion",
        CandidateState.Approved => "approved",
        _ => "rejected",
    };

    public static string Of(CandidateSource source) => source == CandidateSource.UserCorrection ? "User's correction" : "Answer a user liked";

    public static string Of(Quality quality) => quality switch
    {
        Quality.VeryHigh => "very high",
        Quality.High => "high",
        Quality.Medium => "medium",
        _ => "low",
    };

    public static string Of(FindingKinds kind) => kind switch
    {
        FindingKinds.Unchanged => "Unchanged",
        FindingKinds.Empty => "Empty",
        FindingKinds.TooShort => "Too short",
        FindingKinds.TooLong => "Too long",
        FindingKinds.ExactDuplicate => "Exact duplicate",
        FindingKinds.NearDuplicate => "Near-duplicate",
        FindingKinds.Contradiction => "Contradiction",
        FindingKinds.PersonalData => "Personal data",
        FindingKinds.Secret => "Secret",
        FindingKinds.ChatTemplate => "Chat-template token",
        FindingKinds.InstructionLike => "Instruction-like",
        FindingKinds.InvisibleCharacters => "Invisible characters",
        FindingKinds.Spam => "Spam",
        _ => "Finding",
    };

    public static string Of(FindingField field) => field switch
    {
        FindingField.Input => "in the query",
        FindingField.Original => "in the original answer",
        _ => "in the proposed text",
    };

    public static string Of(AttentionKind kind) => kind switch
    {
        AttentionKind.Skipped => "skipped it",
        AttentionKind.AskedForSecondOpinion => "asked for a second opinion",
        _ => "began a fix",
    };

    /// <summary>What was done, for the line that offers to undo it.</summary>
    public static string Done(DecisionKind kind, RejectReason? reason, CandidateState after) => kind switch
    {
        DecisionKind.Skip => "Skipped",
        DecisionKind.SecondOpinion => "Sent to another person",
        _ when after == CandidateState.AwaitingSecond => "Judged; another person's judgement is needed",
        DecisionKind.Approve => "Approved",
        DecisionKind.Fix => "Fixed and approved",
        _ => $"Rejected: {(reason is { } r ? Of(r) : "Other").ToLowerInvariant()}",
    };

    /// <summary>What a part added to the score, with its sign.</summary>
    public static string Points(double points) =>
        (points < 0 ? "−" : "+") + Math.Abs(points).ToString("0.00", CultureInfo.InvariantCulture);
}
