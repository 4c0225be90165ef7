using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>A unit in one variant, and the signals of its interactions: by what the database groups.</summary>
internal sealed class UnitKey
{
    public int ApplicationId { get; set; }

    /// <summary>The person or session; null where each interaction is a unit.</summary>
    public string? Unit { get; set; }

    /// <summary>The interaction, where each is a unit; otherwise 0.</summary>
    public long Row { get; set; }
    public string? Variant { get; set; }

    /// <summary>As <see cref="MeasuredInteraction.Signals"/>.</summary>
    public string Signals { get; set; } = "";
}

/// <summary>What a unit did in one variant with the same signals, in the experiment and before it.</summary>
internal sealed class UnitGroup
{
    public int ApplicationId { get; set; }
    public string? Unit { get; set; }
    public long Row { get; set; }
    public string? Variant { get; set; }
    public string Signals { get; set; } = "";
    public int Rows { get; set; }
    public int Exposed { get; set; }
    public int ExposedEvidence { get; set; }
    public int Successes { get; set; }
    public int Failures { get; set; }

    /// <summary>Interactions with a reported outcome.</summary>
    public int Outcomes { get; set; }
    public int Values { get; set; }
    public double ValueSum { get; set; }
    public int PastRows { get; set; }
    public int PastSuccesses { get; set; }
    public int PastFailures { get; set; }
    public int PastValues { get; set; }
    public double PastValueSum { get; set; }

    /// <summary>Is it the same unit?</summary>
    public bool Continues(UnitGroup other) => ApplicationId == other.ApplicationId && Unit == other.Unit && Row == other.Row;

    /// <summary>Have its interactions a signal of this type?</summary>
    public bool Has(string signalType) => Signals.Contains($",{signalType},", StringComparison.Ordinal);
}

/// <summary>One unit's numbers for one metric: a ratio's denominator and numerator, and the same before the experiment.</summary>
/// <param name="Trials">0 or more; 0 leaves the unit out.</param>
/// <param name="PastTrials">0 where nothing is known of its past.</param>
internal readonly record struct UnitPoint(double Trials, double Hits, double PastTrials, double PastHits);

/// <summary>What a unit counts for, by metric.</summary>
internal static class UnitPoints
{
    /// <param name="groups">Everything of one unit.</param>
    /// <param name="byExposure">Are exposures sent, so that a signal's rate is one of exposures?</param>
    public static UnitPoint Of(ExperimentMetric metric, IReadOnlyList<UnitGroup> groups, bool byExposure) => metric.Kind switch
    {
        MetricKind.SuccessRate => Sum(groups, g => new(g.Successes + g.Failures, g.Successes, g.PastSuccesses + g.PastFailures, g.PastSuccesses)),
        MetricKind.Coverage => Sum(groups, g => new(g.Exposed, g.ExposedEvidence, 0, 0)),
        MetricKind.Signal => Sum(groups, g => Signal(g, g.Has(metric.SignalType!), byExposure ? g.Exposed : g.Rows)),
        _ => Mean(Sum(groups, g => new(g.Values, g.ValueSum, g.PastValues, g.PastValueSum))),
    };

    private static UnitPoint Signal(UnitGroup group, bool has, int trials) => new(trials, has ? trials : 0, group.PastRows, has ? group.PastRows : 0);

    private static UnitPoint Mean(UnitPoint sums) => new(
        sums.Trials > 0 ? 1 : 0, sums.Trials > 0 ? sums.Hits / sums.Trials : 0, sums.PastTrials > 0 ? 1 : 0, sums.PastTrials > 0 ? sums.PastHits / sums.PastTrials : 0);

    private static UnitPoint Sum(IReadOnlyList<UnitGroup> groups, Func<UnitGroup, UnitPoint> of)
    {
        var (trials, hits, pastTrials, pastHits) = (0.0, 0.0, 0.0, 0.0);
        foreach (var group in groups)
        {
            var point = of(group);
            (trials, hits) = (trials + point.Trials, hits + point.Hits);
            (pastTrials, pastHits) = (pastTrials + point.PastTrials, pastHits + point.PastHits);
        }

        return new(trials, hits, pastTrials, pastHits);
    }
}
