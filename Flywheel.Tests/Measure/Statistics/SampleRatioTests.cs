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

    // The three Dirichlet factors are R's; the losses' sum was worked out by the definition in Python, independently of this code.
    [Fact]
    public void The_sequential_p_is_one_over_the_weighted_mean_of_the_factors()
    {
        var result = SampleRatio.Sequential([1080, 920], [1, 1]);
        Assert.Equal(135.07225601337117, 1 / result.PValue!.Value, 1e-6);
    }

    // x ln(1-λ) - n ln(1-λp), the multinomial likelihood ratio with the shares (1-λ)p and q of the rest: 920 ln 0.9 - 2000 ln 0.95
    [Fact]
    public void A_loss_is_the_likelihood_ratio_of_the_shares_that_it_leaves() =>
        Assert.Equal((1080 * Math.Log(0.5 / 0.95 / 0.5)) + (920 * Math.Log(0.45 / 0.95 / 0.5)), SampleRatio.LogLossFactor([1080, 920], [0.5, 0.5], 1, 0.1), 1e-9);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_arm_that_lost_15_percent_of_its_units_raises_the_alarm(bool isEnd) =>
        Assert.True(SampleRatio.Check([1_977, 1_718], [1, 1], isEnd).IsMismatch);

    // R: chisq.test(c(2070, 1850))$p.value = 0.000441: of 0.001 the last test has 0.0004, so 2,075 against 1,845 is over it and 2,065 is not.
    [Theory]
    [InlineData(2_075, 1_845, true)]
    [InlineData(2_060, 1_860, false)]
    public void At_the_end_the_plain_test_has_its_part_of_the_level(long control, long treatment, bool alarm)
    {
        Assert.False(SampleRatio.Check([control, treatment], [1, 1], isEnd: false).IsMismatch);
        Assert.Equal(alarm, SampleRatio.Check([control, treatment], [1, 1], isEnd: true).IsMismatch);
    }

    [Fact]
    public void A_handful_of_units_in_an_arm_is_left_to_the_test_that_holds_for_few() =>
        Assert.False(SampleRatio.Check([0, 2], [0.9, 0.1], isEnd: true).IsMismatch);

    [Theory]
    [InlineData(new long[] { 9_000, 920 }, new[] { 0.9, 0.1 }, false)]
    [InlineData(new long[] { 9_000, 800 }, new[] { 0.9, 0.1 }, true)]
    [InlineData(new long[] { 4_000, 4_000, 3_500 }, new[] { 1.0, 1, 1 }, true)]
    public void Uneven_and_several_arms_are_served(long[] counts, double[] shares, bool alarm) =>
        Assert.Equal(alarm, SampleRatio.Check(counts, shares, isEnd: false).IsMismatch);

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
