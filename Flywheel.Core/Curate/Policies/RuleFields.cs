using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies;

/// <summary>What kind of value a field is compared with.</summary>
public enum RuleValueKind
{
    /// <summary>One of a list, or a free word.</summary>
    Choice = 0,

    /// <summary>One of an ordered list.</summary>
    Ordered = 1,

    /// <summary>A number in a range.</summary>
    Number = 2,

    /// <summary>Something that is there or is not.</summary>
    Member = 3,

    /// <summary>A piece of text or a pattern.</summary>
    Text = 4,
}

/// <summary>What may be said about a field.</summary>
/// <param name="Words">As it stands in a sentence.</param>
/// <param name="Options">The values that there are; null where any word is one.</param>
/// <param name="Min">Of numbers.</param>
/// <param name="Max">Of numbers; infinite where there is no end.</param>
/// <param name="Whole">Of numbers: has it no fraction?</param>
public sealed record RuleFieldInfo(
    RuleField Field,
    string Words,
    RuleValueKind Kind,
    IReadOnlyList<RuleOperator> Operators,
    IReadOnlyList<string>? Options = null,
    double Min = 0,
    double Max = double.PositiveInfinity,
    bool Whole = false);

/// <summary>The fields that rules can speak of.</summary>
public static class RuleFields
{
    private static readonly RuleOperator[] Equality = [RuleOperator.Is, RuleOperator.IsNot];
    private static readonly RuleOperator[] Comparison = [RuleOperator.Below, RuleOperator.AtMost, RuleOperator.Is, RuleOperator.AtLeast, RuleOperator.Above];
    private static readonly RuleOperator[] Order = [RuleOperator.Is, RuleOperator.IsNot, RuleOperator.AtLeast, RuleOperator.AtMost];
    private static readonly RuleOperator[] Presence = [RuleOperator.Has, RuleOperator.HasNot];
    private static readonly RuleOperator[] Search = [RuleOperator.Contains, RuleOperator.ContainsNot, RuleOperator.Matches];

    /// <summary>All of them, in the order of a list to choose from.</summary>
    public static readonly IReadOnlyList<RuleFieldInfo> All =
    [
        new(RuleField.Source, "source", RuleValueKind.Choice, Equality, WireEnum.All<CandidateSource>()),
        new(RuleField.Signal, "signal", RuleValueKind.Member, Presence, SignalType.All),
        new(RuleField.Quality, "quality", RuleValueKind.Ordered, Order, WireEnum.All<Quality>()),
        new(RuleField.Score, "score", RuleValueKind.Number, Comparison, Max: 1),
        new(RuleField.Finding, "finding", RuleValueKind.Member, Presence, WireEnum.All<FindingKinds>()),
        new(RuleField.Segment, "segment", RuleValueKind.Choice, Equality),
        new(RuleField.Application, "application", RuleValueKind.Choice, Equality),
        new(RuleField.Language, "language", RuleValueKind.Choice, Equality, TextLanguage.Codes),
        new(RuleField.InputLength, "input length", RuleValueKind.Number, Comparison, Whole: true),
        new(RuleField.OutputLength, "output length", RuleValueKind.Number, Comparison, Whole: true),
        new(RuleField.EditDistance, "edit distance", RuleValueKind.Number, Comparison, Max: 1),
        new(RuleField.ContributorApproved, "contributor's approved items", RuleValueKind.Number, Comparison, Whole: true),
        new(RuleField.ContributorRejected, "contributor's rejected items", RuleValueKind.Number, Comparison, Whole: true),
        new(RuleField.ContributorRejectedShare, "contributor's rejected share", RuleValueKind.Number, Comparison, Max: 1),
        new(RuleField.InputText, "input", RuleValueKind.Text, Search),
        new(RuleField.OutputText, "output", RuleValueKind.Text, Search),
    ];

    private static readonly Dictionary<RuleField, RuleFieldInfo> ByField = All.ToDictionary(f => f.Field);

    /// <summary>What may be said about it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public static RuleFieldInfo Of(RuleField field) =>
        ByField.GetValueOrDefault(field) ?? throw new ArgumentOutOfRangeException(nameof(field), field, null);

    /// <summary>Is there such a field?</summary>
    public static bool Exists(RuleField field) => ByField.ContainsKey(field);

    /// <summary>The history of contributors.</summary>
    internal static bool IsOfContributor(RuleField field) =>
        field is RuleField.ContributorApproved or RuleField.ContributorRejected or RuleField.ContributorRejectedShare;

    /// <summary>The texts themselves.</summary>
    internal static bool IsOfText(RuleField field) => field is RuleField.InputText or RuleField.OutputText;
}
