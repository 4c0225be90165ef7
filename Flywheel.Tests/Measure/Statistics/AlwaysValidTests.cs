using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class AlwaysValidTests
{
    // R 4.2.2: the mixture by integrate() over the normal prior, the ends of the interval by uniroot() on it
    [Fact]
    public void The_p_value_and_interval_are_those_of_the_integrated_mixture()
    {
        var estimate = AlwaysValid.Difference(0.03, 0.0001, 0.02);
        Assert.Equal(0.0610977007904831, estimate.PValue!.Value, 1e-12);
        Assert.Equal(-0.000823899938890925, estimate.Interval!.Value.Low, 1e-12);
        Assert.Equal(0.0608238999388909, estimate.Interval.Value.High, 1e-12);
    }

    [Theory]
    [InlineData(0.031)]
    [InlineData(0.0307)]
    [InlineData(-0.04)]
    [InlineData(0)]
    public void The_interval_leaves_out_0_just_when_p_is_below_the_level(double difference)
    {
        var estimate = AlwaysValid.Difference(difference, 0.0001, 0.02);
        Assert.Equal(estimate.PValue < 0.05, !estimate.Interval!.Value.Contains(0));
    }

    [Fact]
    public void It_is_wider_than_an_interval_for_one_look()
    {
        var sequence = AlwaysValid.Rates(RateEstimate.Of(700, 1000), RateEstimate.Of(720, 1000), AlwaysValid.TauForRates(0.7, 1000));
        Assert.True(sequence.Interval!.Value.Width > Newcombe.Difference(700, 1000, 720, 1000).Interval.Width);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1.1)]
    [InlineData(2)]
    public void No_other_spread_is_narrower_at_the_planned_end(double factor)
    {
        var tau = AlwaysValid.TauForHorizon(0.0001);
        Assert.True(Width(tau) < Width(tau * factor));
        static double Width(double tau) => AlwaysValid.Difference(0, 0.0001, tau).Interval!.Value.Width;
    }

    // R 4.2.2: sqrt(2 * .7 * .3 / 8100 * (-2 * log(.05) + log(1 - 2 * log(.05))))
    [Fact]
    public void The_spread_follows_from_the_planned_size() =>
        Assert.Equal(0.0202855690746572, AlwaysValid.TauForRates(0.7, 8100), 1e-12);

    [Fact]
    public void Perfect_arms_are_not_taken_for_certain()
    {
        var estimate = AlwaysValid.Rates(RateEstimate.Of(0, 3), RateEstimate.Of(3, 3), 0.02);
        Assert.InRange(estimate.PValue!.Value, 0.9, 1);
        Assert.Equal(Interval.AnyDifference, estimate.Interval);
    }

    [Fact]
    public void Empty_arms_are_unknown()
    {
        Assert.Equal(default, AlwaysValid.Rates(RateEstimate.Unknown, RateEstimate.Of(3, 5), 0.02));
        Assert.Equal(default, AlwaysValid.Means(new(1, 5, 0), new(9, 5, 1), 0.02));
    }

    [Fact]
    public void Means_without_spread_have_a_difference_only() =>
        Assert.Equal(new(2, null, null), AlwaysValid.Means(new(9, 5, 0), new(9, 7, 0), 0.02));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1e-30, 1)]
    public void One_arm_without_spread_is_not_certain_beside_the_other(double before, double after) =>
        Assert.Equal(new(2, null, null), AlwaysValid.Means(new(9, 5, before), new(9, 7, after), 0.02));

    [Theory]
    [InlineData(0.01, 1e-320, 0.02)]
    [InlineData(1e150, 1e-20, 1e-3)]
    public void Extreme_numbers_stay_finite(double difference, double variance, double tau)
    {
        var estimate = AlwaysValid.Difference(difference, variance, tau);
        Assert.True(estimate.PValue is null or 0);
        Assert.True(estimate.Interval is null || double.IsFinite(estimate.Interval.Value.Width));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, -1, 1)]
    [InlineData(double.NaN, 1, 1)]
    public void Impossible_arguments_are_refused(double difference, double variance, double tau) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AlwaysValid.Difference(difference, variance, tau));
}
