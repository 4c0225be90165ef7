using System.Text.Json;
using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Review;

/// <summary>What the rules of the policy left on a candidate.</summary>
internal static class RuleMarks
{
    /// <summary>The words that they marked it with.</summary>
    public static IReadOnlyList<string> Tags(TrainingCandidate candidate) =>
        candidate.Tags?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The names of those that it met, in their order.</summary>
    public static IReadOnlyList<string> Met(TrainingCandidate candidate) =>
        candidate.MetRules is { } names ? JsonSerializer.Deserialize<List<string>>(names) ?? [] : [];
}
