using System.Text.Json.Serialization;

namespace Flywheel.Core.Curate.Policies;

/// <summary>What a condition looks at.</summary>
public enum RuleField
{
    /// <summary>Where the candidate comes from; a choice.</summary>
    Source = 0,

    /// <summary>A signal type that the candidate's answer has got.</summary>
    Signal = 1,

    /// <summary>The band of the score; ordered.</summary>
    Quality = 2,

    /// <summary>0 to 1.</summary>
    Score = 3,

    /// <summary>A kind of validation finding.</summary>
    Finding = 4,

    /// <summary>The segment, exactly; empty for none.</summary>
    Segment = 5,

    /// <summary>The application's name, exactly.</summary>
    Application = 6,

    /// <summary>What the texts seem to be written in; see <see cref="Curate.Policies.TextLanguage"/>.</summary>
    Language = 7,

    /// <summary>Characters (Unicode code points) of the input.</summary>
    InputLength = 8,

    /// <summary>Characters (Unicode code points) of the proposed output.</summary>
    OutputLength = 9,

    /// <summary>How much of the answer a correction changed, 0 to 1; an approved answer has none.</summary>
    EditDistance = 10,

    /// <summary>How many candidates of the same person reviewers approved.</summary>
    ContributorApproved = 11,

    /// <summary>How many candidates of the same person reviewers rejected.</summary>
    ContributorRejected = 12,

    /// <summary>The rejected share of the person's reviewed candidates, 0 to 1; none where nothing was reviewed.</summary>
    ContributorRejectedShare = 13,

    /// <summary>The input's text.</summary>
    InputText = 14,

    /// <summary>The proposed output's text.</summary>
    OutputText = 15,
}

/// <summary>How a condition compares.</summary>
public enum RuleOperator
{
    Is = 0,
    IsNot = 1,
    AtLeast = 2,
    AtMost = 3,
    Above = 4,
    Below = 5,

    /// <summary>Of signals and findings: there is at least one.</summary>
    Has = 6,
    HasNot = 7,

    /// <summary>Of texts: holds it, whatever the case.</summary>
    Contains = 8,
    ContainsNot = 9,

    /// <summary>Of texts: a regular expression matches, whatever the case; evaluated without backtracking, in linear time.</summary>
    Matches = 10,
}

/// <summary>What a rule does with the candidates that it matches.</summary>
public enum RuleActionKind
{
    /// <summary>Rejects it for a reason; no reviewer sees it. Later rules are not asked.</summary>
    Reject = 0,

    /// <summary>Keeps it back until a manager releases it. Later rules are not asked.</summary>
    Hold = 1,

    /// <summary>Asks for two agreeing judgements.</summary>
    RequireTwoDecisions = 2,

    /// <summary>Puts it before everything else in the queue.</summary>
    SendToFront = 3,

    /// <summary>Lets a random share through to later rules; holds the rest.</summary>
    Sample = 4,

    /// <summary>Marks it with a word.</summary>
    Tag = 5,
}

/// <summary>One comparison.</summary>
/// <param name="Value">As an admin would type it; numbers with a point. What it may be depends on the field.</param>
public sealed record RuleCondition(RuleField Field, RuleOperator Operator, string Value);

/// <summary>Conditions that must all hold.</summary>
public sealed record RuleConditions(IReadOnlyList<RuleCondition> All)
{
    /// <summary>The same conditions in the same order.</summary>
    public bool Equals(RuleConditions? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Aggregate(17, HashCode.Combine);
}

/// <summary>What a rule does, with its reason, share or word.</summary>
/// <param name="Kind">Stored as <c>deed</c>, the name that the first policies were written with.</param>
/// <param name="Reason">For <see cref="RuleActionKind.Reject"/>.</param>
/// <param name="Percent">For <see cref="RuleActionKind.Sample"/>: above 0, below 100.</param>
/// <param name="Tag">For <see cref="RuleActionKind.Tag"/>: 1-30 characters.</param>
public sealed record RuleAction(
    [property: JsonPropertyName("deed")] RuleActionKind Kind, Flywheel.Core.Curate.Candidates.RejectReason? Reason = null, double? Percent = null, string? Tag = null);

/// <summary>
/// One rule of a policy. It matches where the conditions of at least one of its groups all hold: "(a and b) or (c and d)".
/// </summary>
public sealed record CurationRule
{
    /// <summary>1-80 characters, unique in its policy; a candidate tells by it which rule it met.</summary>
    public string Name { get; init; } = "";

    /// <summary>The groups, at least one, each with at least one condition.</summary>
    public IReadOnlyList<RuleConditions> Any { get; init; } = [];
    public RuleAction Action { get; init; } = new(RuleActionKind.Hold);

    /// <summary>The same rule.</summary>
    public bool Equals(CurationRule? other) => other is not null && Name == other.Name && Action == other.Action && Any.SequenceEqual(other.Any);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Action, Any.Count);
}
