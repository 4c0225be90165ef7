using Flywheel.Core.Collect;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Web.Components.Measure.Trends;

/// <summary>What a trend is drawn of: task success, coverage, or the rate of a signal.</summary>
/// <param name="Key">Its name in an address.</param>
/// <param name="Label">As people call it.</param>
/// <param name="Axis">What y is, with its unit.</param>
/// <param name="Basis">What the rate is a share of.</param>
public sealed record TrendMetric(string Key, string Label, string Axis, string Basis)
{
    private const string CoverageKey = TrendView.Coverage;

    public static TrendMetric Success { get; } = new(TrendView.Success, "Success", "Success rate (%)", "Succeeded among the interactions with a verdict");
    public static TrendMetric Coverage { get; } = new(CoverageKey, "Coverage", "Interactions with any feedback (%)", "Interactions with a signal or a reported outcome among all interactions that were sent");

    /// <summary>The metric of that name; any other than the first two is taken for a signal's.</summary>
    public static TrendMetric Of(string key) => key switch
    {
        TrendView.Success => Success,
        CoverageKey => Coverage,
        _ => new(key, SignalType.InWords(key), $"Interactions with {Lower(key)} (%)", $"Interactions with at least one signal “{Lower(key)}” among all that were heard of"),
    };

    /// <summary>Everything that can be chosen: also the signals that came and are not built in, and the one in force.</summary>
    public static IReadOnlyList<TrendMetric> Choices(IEnumerable<string> came, string chosen) =>
        [Success, Coverage, .. SignalType.All.Concat(came.Order(StringComparer.Ordinal)).Append(chosen)
            .Where(k => k is not (TrendView.Success or CoverageKey)).Distinct().Select(Of)];

    /// <summary>The rate; unknown where nothing was counted, and for coverage where no interactions were sent.</summary>
    public RateEstimate In(MeasuredCounts counts) => Key switch
    {
        TrendView.Success => counts.Success,
        CoverageKey => counts.ExposureKnown ? RateEstimate.Of(Math.Min(counts.ExposedEvidence, counts.Exposed), counts.Exposed) : RateEstimate.Unknown,
        _ => RateEstimate.Of(Math.Min(counts.Signals.GetValueOrDefault(Key), counts.Interactions), counts.Interactions),
    };

    private static string Lower(string key) => SignalType.InWords(key).ToLowerInvariant();
}
