using Flywheel.Web.Components.Shared.Charts;

namespace Flywheel.Tests.Components.Shared.Charts;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0.67, 0.83, 0.65, 0.85, 0.05)]
    [InlineData(12, 8450, 0, 10000, 2000)]
    [InlineData(-0.03, 0.1, -0.05, 0.1, 0.05)]
    [InlineData(0, 1, 0, 1, 0.2)]
    public void A_scale_begins_and_ends_at_round_numbers(double low, double high, double min, double max, double step)
    {
        var scale = ChartScale.Of([low, high], withZero: false);

        Assert.Equal((min, max, step), (scale.Min, scale.Max, Math.Round(scale.Step, 12)));
    }

    [Fact]
    public void Every_scale_holds_its_values_in_three_to_eight_steps()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-4, 7));
            var high = low + (random.NextDouble() * Math.Pow(10, random.Next(-4, 7))) + 1e-6;
            var scale = ChartScale.Of([low, high], withZero: false);
            Assert.True(scale.Min <= low + (scale.Step * 1e-8) && scale.Max >= high - (scale.Step * 1e-8), $"{low} {high} {scale}");
            Assert.InRange(scale.Steps, 3, 8);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.782)]
    [InlineData(-4)]
    public void One_value_stands_inside_its_scale(double value)
    {
        var scale = ChartScale.Of([value], withZero: false);

        Assert.True(scale.Min < value && value < scale.Max && double.IsFinite(scale.Step));
    }

    [Fact]
    public void Bars_begin_at_zero()
    {
        Assert.Equal(0, ChartScale.Of([70, 80], withZero: true).Min);
        Assert.Equal(0, ChartScale.Of([-70, -80], withZero: true).Max);
    }
}
