using System.Text.Json;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>One part of a score, in words: what counted, how often, with which weight, and what it added.</summary>
/// <param name="Label">For people, such as <c>Thumbs down ×2 on this answer</c>.</param>
/// <param name="Signal">The signal type's wire name, or null for a part that is not a signal's.</param>
/// <param name="Count">How many signals.</param>
/// <param name="Weight">The weight in force, 0 to 1.</param>
/// <param name="Points">What it added to the score; may be negative.</param>
public sealed record ScorePart(string Label, string? Signal, int Count, double Weight, double Points);

/// <summary>A candidate's score with everything that it is made of.</summary>
/// <param name="Score">0 to 1: the sum of the parts, clamped.</param>
public sealed record ScoreCard(double Score, Quality Quality, IReadOnlyList<ScorePart> Parts)
{
    /// <summary>The stored form of the parts.</summary>
    public string PartsJson() => JsonSerializer.Serialize(Parts);

    /// <summary>Reads the stored form of the parts.</summary>
    public static IReadOnlyList<ScorePart> ReadParts(string json) =>
        JsonSerializer.Deserialize<List<ScorePart>>(json) ?? [];
}
