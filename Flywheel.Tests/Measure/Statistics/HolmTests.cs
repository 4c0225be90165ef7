using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class HolmTests
{
    // R 4.2.2: p.adjust(p, "holm")
    [Theory]
    [InlineData(new[] { 0.01, 0.02, 0.03, 0.04, 0.05 }, new[] { 0.05, 0.08, 0.09, 0.09, 0.09 })]
    [InlineData(new[] { 0.03, 0.001, 0.5, 0.012, 0.2 }, new[] { 0.090, 0.005, 0.500, 0.048, 0.400 })]
    [InlineData(new[] { 0.6, 0.7 }, new[] { 1.0, 1.0 })]
    [InlineData(new[] { 0.04 }, new[] { 0.04 })]
    public void It_is_Rs_p_adjust(double[] values, double[] adjusted) =>
        Assert.All(Holm.Adjust(values).Zip(adjusted), pair => Assert.Equal(pair.Second, pair.First, 1e-12));

    [Fact]
    public void Equal_values_are_adjusted_equally() => Assert.Equal([0.06, 0.06, 0.06], Holm.Adjust([0.02, 0.02, 0.02]));

    [Fact]
    public void Nothing_to_adjust_is_nothing() => Assert.Empty(Holm.Adjust([]));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_p_value_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([0.5, value]));
}
