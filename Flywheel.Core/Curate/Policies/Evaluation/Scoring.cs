using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>
/// Turns signals into a score. The signal that made the candidate gives its weight; every other kind of signal on the same
/// answer confirms or contradicts it with <c>0.1 * weight * (1 - 2^-n)</c> for n signals, so that a crowd cannot shout a
/// candidate up; every warning takes 0.03 off. Clamped to 0..1. Pure.
/// </summary>
public static class Scoring
{
    private const double Share = 0.1;
    private const double WarningPoints = -0.03;

    /// <summary>Scores a candidate, with the parts in words.</summary>
    /// <param name="signals">The signals on its answer by type, the one that made it included.</param>
    /// <param name="warnings">How many of its findings warn or hold.</param>
    public static ScoreCard Score(
        CurationPolicy policy, SignalCatalogue types, CandidateSource source, IReadOnlyDictionary<string, SignalCount> signals, int warnings)
    {
        var score = Sum(policy, types, source, signals, warnings, out var parts, true);
        return new(score, policy.BandOf(score), parts!);
    }

    /// <summary>The score alone, for when there are many to reckon.</summary>
    internal static double Sum(
        CurationPolicy policy, SignalCatalogue types, CandidateSource source, IReadOnlyDictionary<string, SignalCount> signals, int warnings) =>
        Sum(policy, types, source, signals, warnings, out _, false);

    private static double Sum(
        CurationPolicy policy, SignalCatalogue types, CandidateSource source, IReadOnlyDictionary<string, SignalCount> signals, int warnings,
        out List<ScorePart>? parts, bool inParts)
    {
        var origin = source == CandidateSource.UserCorrection ? SignalType.Edit : SignalType.ThumbsUp;
        var sum = policy.WeightOf(origin);
        parts = inParts ? [new(OriginLabel(source), origin, 1, sum, sum)] : null;
        foreach (var type in types.Everything)
        {
            if (!signals.TryGetValue(type.Name, out var count)) continue;
            if (type.Name == origin) count = count with { Count = count.Count - 1 };
            // A correction's fellow edits neither confirm nor contradict it.
            if (count.Count <= 0 || (source == CandidateSource.UserCorrection && type.Name == SignalType.Edit)) continue;
            var weight = policy.WeightOf(type);
            var points = Round(Leaning(source, type, count) * Share * weight * (1 - Math.Pow(2, -count.Count)));
            if (type.Direction == SignalDirection.Neutral) continue;
            sum += points;
            parts?.Add(Evidence(type, count, weight, points));
        }

        if (warnings > 0)
        {
            var points = Round(warnings * WarningPoints);
            sum += points;
            parts?.Add(new(warnings == 1 ? "1 warning" : $"{warnings} warnings", null, warnings, 0, points));
        }

        return Round(Math.Clamp(sum, 0, 1));
    }

    /// <summary>The place in the queue, ascending; see <see cref="TrainingCandidate.QueueRank"/>.</summary>
    public static int QueueRank(CandidateSource source, double score) => ((int)source * 10_000) + (int)Math.Round((1 - score) * 1000);

    /// <summary>
    /// From -1 (contradicts the candidate) to 1 (confirms it). A correction says that the answer was wrong: what speaks against
    /// the answer speaks for the correction. A type whose signals carry a value speaks as strongly as the mean value lies from
    /// the middle of its range.
    /// </summary>
    private static double Leaning(CandidateSource source, SignalTypeDefinition type, SignalCount count) =>
        (type.Direction == SignalDirection.For ? 1 : -1) * (source == CandidateSource.UserCorrection ? -1 : 1) * type.Strength(count.MeanValue);

    private static ScorePart Evidence(SignalTypeDefinition type, SignalCount count, double weight, double points)
    {
        var times = count.Count == 1 ? "" : $" ×{count.Count}";
        var mean = count.MeanValue is { } value ? $" ({value.ToString("0.##", CultureInfo.InvariantCulture)} on average)" : "";
        return new($"{type.Label}{times}{mean} on this answer {(points < 0 ? "contradicts" : "confirms")} it", type.Name, count.Count, weight, points);
    }

    private static string OriginLabel(CandidateSource source) =>
        source == CandidateSource.UserCorrection ? "A person corrected this answer" : "A person approved of this answer";

    private static double Round(double value) => Math.Round(value, 4);
}
