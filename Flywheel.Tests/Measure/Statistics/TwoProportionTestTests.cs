using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class TwoProportionTestTests
{
    // R 4.2.2: prop.test(c(s0, s1), c(n0, n1), correct = FALSE)
    [Theory]
    [InlineData(15, 50, 25, 50, 4.166666666666667, 0.0412268333371636)]
    [InlineData(700, 1000, 720, 1010, 0.401440358884299, 0.526346331605077)]
    public void It_is_Rs_prop_test(double s0, double n0, double s1, double n1, double chiSquared, double p)
    {
        var test = TwoProportionTest.Pooled(s0, n0, s1, n1);
        Assert.Equal(chiSquared, test.Statistic!.Value * test.Statistic.Value, 1e-9);
        Assert.Equal(p, test.PValue!.Value, 1e-12);
    }

    [Fact]
    public void The_sign_is_the_treatments() => Assert.True(TwoProportionTest.Pooled(25, 50, 15, 50).Statistic < 0);

    [Theory]
    [InlineData(0, 10, 0, 20)]
    [InlineData(10, 10, 20, 20)]
    public void Where_all_trials_have_one_result_there_is_no_evidence_of_a_difference(double s0, double n0, double s1, double n1) =>
        Assert.Equal(new(0, 1), TwoProportionTest.Pooled(s0, n0, s1, n1));

    [Fact]
    public void With_an_empty_arm_nothing_is_known() => Assert.Equal(new(null, null), TwoProportionTest.Pooled(0, 0, 3, 5));

    [Fact]
    public void An_enormous_difference_has_a_p_of_0_and_not_less() =>
        Assert.Equal(0, TwoProportionTest.Pooled(0, 1e9, 1e9, 1e9).PValue);
}
