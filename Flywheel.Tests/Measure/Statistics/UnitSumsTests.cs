using Flywheel.Core.Measure.Statistics;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class UnitSumsTests
{
    private static readonly (double X, double Y)[] Units = [(1, 1), (2, 1), (3, 3), (4, 2), (5, 5), (1, 0), (2, 1), (8, 6), (1, 1), (3, 0)];

    // R 4.2.2: mean, var and cov of the two columns
    [Fact]
    public void Means_variances_and_covariance_are_Rs()
    {
        var sums = UnitSums.Of(Units);
        Assert.Equal((10.0, 3.0, 2.0), (sums.Count, sums.MeanX, sums.MeanY));
        Assert.Equal(4.88888888888889, sums.VarianceX!.Value, 1e-12);
        Assert.Equal(4.22222222222222, sums.VarianceY!.Value, 1e-12);
        Assert.Equal(4, sums.Covariance!.Value, 1e-12);
    }

    [Fact]
    public void Merged_parts_are_the_whole() => AssertNear(UnitSums.Of(Units), UnitSums.Of(Units[..3]) + UnitSums.Of(Units[3..]));

    [Fact]
    public void Nothing_added_changes_nothing()
    {
        var sums = UnitSums.Of(Units);
        Assert.Equal(sums, sums + default(UnitSums));
        Assert.Equal(sums, default(UnitSums) + sums);
    }

    [Fact]
    public void A_large_common_offset_costs_no_precision()
    {
        var sums = UnitSums.Of(Units.Select(unit => (unit.X + 1e9, unit.Y - 1e9)));
        Assert.Equal(4.88888888888889, sums.VarianceX!.Value, 1e-6);
        Assert.Equal(4, sums.Covariance!.Value, 1e-6);
    }

    [Fact]
    public void Sums_of_persons_are_the_same_as_one_by_one() => AssertNear(
        UnitSums.Of(Units), UnitSums.Of(ClusterSums.Of(Units.Select(unit => ((long)unit.X, (long)unit.Y)))));

    [Fact]
    public void One_unit_has_no_variance()
    {
        var sums = default(UnitSums).With(3, 4);
        Assert.Null(sums.VarianceX ?? sums.VarianceY ?? sums.Covariance);
        Assert.Equal(new Sample(1, 4, 0), sums.SampleY);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e101)]
    public void A_value_that_is_nan_or_infinite_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => default(UnitSums).With(1, value));

    private static void AssertNear(UnitSums expected, UnitSums actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.MeanX, actual.MeanX, 1e-12);
        Assert.Equal(expected.MeanY, actual.MeanY, 1e-12);
        Assert.Equal(expected.SquaresX, actual.SquaresX, 1e-12);
        Assert.Equal(expected.SquaresY, actual.SquaresY, 1e-12);
        Assert.Equal(expected.Products, actual.Products, 1e-12);
    }
}
