using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class PostStratifiedTests
{
    private static readonly Stratum Web = new("web", 90, 100, 0.25);
    private static readonly Stratum Mobile = new("mobile", 30, 60, 0.75);

    // R 4.2.2, by hand from the formulas with the limits of prop.test(x, n, correct = FALSE)
    [Fact]
    public void Rate_variance_and_interval_follow_the_shares_of_use()
    {
        var estimate = PostStratified.Estimate([Web, Mobile]);
        Assert.Equal(0.6, estimate.Rate!.Value, 1e-12);
        Assert.Equal(0.0024, estimate.Variance!.Value, 1e-12);
        Assert.Equal(0.506152744136161, estimate.Interval.Low, 1e-12);
        Assert.Equal(0.69266576278757, estimate.Interval.High, 1e-12);
    }

    [Fact]
    public void The_difference_to_the_observed_rate_is_shown() =>
        Assert.Equal(0.6 - 0.75, PostStratified.Estimate([Web, Mobile]).Difference!.Value, 1e-12);

    [Fact]
    public void Shares_may_be_numbers_of_uses() => Assert.Equal(
        PostStratified.Estimate([Web, Mobile]).Interval.Low,
        PostStratified.Estimate([Web with { Share = 2_000 }, Mobile with { Share = 6_000 }]).Interval.Low, 1e-12);

    [Fact]
    public void One_stratum_alone_is_Wilsons_interval()
    {
        var estimate = PostStratified.Estimate([Web]);
        Assert.Equal(Wilson.Interval(90, 100).Low, estimate.Interval.Low, 1e-12);
        Assert.Equal(0, estimate.Difference!.Value, 1e-12);
    }

    [Fact]
    public void Interactions_without_evidence_are_reported_and_left_out()
    {
        var estimate = PostStratified.Estimate([Web, Mobile with { Successes = 0, Trials = 0 }]);
        Assert.Equal(0.9, estimate.Rate!.Value, 1e-12);
        Assert.Equal(0.25, estimate.CoveredShare, 1e-12);
    }

    [Fact]
    public void A_stratum_nobody_uses_counts_only_as_observed()
    {
        var estimate = PostStratified.Estimate([Web, Mobile with { Share = 0 }]);
        Assert.Equal(0.9, estimate.Rate!.Value, 1e-12);
        Assert.Equal(0.75, estimate.ObservedRate!.Value, 1e-12);
        Assert.Equal(1, estimate.CoveredShare);
    }

    [Fact]
    public void A_design_effect_widens_the_interval_and_the_variance()
    {
        var estimate = PostStratified.Estimate([Web with { DesignEffect = 4 }, Mobile with { DesignEffect = 4 }]);
        Assert.Equal(4 * 0.0024, estimate.Variance!.Value, 1e-12);
        Assert.True(estimate.Interval.Width > PostStratified.Estimate([Web, Mobile]).Interval.Width);
    }

    [Fact]
    public void One_stratum_of_persons_is_their_own_estimate()
    {
        var sums = ClusterSums.Of([(9, 9), (9, 0), (9, 8), (2, 1)]);
        Assert.Equal(RateEstimate.Of(sums).Interval.Low, PostStratified.Estimate([Stratum.Of("web", sums, 1)]).Interval.Low, 1e-12);
    }

    [Fact]
    public void All_successes_leave_room_for_failures()
    {
        var estimate = PostStratified.Estimate([Web with { Successes = 100 }, Mobile with { Successes = 60 }]);
        Assert.Equal((1.0, 0.0, 1.0), (estimate.Rate, estimate.Variance, estimate.Interval.High));
        Assert.InRange(estimate.Interval.Low, 0.9, 0.99);
    }

    [Fact]
    public void Without_evidence_or_use_nothing_is_known()
    {
        Assert.Equal(new(null, null, Interval.Unit, 0, null), PostStratified.Estimate([]));
        Assert.Equal(new(null, null, Interval.Unit, 0, 0.9), PostStratified.Estimate([Web with { Share = 0 }]));
    }

    [Fact]
    public void A_negative_share_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PostStratified.Estimate([Web with { Share = -1 }]));
}
