using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class RateEstimateTests
{
    [Fact]
    public void Without_trials_the_rate_is_unknown()
    {
        Assert.Equal(RateEstimate.Unknown, RateEstimate.Of(0, 0));
        Assert.Equal(RateEstimate.Unknown, RateEstimate.Of(default));
        Assert.Equal(RateEstimate.Unknown, RateEstimate.Of(0, 0, 3.5));
    }

    [Fact]
    public void Independent_trials_get_Wilsons_interval()
    {
        var estimate = RateEstimate.Of(81, 263);
        Assert.Equal(RateMethod.Wilson, estimate.Method);
        Assert.Equal(81 / 263.0, estimate.Rate);
        Assert.Equal(Wilson.Interval(81, 263), estimate.Interval);
    }

    [Fact]
    public void Persons_who_count_once_get_Wilsons_interval() =>
        Assert.Equal(RateEstimate.Of(2, 3), RateEstimate.Of(ClusterSums.Of([(1, 1), (1, 0), (1, 1)])));

    [Fact]
    public void Persons_who_come_again_get_a_cluster_robust_interval()
    {
        var sums = ClusterSums.Of([(9, 9), (9, 0), (9, 8), (2, 1)]);
        var estimate = RateEstimate.Of(sums);
        Assert.Equal((RateMethod.ClusterRobust, 18, 29), (estimate.Method, estimate.Successes, estimate.Trials));
        Assert.Equal(ClusterRobust.Interval(sums).Low, estimate.Interval.Low, 1e-12);
        Assert.Equal(ClusterRobust.EffectiveTrials(sums), estimate.EffectiveTrials, 1e-12);
    }

    [Fact]
    public void A_design_effect_from_elsewhere_divides_both_counts() =>
        Assert.Equal(Wilson.Interval(20, 40, 0.9), RateEstimate.Of(80, 160, 4, 0.9).Interval);

    [Fact]
    public void An_estimate_nobody_made_has_no_effective_trials() => Assert.Equal(0, default(RateEstimate).EffectiveTrials);

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 0.5)]
    [InlineData(1, 2, double.NaN)]
    public void Impossible_arguments_are_refused(long successes, long trials, double effect) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RateEstimate.Of(successes, trials, effect));

    [Fact]
    public void A_proportion_without_trials_has_no_rate()
    {
        Assert.Null(new Proportion(0, 0).Rate);
        Assert.Equal(0.4, (new Proportion(1, 4) + new Proportion(3, 6)).Rate);
    }
}
