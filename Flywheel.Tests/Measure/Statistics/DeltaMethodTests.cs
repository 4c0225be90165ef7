using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class DeltaMethodTests
{
    private static readonly ClusterSums Control =
        ClusterSums.Of([(1, 1), (2, 1), (3, 3), (4, 2), (5, 5), (1, 0), (2, 1), (8, 6), (1, 1), (3, 0)]);

    private static readonly ClusterSums Treatment =
        ClusterSums.Of([(2, 2), (1, 0), (4, 4), (3, 2), (1, 1), (6, 5), (2, 2), (2, 1)]);

    // R 4.2.2, package survey 4.1: svymean(~y, svydesign(ids = ~person)) of each arm
    [Fact]
    public void The_variance_is_that_of_Rs_survey_package()
    {
        var ratio = DeltaMethod.Ratio(Control);
        Assert.Equal((10.0, 20 / 30.0), (ratio.Units, ratio.Ratio));
        Assert.Equal(0.0117969821673525, ratio.Variance!.Value, 1e-15);
    }

    [Fact]
    public void It_agrees_with_the_linearised_ratio_of_clusters() =>
        Assert.Equal(ClusterRobust.Variance(Treatment)!.Value, DeltaMethod.Ratio(Treatment).Variance!.Value, 1e-15);

    // The same package: difference of the two means and the root of the sum of their squared standard errors
    [Fact]
    public void The_difference_interval_and_p_are_Rs()
    {
        var result = DeltaMethod.Difference(DeltaMethod.Ratio(Control), DeltaMethod.Ratio(Treatment));
        Assert.Equal(0.142857142857143, result.Difference!.Value, 1e-12);
        Assert.Equal(0.131787151160283, result.StandardError!.Value, 1e-12);
        Assert.Equal(-0.115440927042148, result.Interval!.Value.Low, 1e-12);
        Assert.Equal(0.401155212756434, result.Interval.Value.High, 1e-12);
        Assert.Equal(0.278365232849257, result.PValue!.Value, 1e-12);
    }

    [Fact]
    public void Ratios_of_any_two_numbers_are_served()
    {
        var ratio = DeltaMethod.Ratio(UnitSums.Of([(10.0, 25.0), (20.0, 50.0), (7.0, 17.5)]));
        Assert.Equal(2.5, ratio.Ratio!.Value, 1e-12);
        Assert.Equal(0, ratio.Variance!.Value, 1e-12);
    }

    [Fact]
    public void Without_units_or_denominators_there_is_no_ratio()
    {
        Assert.Equal(new(0, null, null), DeltaMethod.Ratio(default(UnitSums)));
        Assert.Equal(new(2, null, null), DeltaMethod.Ratio(UnitSums.Of([(0.0, 1.0), (0.0, 2.0)])));
    }

    [Fact]
    public void An_arm_of_one_unit_cannot_be_compared() => Assert.Same(
        DifferenceEstimate.Unknown, DeltaMethod.Difference(DeltaMethod.Ratio(Control), DeltaMethod.Ratio(ClusterSums.OfOne(3, 2))));

    [Fact]
    public void One_arm_without_spread_is_not_certain_beside_the_other() => Assert.Equal(
        new(20 / 30.0, 0, null, null, null, null), DeltaMethod.Difference(DeltaMethod.Ratio(ClusterSums.Of(Enumerable.Repeat((2L, 0L), 7_501))), DeltaMethod.Ratio(Control)));

    // Everybody succeeds twice in three trials: that the variance is 0 must not hang on how 2/3 is rounded.
    [Theory]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(15_001)]
    public void One_ratio_for_all_has_no_variance_however_it_is_rounded(int units) =>
        Assert.Equal(0, DeltaMethod.Ratio(UnitSums.Of(Enumerable.Range(1, units).Select(i => (3.0 * (1 + (i % 5)), 2.0 * (1 + (i % 5)))))).Variance!.Value);

    [Fact]
    public void Arms_without_spread_have_a_difference_only()
    {
        var (none, all) = (DeltaMethod.Ratio(ClusterSums.Of([(2, 0), (3, 0)])), DeltaMethod.Ratio(ClusterSums.Of([(2, 2), (3, 3)])));
        Assert.Equal(new(1, 0, null, null, null, null), DeltaMethod.Difference(none, all));
    }
}
