using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class NewcombeTests
{
    [Theory]
    [InlineData(48, 80, 56, 70, 0.0524, 0.3339)]
    [InlineData(3, 10, 9, 10, 0.1705, 0.8090)]
    [InlineData(2, 7, 6, 7, 0.0582, 0.8062)]
    [InlineData(0, 29, 5, 56, -0.0381, 0.1926)]
    [InlineData(0, 20, 0, 10, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(0, 20, 10, 10, 0.6791, 1.0000)]
    [InlineData(0, 10, 10, 10, 0.6075, 1.0000)]
    public void It_gives_table_II_method_10_of_Newcombe_1998b(double s0, double n0, double s1, double n1, double low, double high)
    {
        var difference = Newcombe.Difference(s0, n0, s1, n1);
        Assert.Equal(low, difference.Interval.Low, 4);
        Assert.Equal(high, difference.Interval.High, 4);
        Assert.Equal((s1 / n1) - (s0 / n0), difference.Difference!.Value, 1e-12);
    }

    [Fact]
    public void Exchanged_arms_give_the_mirrored_interval()
    {
        var (there, back) = (Newcombe.Difference(30, 50, 40, 50).Interval, Newcombe.Difference(40, 50, 30, 50).Interval);
        Assert.Equal(there.Low, -back.High, 1e-12);
        Assert.Equal(there.High, -back.Low, 1e-12);
    }

    [Fact]
    public void Estimates_are_compared_by_their_own_intervals()
    {
        var clustered = Newcombe.Difference(RateEstimate.Of(60, 100, 4), RateEstimate.Of(70, 100, 2));
        Assert.Equal(Newcombe.Difference(15, 25, 35, 50).Interval.Low, clustered.Interval.Low, 1e-12);
    }

    [Theory]
    [InlineData(0, 0, 5, 10)]
    [InlineData(5, 10, 0, 0)]
    [InlineData(0, 0, 0, 0)]
    public void With_an_empty_arm_nothing_is_known(double s0, double n0, double s1, double n1) =>
        Assert.Equal(RateDifference.Unknown, Newcombe.Difference(s0, n0, s1, n1));

    [Fact]
    public void With_an_unknown_estimate_nothing_is_known() =>
        Assert.Equal(RateDifference.Unknown, Newcombe.Difference(RateEstimate.Unknown, RateEstimate.Of(5, 10)));
}
