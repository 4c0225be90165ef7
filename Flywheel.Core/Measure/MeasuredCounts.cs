using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure;

/// <summary>What was counted of a group of interactions, and the rates that follow from it.</summary>
/// <param name="Interactions">All that were heard of, by use, signal or outcome.</param>
/// <param name="Evidence">With a signal or an outcome.</param>
/// <param name="Reported">Whose verdict rests on a reported outcome.</param>
/// <param name="Exposed">Whose use was reported; the counts after it are among these.</param>
/// <param name="Signals">Interactions with at least one signal, by its wire name.</param>
/// <param name="DesignEffect">How many times wider than by independent persons the variance is, because people come again; at least 1.</param>
public sealed record MeasuredCounts(
    long Interactions, long Evidence, long Succeeded, long Failed, long Reported, long ReportedSucceeded,
    long Exposed, long ExposedEvidence, long ExposedSucceeded, long ExposedFailed, IReadOnlyDictionary<string, long> Signals, double DesignEffect)
{
    /// <summary>Nothing.</summary>
    public static MeasuredCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Dictionary<string, long>(), 1);

    /// <summary>The success rate among interactions with a verdict.</summary>
    public RateEstimate Success => RateEstimate.Of(Succeeded, Succeeded + Failed, DesignEffect);

    /// <summary>Is it known how often the product was used, apart from feedback?</summary>
    public bool ExposureKnown => Exposed > 0;

    /// <summary>The share of interactions with any evidence, of the uses where these are known; null for none.</summary>
    public double? Coverage => ExposureKnown ? Share(ExposedEvidence, Exposed) : Share(Evidence, Interactions);

    /// <summary>Successes among all uses; null where uses are not known.</summary>
    public double? SuccessPerUse => Share(ExposedSucceeded, Exposed);

    /// <summary>The success rate of all uses if everything unknown had failed, and if it had succeeded; null where uses are not known.</summary>
    public Interval? Bounds => ExposureKnown ? PartialIdentification.Bounds(ExposedSucceeded, ExposedFailed, Exposed) : null;

    /// <summary>The share of verdicts that rest on a reported outcome; null where there is none.</summary>
    public double? ReportedShare => Share(Reported, Succeeded + Failed);

    /// <summary>The share of interactions with a signal of this type; null for no interactions.</summary>
    public double? SignalRate(string type) => Share(Signals.GetValueOrDefault(type), Interactions);

    /// <summary>Counts of the measures of roll-ups.</summary>
    public static MeasuredCounts Of(IReadOnlyDictionary<string, long> counts, double designEffect = 1)
    {
        long Of(string measure) => Math.Max(0, counts.GetValueOrDefault(measure));
        return new(
            Of(Measures.Interactions), Of(Measures.Evidence), Of(Measures.Succeeded), Of(Measures.Failed), Of(Measures.Reported), Of(Measures.ReportedSucceeded),
            Of(Measures.Exposed), Of(Measures.ExposedEvidence), Of(Measures.ExposedSucceeded), Of(Measures.ExposedFailed),
            counts.Where(c => c.Value > 0 && Measures.IsSignal(c.Key)).ToDictionary(c => Measures.SignalType(c.Key), c => c.Value), designEffect);
    }

    private static double? Share(long part, long whole) => whole > 0 ? (double)part / whole : null;
}
