using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies;

/// <summary>
/// What differs from the policy for an application, a segment, or a segment of an application. All that apply do, from top
/// to bottom; where two speak of the same thing the later one counts. What is null or not named stays as it is.
/// </summary>
public sealed record PolicyOverride
{
    /// <summary>The application's name; null for every application.</summary>
    public string? Application { get; init; }

    /// <summary>The segment; null for every segment.</summary>
    public string? Segment { get; init; }

    /// <summary>Weights by signal type, 0 to 1.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();
    public double? MediumFrom { get; init; }
    public double? HighFrom { get; init; }
    public double? VeryHighFrom { get; init; }
    public bool? AdmitPositivesWithoutReview { get; init; }

    /// <summary>1 or 2.</summary>
    public int? DecisionsRequired { get; init; }
    public IReadOnlyDictionary<FindingKinds, FindingAction> FindingActions { get; init; } = new Dictionary<FindingKinds, FindingAction>();

    /// <summary>Does it apply there?</summary>
    public bool AppliesTo(string application, string? segment) =>
        (Application is null || Application == application) && (Segment is null || Segment == segment);

    /// <summary>The policy with the differences.</summary>
    public CurationPolicy On(CurationPolicy policy) => policy with
    {
        Weights = Merged(policy.Weights, Weights),
        MediumFrom = MediumFrom ?? policy.MediumFrom,
        HighFrom = HighFrom ?? policy.HighFrom,
        VeryHighFrom = VeryHighFrom ?? policy.VeryHighFrom,
        AdmitPositivesWithoutReview = AdmitPositivesWithoutReview ?? policy.AdmitPositivesWithoutReview,
        DecisionsRequired = DecisionsRequired ?? policy.DecisionsRequired,
        FindingActions = Merged(policy.FindingActions, FindingActions),
    };

    private static IReadOnlyDictionary<TKey, TValue> Merged<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> all, IReadOnlyDictionary<TKey, TValue> some)
        where TKey : notnull
    {
        if (some.Count == 0) return all;
        var merged = new Dictionary<TKey, TValue>(all);
        foreach (var (key, value) in some) merged[key] = value;
        return merged;
    }
}
