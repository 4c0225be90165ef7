using Flywheel.Web.Components.Shared.Charts;

namespace Flywheel.Tests.Components.Shared.Charts;

public sealed class ChartNumbersTests
{
    [Theory]
    [InlineData(ChartFormat.Percent, 0.7824, "78.2 %")]
    [InlineData(ChartFormat.PercentagePoints, 0.031, "+3.1 points")]
    [InlineData(ChartFormat.PercentagePoints, -0.0001, "0.0 points")]
    [InlineData(ChartFormat.Number, 1204.0, "1,204")]
    [InlineData(ChartFormat.Number, 0.1234, "0.123")]
    public void A_value_is_written_with_its_unit(ChartFormat format, double value, string text) =>
        Assert.Equal(text, ChartNumbers.For(format, [value], null).Text(value));

    [Fact]
    public void A_value_is_written_with_its_interval_and_sample() =>
        Assert.Equal("78.2 % (75.9 to 80.4), n = 1,204", new ChartNumbers(ChartFormat.Percent, 1).Text(new ChartCell(0.782, 0.759, 0.804, 1204)));

    [Fact]
    public void A_band_without_a_value_is_its_ends() =>
        Assert.Equal("70.0 to 72.5 %", new ChartNumbers(ChartFormat.Percent, 1).Text(new ChartCell(null, 0.7, 0.725, null)));

    [Fact]
    public void A_gap_has_no_words() => Assert.Null(new ChartNumbers(ChartFormat.Number, 0).Text(ChartCell.Empty));

    [Theory]
    [InlineData(ChartFormat.Percent, 0.05, 0)]
    [InlineData(ChartFormat.Percent, 0.002, 1)]
    [InlineData(ChartFormat.Number, 2000, 0)]
    [InlineData(ChartFormat.Number, 0.05, 2)]
    public void Ticks_have_the_digits_that_their_distance_needs(ChartFormat format, double step, int decimals) =>
        Assert.Equal(decimals, new ChartNumbers(format, 3).ForStep(step).Decimals);
}
