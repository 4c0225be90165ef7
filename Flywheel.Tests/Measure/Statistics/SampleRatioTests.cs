using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class SampleRatioTests
{
    // R 4.2.2: chisq.test(c(50, 30, 20), p = c(.5, .25, .25))
    [Fact]
    public void The_fixed_test_is_Rs_chisq_test()
    {
        var result = SampleRatio.ChiSquared([50, 30, 20], [2, 1, 1]);
        Assert.Equal(2, result.Statistic!.Value, 1e-12);
        Assert.Equal(2, result.DegreesOfFreedom);
        Assert.Equal(0.367879441171442, result.PValue!.Value, 1e-12);
    }

    // R 4.2.2: the Bayes factor by lgamma, at k = 1,000 also by integrate() over the beta prior
    [Theory]
    [InlineData(100, 97.4577266531768)]
    [InlineData(1000, 41.290953913765)]
    [InlineData(10000, 2.65281736146746)]
    public void Each_Bayes_factor_is_that_of_the_multinomial_Dirichlet(double concentration, double factor) =>
        Assert.Equal(factor, Math.Exp(SampleRatio.LogBayesFactor([1080, 920], [0.5, 0.5], concentration)), 1e-8);

    [Fact]
    public void The_sequential_p_is_one_over_the_mean_Bayes_factor()
    {
        var result = SampleRatio.Sequential([1080, 920], [1, 1]);
        Assert.Equal(3 / (97.4577266531768 + 41.290953913765 + 2.65281736146746), result.PValue!.Value, 1e-10);
    }

    [Fact]
    public void Three_arms_are_served() => Assert.Equal(
        35354.0326881355, Math.Exp(SampleRatio.LogBayesFactor([700, 200, 100], [0.6, 0.25, 0.15], 1000)), 1e-5);

    [Fact]
    public void An_exact_split_gives_no_alarm() => Assert.Equal(1, SampleRatio.Sequential([5000, 5000], [1, 1]).PValue);

    [Theory]
    [InlineData(150, 50)]
    [InlineData(1_250, 1_000)]
    [InlineData(505_000, 495_000)]
    public void Small_and_large_experiments_raise_the_alarm(long control, long treatment) =>
        Assert.True(SampleRatio.Sequential([control, treatment], [1, 1]).IsMismatch);

    [Fact]
    public void Without_units_nothing_is_known()
    {
        Assert.Equal(new(null, 1, null), SampleRatio.ChiSquared([0, 0], [1, 1]));
        Assert.Equal(new(null, 1, null), SampleRatio.Sequential([0, 0], [1, 1]));
        Assert.False(SampleRatio.Sequential([0, 0], [1, 1]).IsMismatch);
    }

    [Fact]
    public void Overwhelming_evidence_is_a_p_of_0_and_a_finite_statistic()
    {
        var result = SampleRatio.Sequential([4_000_000_000, 0], [1, 1]);
        Assert.Equal(0, result.PValue);
        Assert.True(double.IsFinite(result.Statistic!.Value));
    }

    [Theory]
    [InlineData(new long[] { 5 }, new double[] { 1 })]
    [InlineData(new long[] { 5, 5 }, new double[] { 1 })]
    [InlineData(new long[] { 5, -5 }, new double[] { 1, 1 })]
    [InlineData(new long[] { 5, 5 }, new double[] { 1, 0 })]
    public void Impossible_arguments_are_refused(long[] counts, double[] shares) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleRatio.Sequential(counts, shares));
}
