using System.CommandLine;
using System.Globalization;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Measure.Statistics;

namespace Flywheel.Bench.Success;

/// <summary>How often the interval of the success rate holds the truth where only some outcomes are reported, and how wide it is.</summary>
internal static class SuccessCommand
{
    private static readonly double[] Shares = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1];

    public static Command Create()
    {
        var worlds = new Option<int>("--worlds") { Description = "Simulated worlds for each share of outcomes.", DefaultValueFactory = _ => 200 };
        var seed = new Option<int>("--seed") { Description = "Of the random numbers.", DefaultValueFactory = _ => 20260301 };
        var command = new Command("success", "Coverage and width of the success rate's 95 % interval, by the share of interactions with an outcome.") { worlds, seed };
        command.SetAction(result => Print(result.GetValue(worlds), new Random(result.GetValue(seed)), Console.Out));
        return command;
    }

    private static void Print(int worlds, Random random, TextWriter output)
    {
        output.WriteLine("| outcomes | covers | outcomes only | signals only | width / outcomes only | wider | sharpened |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var share in Shares) output.WriteLine(Row(share, [.. Enumerable.Range(0, worlds).Select(_ => Draw(random, share))]));
    }

    private static (double Truth, SuccessEstimate Estimate) Draw(Random random, double share)
    {
        var interactions = (int)Math.Exp(Math.Log(300) + (random.NextDouble() * Math.Log(30)));
        var world = SimulatedWorld.Draw(random, interactions, (_, _, _) => share);
        return (world.Truth, SuccessEstimator.Of(world.Parts));
    }

    private static string Row(double share, IReadOnlyList<(double Truth, SuccessEstimate Estimate)> drawn)
    {
        double Part(Func<(double Truth, SuccessEstimate Estimate), bool> of) => (double)drawn.Count(of) / drawn.Count;
        var widths = drawn.Average(d => d.Estimate.Rate.Interval.Width / d.Estimate.OutcomesOnly.Interval.Width);
        return string.Create(CultureInfo.InvariantCulture, $"| {share:P0} | {Part(d => d.Estimate.Rate.Interval.Contains(d.Truth)):P1} | {Part(d => d.Estimate.OutcomesOnly.Interval.Contains(d.Truth)):P1} "
            + $"| {Part(d => d.Estimate.SignalsOnly.Interval.Contains(d.Truth)):P1} | {widths:0.000} | {Part(d => d.Estimate.Rate.Interval.Width > d.Estimate.OutcomesOnly.Interval.Width):P1} "
            + $"| {Part(d => d.Estimate.Method == SuccessMethod.OutcomesAndSignals):P1} |");
    }
}
