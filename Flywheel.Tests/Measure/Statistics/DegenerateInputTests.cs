using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>Nothing, one, all, none and enormous counts in every combination give numbers or "unknown", never NaN or infinity.</summary>
public sealed class DegenerateInputTests
{
    private static readonly (long Successes, long Trials)[] Counts =
        [(0, 0), (0, 1), (1, 1), (1, 2), (0, 40), (40, 40), (39, 40), (1, 1_000_000_000_000), (1_000_000_000_000, 1_000_000_000_000)];

    private static readonly double[] Effects = [1, 1.5, 1_000];

    private static readonly ClusterSums[] Persons =
    [
        default, ClusterSums.OfOne(1, 0), ClusterSums.OfOne(7, 7), ClusterSums.Of([(1, 1), (1, 1)]), ClusterSums.Of([(5, 0), (5, 5)]),
        ClusterSums.Of([(1_000_000, 1), (1, 1)]), ClusterSums.Of([(3, 0), (3, 0), (9, 0)]), ClusterSums.Of([(1_000_000, 500_000), (1, 0), (1, 1)]),
    ];

    private static IEnumerable<RateEstimate> Estimates =>
        Counts.SelectMany(_ => Effects, (count, effect) => RateEstimate.Of(count.Successes, count.Trials, effect))
            .Concat(Persons.Select(sums => RateEstimate.Of(sums)));

    [Fact]
    public void Rates_have_finite_intervals_that_hold_them() => Assert.All(Estimates, estimate =>
    {
        AssertFinite(estimate.Interval.Low, estimate.Interval.High, estimate.DesignEffect, estimate.EffectiveTrials, estimate.Rate);
        Assert.True(estimate.Interval is { Low: >= 0, High: <= 1 } && estimate.Interval.Low <= estimate.Interval.High, $"{estimate}");
        Assert.True(estimate.Rate is null || estimate.Interval.Contains(estimate.Rate.Value), $"{estimate}");
    });

    [Fact]
    public void Differences_and_lifts_are_finite_or_unknown() => Assert.All(Pairs(Estimates), pair =>
    {
        var (difference, lift) = (Newcombe.Difference(pair.Control, pair.Treatment), RelativeLift.Of(pair.Control, pair.Treatment));
        AssertFinite(difference.Difference, difference.Interval.Low, difference.Interval.High, lift.Lift, lift.Interval?.Low, lift.Interval?.High);
        Assert.True(difference.Difference is null || difference.Interval.Contains(difference.Difference.Value), $"{difference}");
        Assert.True(lift.Lift is null || lift.Interval!.Value.Contains(lift.Lift.Value), $"{lift}");
    });

    [Fact]
    public void Tests_have_a_p_from_0_to_1_or_none() => Assert.All(Pairs(Estimates), pair =>
    {
        var (pooled, always) = (TwoProportionTest.Pooled(pair.Control, pair.Treatment), AlwaysValid.Rates(pair.Control, pair.Treatment, 0.02));
        AssertFinite(pooled.Statistic, always.Difference, always.Interval?.Low, always.Interval?.High);
        Assert.True(pooled.PValue is null or (>= 0 and <= 1) && always.PValue is null or (>= 0 and <= 1), $"{pooled} {always}");
    });

    [Fact]
    public void Ratios_and_adjusted_means_are_finite_or_unknown() => Assert.All(Pairs(Persons), pair =>
    {
        var (control, treatment) = (UnitSums.Of(pair.Control), UnitSums.Of(pair.Treatment));
        var (ratio, cuped) = (DeltaMethod.Difference(DeltaMethod.Ratio(control), DeltaMethod.Ratio(treatment)), Cuped.Adjust(control, treatment));
        AssertFinite(cuped.Theta, cuped.VarianceReduction, cuped.Control.Mean, cuped.Treatment.Variance);
        Assert.All([ratio, cuped.Difference], result => AssertFinite(
            result.Difference, result.StandardError, result.Interval?.Low, result.Interval?.High, result.Statistic, result.PValue, result.DegreesOfFreedom));
    });

    [Fact]
    public void Reweighted_rates_are_finite_or_unknown() => Assert.All(Pairs(Counts), pair =>
    {
        var estimate = PostStratified.Estimate(
            [new("a", pair.Control.Successes, pair.Control.Trials, 1e-9), new("b", pair.Treatment.Successes, pair.Treatment.Trials, 1e9)]);
        AssertFinite(estimate.Rate, estimate.Variance, estimate.Interval.Low, estimate.Interval.High, estimate.CoveredShare, estimate.Difference);
        Assert.True(estimate.Rate is null || estimate.Interval.Contains(estimate.Rate.Value), $"{estimate}");
    });

    private static IEnumerable<(T Control, T Treatment)> Pairs<T>(IEnumerable<T> arms) =>
        arms.SelectMany(_ => arms, (control, treatment) => (control, treatment));

    private static void AssertFinite(params double?[] numbers) =>
        Assert.All(numbers, number => Assert.True(number is null || double.IsFinite(number.Value), $"{number}"));
}
