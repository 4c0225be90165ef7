namespace Flywheel.Core.Curate;

/// <summary>
/// The names of the curation stage's values on the wire and in exports. Written out, so that renaming a member in code
/// never changes a file that was promised to stay the same.
/// </summary>
public static class WireNames
{
    /// <summary><c>user_correction</c> or <c>user_approved</c>.</summary>
    public static string ToWire(this CandidateSource source) => source switch
    {
        CandidateSource.UserCorrection => "user_correction",
        CandidateSource.UserApproved => "user_approved",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>very_high</c>.</summary>
    public static string ToWire(this Quality quality) => quality switch
    {
        Quality.Low => "low",
        Quality.Medium => "medium",
        Quality.High => "high",
        Quality.VeryHigh => "very_high",
        _ => throw new ArgumentOutOfRangeException(nameof(quality), quality, null),
    };

    /// <summary><c>train</c>, <c>validation</c> or <c>test</c>.</summary>
    public static string ToWire(this Split split) => split switch
    {
        Split.Train => "train",
        Split.Validation => "validation",
        Split.Test => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
    };

    /// <summary>The source of that exact wire name, or null.</summary>
    public static CandidateSource? ParseSource(string? name) => Find(Enum.GetValues<CandidateSource>(), v => v.ToWire(), name);

    /// <summary>The quality of that exact wire name, or null.</summary>
    public static Quality? ParseQuality(string? name) => Find(Enum.GetValues<Quality>(), v => v.ToWire(), name);

    /// <summary>The split of that exact wire name, or null.</summary>
    public static Split? ParseSplit(string? name) => Find(Enum.GetValues<Split>(), v => v.ToWire(), name);

    private static T? Find<T>(T[] values, Func<T, string> nameOf, string? name)
        where T : struct
    {
        foreach (var value in values)
            if (nameOf(value) == name) return value;
        return null;
    }
}
