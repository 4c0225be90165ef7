using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class WilsonTests
{
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void It_gives_table_I_of_Newcombe_1998a(double successes, double trials, double low, double high)
    {
        var interval = Wilson.Interval(successes, trials);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    // R 4.2.2: prop.test(x, n, conf.level = c, correct = FALSE)$conf.int
    [Theory]
    [InlineData(6, 52, 0.95, 0.053969692030873, 0.229716643449021)]
    [InlineData(4, 10, 0.95, 0.168180329706236, 0.687326230266342)]
    [InlineData(29, 29, 0.95, 0.883030201500259, 1)]
    [InlineData(81, 263, 0.90, 0.263313617188481, 0.356566349608488)]
    [InlineData(81, 263, 0.99, 0.240136902687608, 0.38528250231823)]
    public void It_is_what_R_prop_test_gives_without_continuity_correction(double successes, double trials, double confidence, double low, double high)
    {
        var interval = Wilson.Interval(successes, trials, confidence);
        Assert.Equal(low, interval.Low, 1e-12);
        Assert.Equal(high, interval.High, 1e-12);
    }

    [Fact]
    public void Without_trials_every_rate_is_possible() => Assert.Equal(Interval.Unit, Wilson.Interval(0, 0));

    [Theory]
    [InlineData(0, 1e-9)]
    [InlineData(1e-9, 1e-9)]
    [InlineData(0.5, 1e-320)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1e15, 1e15)]
    [InlineData(3, 1e18)]
    public void Extreme_counts_stay_inside_0_to_1_and_hold_the_rate(double successes, double trials)
    {
        successes = Math.Min(successes, trials);
        var interval = Wilson.Interval(successes, trials);
        Assert.True(interval is { Low: >= 0, High: <= 1 } && interval.Low <= interval.High, $"{interval}");
        Assert.True(interval.Contains(successes / trials), $"{interval}");
    }

    [Theory]
    [InlineData(-1, 2, 0.95)]
    [InlineData(3, 2, 0.95)]
    [InlineData(double.NaN, 2, 0.95)]
    [InlineData(1, double.PositiveInfinity, 0.95)]
    [InlineData(1, 2, 0)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 2, double.NaN)]
    public void Impossible_arguments_are_refused(double successes, double trials, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(successes, trials, confidence));
}
