using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>Sums of units to estimates, lifts and p-values; pure.</summary>
internal static class MetricAnalyst
{
    /// <summary>One metric over the arms, the first of which is the control. Holm is applied by the caller, who knows all tests.</summary>
    /// <param name="tau">The always-valid mixture's spread, in the metric's unit; null for a tenth of a unit's standard deviation.</param>
    public static MetricResult Analyse(ExperimentMetric metric, bool higherIsBetter, IReadOnlyList<ArmTally> arms, double? tau)
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
        // Against a sample without spread at 0 the Welch interval is the one-sample t interval.
        var interval = Welch.Test(new(sample.Count, 0, 0), sample).Interval;
        return new(arm, (long)sample.Count, null, (long)sample.Count, sample.Count > 0 ? sample.Mean : null, interval, 1);
    }

    private static ArmComparison Rates(string arm, MetricSums control, MetricSums treatment, double tau)
    {
        var (before, after) = (RateEstimate.Of(control.Rate), RateEstimate.Of(treatment.Rate));
        var difference = Newcombe.Difference(before, after);
        var (interval, p) = (difference.Difference is null ? (Interval?)null : difference.Interval, TwoProportionTest.Pooled(before, after).PValue);
        var clustered = before.Trials > 0 && after.Trials > 0 && !(control.Rate.EverybodyCountsOnce && treatment.Rate.EverybodyCountsOnce);
        var delta = DeltaMethod.Difference(DeltaMethod.Ratio(control.Rate), DeltaMethod.Ratio(treatment.Rate));
        // Few units without spread leave the delta method nothing; the effective counts still say something.
        if (clustered && delta is { Interval: { } robust, PValue: { } robustP }) (interval, p) = (Within(robust), robustP);
        var sequence = AlwaysValid.Rates(before, after, tau);
        return new(arm, difference.Difference, new(interval, p, null), new(sequence.Interval, sequence.PValue, null),
            RelativeLift.Of(before, after), Past(control.Moments, treatment.Moments), clustered);
    }

    private static Interval Within(Interval interval) => new(Math.Max(-1, interval.Low), Math.Min(1, interval.High));

    private static ArmComparison Means(string arm, MetricSums control, MetricSums treatment, double? tau)
    {
        var (before, after) = (control.Moments.Hits, treatment.Moments.Hits);
        var test = Welch.Test(before, after);
        var deviation = Math.Sqrt((before.Variance + after.Variance) / 2);
        var spread = tau ?? (deviation / 10);
        var sequence = spread > 0 ? AlwaysValid.Means(before, after, spread) : default;
        double? lift = before.Count > 0 && after.Count > 0 ? after.Mean - before.Mean : null;
        double? relative = before.Mean > 0 ? lift / before.Mean : null;
        return new(arm, lift, new(test.Interval, test.PValue, null), new(sequence.Interval, sequence.PValue, null),
            new(relative, null, false), Past(control.Moments, treatment.Moments), false);
    }

    private static CupedResult? Past(UnitMoments control, UnitMoments treatment)
    {
        var known = control.WithPast + treatment.WithPast;
        if (known == 0 || control.Count < 2 || treatment.Count < 2) return null;
        var units = control.Count + treatment.Count;
        var trials = ((control.MeanPastTrials * control.Count) + (treatment.MeanPastTrials * treatment.Count)) / units;
        var hits = ((control.MeanPastHits * control.Count) + (treatment.MeanPastHits * treatment.Count)) / units;
        var adjusted = Cuped.Adjust(control.Linearised(hits / trials, trials), treatment.Linearised(hits / trials, trials));
        var difference = adjusted.Difference;
        return difference.Difference is null ? null : new(difference.Difference, difference.Interval, difference.PValue, adjusted.VarianceReduction, known);
    }
}
