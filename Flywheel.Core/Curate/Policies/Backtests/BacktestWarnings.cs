using System.Globalization;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>Says in words what of a backtest is drastic. Pure.</summary>
internal static class BacktestWarnings
{
    private const double ManyMoves = 0.2;
    private const double MostLost = 0.5;

    /// <summary>Segments with fewer than this say nothing.</summary>
    private const int FewestOfSegment = 10;
    private const int MostNamed = 5;

    /// <summary>Empty where nothing is.</summary>
    /// <param name="admitted">What would newly enter training data without a review.</param>
    public static IReadOnlyList<string> Of(BacktestResult result, (int All, int Corrections) admitted)
    {
        var warnings = new List<string>();
        var about = result.IsSample ? "In the sample, " : "";
        if (result.Evaluated > 0 && result.BandMoves > ManyMoves * result.Evaluated)
            warnings.Add(Sentence(about, $"{Percent((double)result.BandMoves / result.Evaluated)} of the candidates would move to another quality band."));
        var shrinking = result.Segments.Where(s => s.ReviewBefore >= FewestOfSegment && s.ReviewAfter < MostLost * s.ReviewBefore).ToList();
        warnings.AddRange(shrinking.Take(MostNamed).Select(s => Sentence(
            about, $"{Name(s)} would lose {Percent(1 - ((double)s.ReviewAfter / s.ReviewBefore))} of what comes to reviewers ({NumberText.Whole(s.ReviewBefore)}, then {NumberText.Whole(s.ReviewAfter)}).")));
        if (shrinking.Count > MostNamed) warnings.Add($"So would {NumberText.Whole(shrinking.Count - MostNamed)} more segments.");
        if (admitted.Corrections > 0)
            warnings.Add(Sentence(about, $"{NumberText.Count(admitted.Corrections, "correction")} would skip review."));
        if (admitted.All > admitted.Corrections)
            warnings.Add(Sentence(about, $"{NumberText.Count(admitted.All - admitted.Corrections, "approved answer")} would enter training data without a review."));
        return warnings;
    }

    private static string Name(SegmentEffect effect) =>
        effect.Segment is null ? $"what has no segment in {effect.Application}" : $"segment {effect.Segment} of {effect.Application}";

    private static string Sentence(string about, string words) => about.Length > 0 ? about + words : char.ToUpperInvariant(words[0]) + words[1..];

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
