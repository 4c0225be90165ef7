using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class PowerTests
{
    private static readonly Power Usual = new();

    // R's help page of power.prop.test gives n = 76.7, 73.37 and 10451937; the others are R 4.2.2's, all rounded up.
    [Theory]
    [InlineData(0.5, 0.25, 0.05, 0.9, 77)]
    [InlineData(0.9, 0.1, 0.05, 0.8, 74)]
    [InlineData(0.5, 0.001, 0.001, 0.9, 10451937)]
    [InlineData(0.7, 0.02, 0.05, 0.8, 8080)]
    [InlineData(0.7, -0.02, 0.05, 0.8, 8394)]
    public void The_sample_size_is_Rs(double baseline, double effect, double level, double power, double trials) =>
        Assert.Equal(trials, new Power(level, power).TrialsPerArm(baseline, effect));

    // R's help page: power = 0.740
    [Fact]
    public void The_achieved_power_is_Rs() => Assert.Equal(0.740165901331388, Usual.Achieved(0.5, 0.25, 50)!.Value, 1e-12);

    // R's help page: p2 = 0.8026; the second is R 4.2.2's with tol = 1e-13
    [Theory]
    [InlineData(0.5, 50, 0.9, 0.802630581703895)]
    [InlineData(0.7, 5000, 0.8, 0.725352139665039)]
    public void The_detectable_rate_is_Rs(double baseline, double trials, double power, double rate) =>
        Assert.Equal(rate, baseline + (Usual with { Target = power }).DetectableRise(baseline, trials)!.Value, 1e-8);

    // R 4.2.2: power.prop.test(p1 = .7, p2 = .72, power = .8, sig.level = .025)
    [Fact]
    public void Three_arms_share_the_level() => Assert.Equal(9785, (Usual with { Arms = 3 }).TrialsPerArm(0.7, 0.02));

    [Fact]
    public void A_design_effect_multiplies_the_trials() =>
        Assert.Equal(Math.Ceiling(2.5 * 8079.24267348373), (Usual with { DesignEffect = 2.5 }).TrialsPerArm(0.7, 0.02));

    [Fact]
    public void The_planned_trials_reach_the_planned_power() =>
        Assert.Equal(0.80, Usual.Achieved(0.7, 0.02, Usual.TrialsPerArm(0.7, 0.02)!.Value)!.Value, 3);

    [Theory]
    [InlineData(0.7, 0)]
    [InlineData(0.7, 0.31)]
    [InlineData(0.01, -0.02)]
    public void An_effect_that_is_none_or_impossible_has_no_sample_size(double baseline, double effect) =>
        Assert.Null(Usual.TrialsPerArm(baseline, effect));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(0.7, 0.3)]
    [InlineData(0, 1e-6)]
    public void The_ends_of_the_scale_have_a_sample_size(double baseline, double effect)
    {
        var trials = Usual.TrialsPerArm(baseline, effect);
        Assert.True(trials >= 1 && double.IsFinite(trials.Value), $"{trials}");
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(0.7, 0)]
    [InlineData(0.9, 30)]
    public void What_cannot_be_found_is_null(double baseline, double trials) => Assert.Null(Usual.DetectableRise(baseline, trials));

    [Fact]
    public void Without_trials_there_is_hardly_any_power() => Assert.InRange(Usual.Achieved(0.7, 0.02, 0)!.Value, 0, 0.05);

    [Fact]
    public void Unequal_arms_are_worth_their_harmonic_mean()
    {
        Assert.Equal(180, Power.BalancedTrials(100, 900), 1e-12);
        Assert.Equal(0, Power.BalancedTrials(0, 900));
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => (Usual with { Arms = 1 }).TrialsPerArm(0.7, 0.02));
        Assert.Throws<ArgumentOutOfRangeException>(() => (Usual with { Level = 0 }).TrialsPerArm(0.7, 0.02));
        Assert.Throws<ArgumentOutOfRangeException>(() => Usual.TrialsPerArm(1.2, 0.02));
    }
}
