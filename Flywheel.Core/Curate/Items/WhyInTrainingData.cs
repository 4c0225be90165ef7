using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Items;

/// <summary>A frozen version that holds an item.</summary>
/// <param name="Withheld">After an erasure; it can no longer be pulled.</param>
public sealed record VersionMark(string Dataset, int Number, bool Withheld = false);

/// <summary>What the sentence is made of.</summary>
/// <param name="DecidedBy">Who approved or rejected it; null where no person did.</param>
/// <param name="Versions">The versions that hold it, the newest first.</param>
/// <param name="DecidingRule">The rule of the policy that rejected or held it; null where none did.</param>
public sealed record TrainingFacts(
    CandidateState State,
    RejectReason? Reason,
    string? DecidedBy,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<VersionMark> Versions,
    LeftOut? LeftOut,
    string? DecidingRule = null);

/// <summary>Says in one sentence why an item is, or is not, in training data. Pure.</summary>
public static class WhyInTrainingData
{
    /// <summary>The sentence.</summary>
    public static string Say(TrainingFacts facts) => facts.State switch
    {
        CandidateState.Approved => Approved(facts),
        CandidateState.Held => $"Not in training data: it is held back because {Holding(facts)}, until a manager releases it.",
        CandidateState.AwaitingSecond => "Not in training data yet: it waits for another person's judgement.",
        CandidateState.Rejected => Rejected(facts),
        _ => "Not in training data yet: it waits for a reviewer.",
    };

    private static string Approved(TrainingFacts facts)
    {
        var by = facts.DecidedBy is { } name ? $"{name} approved it" : "the policy admitted it without a review";
        var good = facts.Versions.Where(v => !v.Withheld).ToList();
        if (good.Count > 0) return $"In training data: {by}, and it is in {Listed(good)}.";
        if (facts.Versions.Count > 0) return $"No longer in training data: {by}, but {Listed(facts.Versions)} {Was(facts.Versions)} withheld after an erasure.";
        if (facts.LeftOut is not { } left) return $"Not in training data yet: {by}, and it goes into the next dataset version that is frozen and takes it.";
        return $"Not in training data: {by}, but version {left.Number} of {left.Dataset} left it out because {Cause(left.Cause)}.";
    }

    private static string Rejected(TrainingFacts facts)
    {
        if (facts.Reason == RejectReason.NoConsent) return "Not in training data: the person does not consent to training.";
        return facts.DecidedBy is { } name
            ? $"Not in training data: {name} rejected it{(facts.Reason == RejectReason.Other ? " for another reason" : $" because {Because(facts.Reason)}")}."
            : facts.DecidingRule is { } rule ? $"Not in training data: rule “{rule}” rejected it because {Because(facts.Reason)}."
            : $"Not in training data: validation rejected it because {Found(facts, FindingAction.Reject)}.";
    }

    private static string Holding(TrainingFacts facts) =>
        facts.DecidingRule is { } rule ? $"rule “{rule}” holds it" : Found(facts, FindingAction.Hold);

    private static string Listed(IReadOnlyList<VersionMark> versions)
    {
        var first = $"version {versions[0].Number} of {versions[0].Dataset}";
        return versions.Count == 1 ? first : $"{first} and {versions.Count - 1} more";
    }

    private static string Was(IReadOnlyList<VersionMark> versions) => versions.Count == 1 ? "was" : "were";

    private static string Cause(LeftOutCause cause) => cause == LeftOutCause.Duplicate
        ? "another item in it has the same input and output"
        : "it is nearly the same as rows on two sides of the split";

    private static string Found(TrainingFacts facts, FindingAction action)
    {
        var kinds = facts.Findings.Where(f => f.Action == action).Select(f => f.Kind).Distinct().ToList();
        if (kinds.Count == 0) return facts.Reason is null ? "a check found something" : Because(facts.Reason);
        var other = facts.Findings.First(f => f.Action == action && f.Kind == kinds[0]).OtherCandidateId;
        var words = kinds.Select((kind, i) => i == 0 && other is { } id ? $"{Words(kind)} as item {id}" : Words(kind));
        return string.Join(" and ", words);
    }

    private static string Words(FindingKinds kind) => kind switch
    {
        FindingKinds.Unchanged => "the correction changes nothing",
        FindingKinds.Empty => "there is no text to learn from",
        FindingKinds.TooShort => "the correction is far shorter than the answer",
        FindingKinds.TooLong => "the correction is far longer than the answer",
        FindingKinds.ExactDuplicate => "it has the same input and output",
        FindingKinds.NearDuplicate => "it is nearly the same",
        FindingKinds.Contradiction => "it contradicts an approved answer to the same input",
        FindingKinds.PersonalData => "it seems to hold personal data",
        FindingKinds.Secret => "it seems to hold a password or key",
        FindingKinds.ChatTemplate => "it holds tokens of a chat template",
        FindingKinds.InstructionLike => "it reads like orders to the model",
        FindingKinds.InvisibleCharacters => "it holds characters that cannot be seen",
        FindingKinds.Spam => "it looks like spam",
        _ => "a check found something",
    };

    private static string Because(RejectReason? reason) => reason switch
    {
        RejectReason.Wrong => "it is wrong",
        RejectReason.Unsafe => "it is unsafe",
        RejectReason.OffTopic => "it is off-topic",
        RejectReason.LowQuality => "its quality is low",
        RejectReason.PersonalData => "it holds personal data",
        RejectReason.Spam => "it is spam or an attack",
        RejectReason.Duplicate => "it is a duplicate",
        RejectReason.Unchanged => "the correction changes nothing",
        RejectReason.Empty => "there is no text to learn from",
        _ => "the policy says so",
    };
}
