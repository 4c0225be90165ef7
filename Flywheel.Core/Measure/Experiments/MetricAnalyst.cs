using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>Sums of units to estimates, lifts and p-values; pure.</summary>
internal static class MetricAnalyst
{
    private static readonly Evidence NoEvidence = new(null, null, null);

    /// <summary>One metric over the arms, the first of which is the control. Holm is applied by the caller, who knows all tests.</summary>
    /// <param name="tau">The always-valid mixture's spread, in the metric's unit; null for a tenth of a unit's standard deviation.</param>
    public static MetricResult Analyse(ExperimentMetric metric, bool higherIsBetter, IReadOnlyList<ArmCounts> arms, double? tau)
    {
        var sums = arms.Select(a => a.Of(metric)).ToList();
        var estimates = arms.Zip(sums, (arm, sum) => metric.IsRate ? Rate(arm.Name, sum) : Mean(arm.Name, sum)).ToList();
        var comparisons = arms.Skip(1).Zip(sums.Skip(1), (arm, sum) => metric.IsRate
            ? Rates(arm.Name, sums[0], sum, tau ?? ExperimentPlan.DefaultEffect)
            : Means(arm.Name, sums[0], sum, tau)).ToList();
        return new(metric, higherIsBetter, estimates, comparisons);
    }

    /// <summary>Holm over all comparisons of these results, for both kinds of evidence.</summary>
    public static IReadOnlyList<MetricResult> Adjust(IReadOnlyList<MetricResult> results)
    {
        var all = results.SelectMany(r => r.Comparisons).ToList();
        var fixedHorizon = new Queue<double>(Holm.Adjust([.. all.Select(c => c.Fixed.PValue ?? 1)]));
        var alwaysValid = new Queue<double>(Holm.Adjust([.. all.Select(c => c.AlwaysValid.PValue ?? 1)]));
        return [.. results.Select(r => r with { Comparisons = [.. r.Comparisons.Select(c => c with
        {
            Fixed = Adjusted(c.Fixed, fixedHorizon.Dequeue()), AlwaysValid = Adjusted(c.AlwaysValid, alwaysValid.Dequeue()),
        })] })];
    }

    private static Evidence Adjusted(Evidence evidence, double p) => evidence.PValue is null ? evidence : evidence with { AdjustedPValue = p };

    private static ArmEstimate Rate(string arm, MetricSums sums)
    {
        var rate = RateEstimate.Of(sums.Rate);
        return new(arm, (long)sums.Rate.Clusters, rate.Successes, rate.Trials, rate.Rate, rate.Rate is null ? null : rate.Interval, rate.DesignEffect);
    }

    private static ArmEstimate Mean(string arm, MetricSums sums)
    {
        var sample = sums.Moments.Hits;
        double? level = sample.Count > 0 && double.IsFinite(sample.Mean) ? sample.Mean : null;
        return new(arm, (long)sample.Count, null, (long)sample.Count, level, Welch.Mean(sample), 1);
    }

    private static ArmComparison Rates(string arm, MetricSums control, MetricSums treatment, double tau)
    {
        var (before, after) = (RateEstimate.Of(control.Rate), RateEstimate.Of(treatment.Rate));
        var difference = Newcombe.Difference(before, after);
        var (interval, p) = (difference.Difference is null ? (Interval?)null : difference.Interval, TwoProportionTest.Pooled(before, after).PValue);
        var clustered = before.Trials > 0 && after.Trials > 0 && !(control.Rate.EverybodyCountsOnce && treatment.Rate.EverybodyCountsOnce);
        var delta = DeltaMethod.Difference(DeltaMethod.Ratio(control.Rate), DeltaMethod.Ratio(treatment.Rate));
        // Where all or none of an arm's trials succeeded the delta method has no variance for it; the effective counts stay honest.
        if (clustered && delta is { Interval: { } robust, PValue: { } robustP }) (interval, p) = (Within(robust), robustP);
        var sequence = AlwaysValid.Rates(before, after, tau);
        return new(arm, difference.Difference, new(interval, p, null), new(sequence.Interval, sequence.PValue, null),
            RelativeLift.Of(before, after), Past(control.Moments, treatment.Moments), clustered);
    }

    private static Interval Within(Interval interval) => new(Math.Max(-1, interval.Low), Math.Min(1, interval.High));

    private static ArmComparison Means(string arm, MetricSums control, MetricSums treatment, double? tau)
    {
        var (before, after) = (control.Moments.Hits, treatment.Moments.Hits);
        double? lift = before.Count > 0 && after.Count > 0 ? Finite(after.Mean - before.Mean) : null;
        var relative = new LiftEstimate(before.Mean > 0 ? Finite(lift / before.Mean) : null, null, false);
        var past = before.IsFinite && after.IsFinite ? Past(control.Moments, treatment.Moments) : null;
        // An arm that shows no spread is not certain; how wide an interval of unbounded values would be, nobody knows.
        if (!before.HasSpread || !after.HasSpread) return new(arm, lift, NoEvidence, NoEvidence, relative, past, false);
        var test = Welch.Test(before, after);
        var sequence = AlwaysValid.Means(before, after, tau ?? (Math.Sqrt((before.Variance + after.Variance) / 2) / 10));
        return new(arm, lift, new(test.Interval, test.PValue, null), new(sequence.Interval, sequence.PValue, null), relative, past, false);
    }

    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;

    private static CupedResult? Past(UnitMoments control, UnitMoments treatment)
    {
        var known = control.WithPast + treatment.WithPast;
        if (known == 0 || control.Count < 2 || treatment.Count < 2) return null;
        var units = control.Count + treatment.Count;
        var trials = ((control.MeanPastTrials * control.Count) + (treatment.MeanPastTrials * treatment.Count)) / units;
        var hits = ((control.MeanPastHits * control.Count) + (treatment.MeanPastHits * treatment.Count)) / units;
        var adjusted = Cuped.Adjust(control.Linearised(hits / trials, trials), treatment.Linearised(hits / trials, trials));
        var difference = adjusted.Difference;
        return Finite(difference.Difference) is not { } lift ? null : new(lift, difference.Interval, difference.PValue, Finite(adjusted.VarianceReduction), known);
    }
}
