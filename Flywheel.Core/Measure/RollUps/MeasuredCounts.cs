using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.RollUps;

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

    /// <summary>The same interactions by application and segment, as the estimate needs them; empty where they are one part.</summary>
    public IReadOnlyList<SuccessPart> Parts { get; init; } = [];

    /// <summary>How much has an outcome by model version; empty where that was not counted.</summary>
    public IReadOnlyList<OutcomeShare> Models { get; init; } = [];

    /// <summary>As <see cref="DesignEffect"/>, of the reported outcomes alone; 0 for the same.</summary>
    public double OutcomeEffect { get; init; }

    /// <summary>The success rate with everything that it rests on.</summary>
    public SuccessEstimate Estimate => SuccessEstimator.Of(Parts.Count > 0 ? Parts : [Whole], OutcomeEffect < 1 ? DesignEffect : OutcomeEffect, DesignEffect, Models);

    /// <summary>The estimate of each application alone, by name; empty where applications are not known apart.</summary>
    public IReadOnlyDictionary<string, SuccessEstimate> ByApplication => Parts.Where(p => p.Application.Length > 0).GroupBy(p => p.Application)
        .ToDictionary(g => g.Key, g => SuccessEstimator.Of([.. g], OutcomeEffect < 1 ? DesignEffect : OutcomeEffect, DesignEffect));

    /// <summary>The success rate: by outcomes where any are reported, else by signals.</summary>
    public RateEstimate Success => Estimate.Rate;

    /// <summary>Is it known how often the product was used, apart from feedback?</summary>
    public bool ExposureKnown => Exposed > 0;

    /// <summary>The share of interactions with any evidence, of the uses where these are known; null for none.</summary>
    public double? Coverage => ExposureKnown ? Share(ExposedEvidence, Exposed) : Share(Evidence, Interactions);

    /// <summary>The rate if everything without an outcome had failed, and if it had succeeded; null without interactions.</summary>
    public Interval? Bounds => Estimate.Bounds;

    /// <summary>Successes among all uses, known by outcomes where any are reported, else by signals; null where uses are not known.</summary>
    public double? SuccessPerUse => Estimate is { BoundsOfUses: true } e ? (e.Method == SuccessMethod.Signals ? e.SignalBounds : e.Bounds)?.Low : null;

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

    /// <summary>Several groups as one; nobody may be in two.</summary>
    /// <param name="designEffect">Of all verdicts.</param>
    /// <param name="outcomeEffect">Of the outcomes.</param>
    public static MeasuredCounts Sum(IReadOnlyCollection<MeasuredCounts> groups, double designEffect, double outcomeEffect)
    {
        var signals = groups.SelectMany(g => g.Signals).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Sum(s => s.Value));
        return new(
            groups.Sum(g => g.Interactions), groups.Sum(g => g.Evidence), groups.Sum(g => g.Succeeded), groups.Sum(g => g.Failed), groups.Sum(g => g.Reported),
            groups.Sum(g => g.ReportedSucceeded), groups.Sum(g => g.Exposed), groups.Sum(g => g.ExposedEvidence), groups.Sum(g => g.ExposedSucceeded),
            groups.Sum(g => g.ExposedFailed), signals, designEffect)
        {
            OutcomeEffect = outcomeEffect,
            Parts = [.. groups.SelectMany(g => g.Parts.Count > 0 ? g.Parts : [g.Whole]).GroupBy(p => (p.Application, p.Segment)).Select(g => g.Aggregate((a, b) => a.With(b)))],
        };
    }

    /// <summary>Everything as one part, of which it is not known what the signals of interactions with an outcome say.</summary>
    private SuccessPart Whole
    {
        get
        {
            var used = Math.Min(Exposed, Reported);
            var heard = RollUpCounts.Unsplit(Interactions, Reported, ReportedSucceeded, Succeeded, Failed);
            return new("", "", Reported > 0, heard, RollUpCounts.Unsplit(Exposed, used, Math.Min(used, ReportedSucceeded), ExposedSucceeded, ExposedFailed), Reported == 0);
        }
    }

    private static double? Share(long part, long whole) => whole > 0 ? (double)part / whole : null;
}
