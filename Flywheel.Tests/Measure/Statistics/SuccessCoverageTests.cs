using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>Whether the success rate is right where only some outcomes are reported: 200 simulated worlds with a fixed seed.</summary>
public sealed class SuccessCoverageTests(ITestOutputHelper output)
{
    private const int Worlds = 200;
    private static readonly double[] Shares = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1];

    [Fact]
    public void The_interval_holds_the_truth_and_is_never_wider_than_that_of_the_outcomes_alone()
    {
        var random = new Random(20260301);
        var worlds = Enumerable.Range(0, Worlds).Select(i => Draw(random, Shares[i % Shares.Length])).ToList();
        var estimates = worlds.ConvertAll(w => (w.Truth, Estimate: SuccessEstimator.Of(w.Parts)));
        var (held, bySignals) = (estimates.Count(e => e.Estimate.Rate.Interval.Contains(e.Truth)), estimates.Count(e => e.Estimate.SignalsOnly.Interval.Contains(e.Truth)));
        var widths = estimates.Average(e => e.Estimate.Rate.Interval.Width / e.Estimate.OutcomesOnly.Interval.Width);
        output.WriteLine($"{held} of {Worlds} hold the truth, by signals alone {bySignals}; {widths:P1} as wide as outcomes alone.");
        Assert.True(held >= 0.93 * Worlds, $"Only {held} of {Worlds} hold the truth.");
        Assert.True(bySignals < 0.2 * Worlds, $"{bySignals} hold it by signals alone too: the simulation shows nothing.");
        Assert.All(estimates, e => Assert.True(e.Estimate.Rate.Interval.Width <= e.Estimate.OutcomesOnly.Interval.Width));
        Assert.True(widths < 0.97, "Signals sharpen nothing.");
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void At_each_share_of_outcomes_the_rate_that_they_are_drawn_from_is_held(double share)
    {
        var random = new Random(20260302);
        var held = 0;
        for (var i = 0; i < 1000; i++)
        {
            // The truth of one world of many is the rate that it is drawn from, which is harder to hold than its own.
            var world = SimulatedWorld.Draw(random, 300 + random.Next(1500), (_, _, _) => share);
            if (SuccessEstimator.Of(world.Parts).Rate.Interval.Contains(world.Truth)) held++;
        }

        output.WriteLine($"{held} of 1,000 at {share:P0}");
        Assert.True(held >= 930, $"Only {held} of 1,000 hold the truth at {share:P0}.");
    }

    [Fact]
    public void Outcomes_missing_at_random_raise_no_warning()
    {
        var random = new Random(20260303);
        Assert.True(Enumerable.Range(0, Worlds).Count(i => Draw(random, Shares[i % Shares.Length]) is { } w && SuccessEstimator.Of(w.Parts).Warnings.Count > 0) <= 2);
    }

    [Fact]
    public void Outcomes_that_come_more_often_with_success_raise_one() => AssertWarned((_, success, _) => success ? 0.4 : 0.1, fewestPoints: 0.05);

    [Fact]
    public void Outcomes_that_come_more_often_with_signals_raise_one() => AssertWarned((_, _, signals) => signals == 2 ? 0.1 : 0.4);

    [Fact]
    public void Outcomes_of_one_segment_more_than_of_another_raise_one_and_each_segment_counts_by_its_use()
    {
        var random = new Random(20260306);
        var worlds = Enumerable.Range(0, Worlds).Select(_ => SimulatedWorld.Draw(random, 20_000, (segment, _, _) => segment == 0 ? 0.5 : 0.1))
            .Where(w => w.Parts.Count > 1).Select(w => (w.Truth, Estimate: SuccessEstimator.Of(w.Parts))).ToList();
        Assert.All(worlds, w => Assert.Contains(w.Estimate.Warnings, n => n.Text.Contains("segment", StringComparison.Ordinal)));
        Assert.True(worlds.Count(w => w.Estimate.Rate.Interval.Contains(w.Truth)) >= 0.93 * worlds.Count);
        Assert.True(worlds.Count(w => w.Estimate.OutcomesOnly.Interval.Contains(w.Truth)) < 0.7 * worlds.Count);
    }

    /// <param name="fewestPoints">Worlds in which the outcomes alone are less off need no warning.</param>
    private static void AssertWarned(Func<int, bool, int, double> coverage, double fewestPoints = 0)
    {
        var random = new Random(20260304);
        var estimates = Enumerable.Range(0, 20).Select(_ => SimulatedWorld.Draw(random, 20_000, coverage)).Select(w => (w.Truth, Estimate: SuccessEstimator.Of(w.Parts)))
            .Where(w => Math.Abs(w.Estimate.OutcomesOnly.Rate!.Value - w.Truth) >= fewestPoints).Select(w => w.Estimate).ToList();
        Assert.True(estimates.Count >= 15);
        Assert.All(estimates, e => Assert.Contains(e.Warnings, w => w.Code == "outcomes_not_at_random"));
    }

    private static SimulatedWorld Draw(Random random, double share) =>
        SimulatedWorld.Draw(random, (int)Math.Exp(Math.Log(300) + (random.NextDouble() * Math.Log(30))), (_, _, _) => share);
}
