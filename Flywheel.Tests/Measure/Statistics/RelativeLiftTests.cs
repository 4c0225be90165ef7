using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class RelativeLiftTests
{
    // A. Agresti (2007), An Introduction to Categorical Data Analysis, 2nd ed., section 2.2.3: relative risk 1.82, interval 1.43 to 2.30
    [Fact]
    public void Aspirin_and_heart_attacks_are_as_in_Agresti_2007()
    {
        var lift = RelativeLift.Of(104, 11037, 189, 11034);
        Assert.Equal(0.82, lift.Lift!.Value, 2);
        Assert.Equal(0.43, lift.Interval!.Value.Low, 2);
        Assert.InRange(lift.Interval.Value.High, 1.30, 1.31);
    }

    // R 4.2.2: exp(confint.default(glm(cbind(s, f) ~ arm, binomial("log")))) - 1
    [Theory]
    [InlineData(104, 11037, 189, 11034, 0.433030903, 1.305884232)]
    [InlineData(60, 100, 75, 120, -0.157075858606, 0.287268202629)]
    public void It_is_the_interval_of_a_log_binomial_model(double s0, double n0, double s1, double n1, double low, double high)
    {
        var interval = RelativeLift.Of(s0, n0, s1, n1).Interval!.Value;
        Assert.Equal(low, interval.Low, 1e-7);
        Assert.Equal(high, interval.High, 1e-7);
    }

    [Fact]
    public void Without_a_success_of_the_control_there_is_a_corrected_interval_but_no_lift()
    {
        var lift = RelativeLift.Of(0, 20, 5, 20);
        Assert.Null(lift.Lift);
        Assert.True(lift.Corrected);
        // R 4.2.2, by hand from Walter's formula
        Assert.Equal(-0.351616276503937, lift.Interval!.Value.Low, 1e-12);
        Assert.Equal(185.617886315178, lift.Interval.Value.High, 1e-9);
    }

    [Fact]
    public void A_treatment_that_never_succeeds_has_a_lift_of_minus_100_percent()
    {
        var lift = RelativeLift.Of(5, 20, 0, 20);
        Assert.Equal((-1.0, -1.0), (lift.Lift, lift.Interval!.Value.Low));
    }

    [Fact]
    public void Two_perfect_arms_differ_by_nothing_within_an_interval()
    {
        var lift = RelativeLift.Of(20, 20, 20, 20);
        Assert.Equal(0, lift.Lift!.Value, 1e-12);
        Assert.True(lift.Interval is { Low: < 0, High: > 0 });
    }

    [Fact]
    public void With_an_empty_arm_nothing_is_known() => Assert.Equal(new(null, null, false), RelativeLift.Of(0, 0, 5, 20));

    [Fact]
    public void Design_effects_widen_it() => Assert.Equal(
        RelativeLift.Of(15, 25, 35, 50).Interval, RelativeLift.Of(RateEstimate.Of(60, 100, 4), RateEstimate.Of(70, 100, 2)).Interval);
}
