using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class CupedTests
{
    private static readonly UnitSums Control = UnitSums.Of([(2.0, 3.0), (4, 5), (6, 8), (8, 9), (10, 12), (3, 3)]);
    private static readonly UnitSums Treatment = UnitSums.Of([(1.0, 3.0), (5, 7), (7, 9), (9, 12), (4, 5), (6, 8), (8, 10)]);

    // R 4.2.2: coef(lm(y ~ arm + x)), of which x is theta and the arm the adjusted difference
    [Fact]
    public void Theta_and_the_difference_are_those_of_an_analysis_of_covariance()
    {
        var result = Cuped.Adjust(Control, Treatment);
        Assert.Equal(1.137470542026709, result.Theta, 1e-12);
        Assert.Equal(0.803875360041897, result.Difference.Difference!.Value, 1e-12);
    }

    // R 4.2.2: t.test of y - theta * (x - mean(x)) of both arms
    [Fact]
    public void The_test_is_Welchs_over_the_adjusted_values()
    {
        var result = Cuped.Adjust(Control, Treatment);
        Assert.Equal(6.797913267669748, result.Control.Mean, 1e-12);
        Assert.Equal(0.333787464875153, result.Control.Variance, 1e-12);
        Assert.Equal(0.241002372270618, result.Treatment.Variance, 1e-12);
        Assert.Equal(9.9333488719006393, result.Difference.DegreesOfFreedom!.Value, 1e-10);
        Assert.Equal(0.0232708210367701, result.Difference.PValue!.Value, 1e-10);
        Assert.Equal(0.974250176269857, result.VarianceReduction!.Value, 1e-12);
    }

    [Fact]
    public void A_past_that_says_nothing_changes_nothing()
    {
        var (control, treatment) = (UnitSums.Of([1.0, 2, 3]), UnitSums.Of([2.0, 4, 6, 8]));
        var result = Cuped.Adjust(control, treatment);
        Assert.Equal((0.0, 0.0), (result.Theta, result.VarianceReduction));
        Assert.Equal(Welch.Test(control.SampleY, treatment.SampleY), result.Difference);
    }

    [Fact]
    public void A_past_that_says_everything_leaves_no_spread()
    {
        var result = Cuped.Adjust(UnitSums.Of([(1.0, 1.0), (2, 2), (4, 4)]), UnitSums.Of([(3.0, 3.0), (4, 4)]));
        Assert.Equal(1, result.VarianceReduction!.Value, 1e-12);
        Assert.Equal(0, result.Difference.Difference!.Value, 1e-12);
    }

    [Fact]
    public void Empty_arms_are_unknown()
    {
        var result = Cuped.Adjust(default, Treatment);
        Assert.Null(result.VarianceReduction);
        Assert.Same(DifferenceEstimate.Unknown, result.Difference);
    }
}
