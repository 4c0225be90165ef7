using Flywheel.Core.Administration;
using Flywheel.Core.Collect;

namespace Flywheel.Core.Curate;

/// <summary>
/// Turns signals into a score. The signal that made the candidate gives its weight; every other kind of signal on the same
/// answer confirms or contradicts it with <c>0.1 * weight * (1 - 2^-n)</c> for n signals, so that a crowd cannot shout a
/// candidate up; every warning takes 0.03 off. Clamped to 0..1. Pure.
/// </summary>
public static class Scoring
{
    private const double Share = 0.1;
    private const double WarningPoints = -0.03;

    /// <summary>Which way a signal speaks of the answer it was given on: +1 for, -1 against.</summary>
    private static readonly Dictionary<string, int> Direction = new()
    {
        [SignalType.ThumbsUp] = 1,
        [SignalType.Copy] = 1,
        [SignalType.ThumbsDown] = -1,
        [SignalType.Edit] = -1,
        [SignalType.Regenerate] = -1,
        [SignalType.Abandon] = -1,
        [SignalType.FollowUp] = -1,
        [SignalType.Escalation] = -1,
    };

    /// <summary>Scores a candidate, with the parts in words.</summary>
    /// <param name="counts">How many signals of each type its answer has, the one that made it included.</param>
    /// <param name="warnings">How many of its findings warn or hold.</param>
    public static ScoreCard Score(CurationPolicy policy, CandidateSource source, IReadOnlyDictionary<string, int> counts, int warnings)
    {
        var score = Sum(policy, source, counts, warnings, out var parts, true);
        return new(score, policy.BandOf(score), parts!);
    }

    /// <summary>The score alone, for when there are many to reckon.</summary>
    internal static double Sum(CurationPolicy policy, CandidateSource source, IReadOnlyDictionary<string, int> counts, int warnings) =>
        Sum(policy, source, counts, warnings, out _, false);

    private static double Sum(
        CurationPolicy policy, CandidateSource source, IReadOnlyDictionary<string, int> counts, int warnings, out List<ScorePart>? parts, bool inParts)
    {
        var origin = source == CandidateSource.UserCorrection ? SignalType.Edit : SignalType.ThumbsUp;
        var sum = policy.WeightOf(origin);
        parts = inParts ? [new(OriginLabel(source), origin, 1, sum, sum)] : null;
        foreach (var type in SignalType.All)
        {
            var others = counts.GetValueOrDefault(type) - (type == origin ? 1 : 0);
            // A correction's fellow edits neither confirm nor contradict it.
            if (others <= 0 || (source == CandidateSource.UserCorrection && type == SignalType.Edit)) continue;
            var sign = SignOf(source, type);
            var points = Round(sign * Share * policy.WeightOf(type) * (1 - Math.Pow(2, -others)));
            sum += points;
            parts?.Add(Evidence(sign, type, others, policy.WeightOf(type), points));
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

    /// <summary>A correction says the answer was wrong: what speaks against the answer speaks for the correction.</summary>
    private static int SignOf(CandidateSource source, string type) => Direction[type] * (source == CandidateSource.UserCorrection ? -1 : 1);

    private static ScorePart Evidence(int sign, string type, int count, double weight, double points)
    {
        var times = count == 1 ? "" : $" ×{count}";
        return new($"{SignalType.InWords(type)}{times} on this answer {(sign > 0 ? "confirms" : "contradicts")} it", type, count, weight, points);
    }

    private static string OriginLabel(CandidateSource source) =>
        source == CandidateSource.UserCorrection ? "A person corrected this answer" : "A person approved of this answer";

    private static double Round(double value) => Math.Round(value, 4);
}
