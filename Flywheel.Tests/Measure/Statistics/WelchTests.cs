using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class WelchTests
{
    // R 4.2.2, help page of t.test: t.test(extra ~ group, data = sleep), with the sign of treatment - control
    [Fact]
    public void Students_sleep_data_are_as_on_Rs_help_page()
    {
        var result = Welch.Test(new(10, 0.75, 3.20055555555556), new(10, 2.33, 4.00900000000000));
        Assert.Equal(1.8608134674868531, result.Statistic!.Value, 1e-12);
        Assert.Equal(17.7764735161784984, result.DegreesOfFreedom!.Value, 1e-10);
        Assert.Equal(0.0793941401873582, result.PValue!.Value, 1e-10);
        Assert.Equal(-0.2054832307117102, result.Interval!.Value.Low, 1e-9);
        Assert.Equal(3.3654832307117104, result.Interval.Value.High, 1e-9);
    }

    // R 4.2.2: t.test(c(1, 2, 3, 4), c(2, 4, 6, 9, 12), conf.level = .9)
    [Fact]
    public void Small_samples_and_other_confidences_are_as_in_R()
    {
        var (control, treatment) = (UnitSums.Of([1.0, 2, 3, 4]), UnitSums.Of([2.0, 4, 6, 9, 12]));
        var result = Welch.Test(control.SampleY, treatment.SampleY, 0.9);
        Assert.Equal(5.0082969261353174, result.DegreesOfFreedom!.Value, 1e-12);
        Assert.Equal(0.0822677838267889, result.PValue!.Value, 1e-10);
        Assert.Equal(0.2905190860717423, result.Interval!.Value.Low, 1e-9);
        Assert.Equal(7.9094809139282578, result.Interval.Value.High, 1e-9);
    }

    [Fact]
    public void Fewer_than_two_units_say_nothing() =>
        Assert.Same(DifferenceEstimate.Unknown, Welch.Test(new(1, 3, 0), new(50, 4, 1)));

    [Fact]
    public void Without_any_spread_only_the_difference_is_known() =>
        Assert.Equal(new(2, 0, null, null, null, null), Welch.Test(new(5, 1, 0), new(5, 3, 0)));

    [Fact]
    public void Without_any_spread_or_difference_p_is_1() => Assert.Equal(1, Welch.Test(new(5, 3, 0), new(5, 3, 0)).PValue);

    [Fact]
    public void One_arm_without_spread_leaves_the_others_degrees_of_freedom() =>
        Assert.Equal(9, Welch.Test(new(20, 1, 0), new(10, 3, 2)).DegreesOfFreedom!.Value, 1e-12);

    [Fact]
    public void The_tiniest_variance_gives_finite_numbers()
    {
        var result = Welch.Test(new(9, 1, 1e-300), new(9, 1, 1e-300));
        Assert.Equal((0.0, 1.0), (result.Statistic, result.PValue));
        Assert.True(double.IsFinite(result.DegreesOfFreedom!.Value));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1e6)]
    public void An_enormous_difference_has_a_p_of_0(double count)
    {
        var result = Welch.Test(new(count, 0, 1e-150), new(count, 1e90, 1e-150));
        Assert.Equal(0, result.PValue);
        Assert.True(double.IsFinite(result.Statistic!.Value));
    }

    // R 4.2.2: t.test(c(1, 2, 3, 4))
    [Fact]
    public void The_interval_of_one_mean_is_Rs()
    {
        var interval = Welch.Mean(UnitSums.Of([1.0, 2, 3, 4]).SampleY)!.Value;
        Assert.Equal(0.4457397432391206, interval.Low, 1e-9);
        Assert.Equal(4.5542602567608794, interval.High, 1e-9);
    }

    [Theory]
    [InlineData(1, 3, 0)]
    [InlineData(40, 0, 0)]
    [InlineData(40, 1e9, 1e-8)]
    [InlineData(40, double.NaN, double.NaN)]
    public void A_mean_without_spread_has_no_interval(double count, double mean, double variance) => Assert.Null(Welch.Mean(new(count, mean, variance)));

    [Theory]
    [InlineData(5, 1, -1)]
    [InlineData(5, double.NaN, 1)]
    [InlineData(5, 1, double.PositiveInfinity)]
    public void Impossible_arguments_are_refused(double count, double mean, double variance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Welch.Test(new(5, 1, 1), new(count, mean, variance)));
}
