using System.CommandLine;
using System.Globalization;

namespace Flywheel.Bench.SampleRatios;

/// <summary>How often the test of the arms' shares raises an alarm: where units get lost, and where none do.</summary>
internal static class SampleRatioCommand
{
    private static readonly int[] Sizes = [4_000, 12_000, 20_000];
    private static readonly double[] Losses = [0.02, 0.05, 0.10, 0.15];
    private static readonly (string Name, double[] Shares)[] Plans = [("50/50", [0.5, 0.5]), ("90/10", [0.9, 0.1]), ("three arms", [1 / 3.0, 1 / 3.0, 1 / 3.0])];

    public static Command Create()
    {
        var simulations = new Option<int>("--simulations") { Description = "Simulated experiments a line; ten times as many where no unit is lost.", DefaultValueFactory = _ => 1_000 };
        var command = new Command("sample-ratio", "Power and false alarms of the sample-ratio test, looked at every 100 units.") { simulations };
        command.SetAction(result => Run(result.GetValue(simulations)));
        return command;
    }

    private static void Run(int simulations)
    {
        Console.Out.WriteLine("Share of experiments with an alarm by so many assigned units, of which the last arm loses a part.");
        Console.Out.WriteLine("old: Dirichlet factor, k = 100, 1,000, 10,000, at 0.1 %. stream: the looks while it runs. whole: with the last test at the end.");
        Console.Out.WriteLine("plain: chi-squared at 0.1 %, at the end only. daily plain: the same at every look, which is no test.");
        Console.Out.WriteLine();
        foreach (var (name, shares) in Plans)
        {
            var table = new Table(name, "lost", "old", "stream", "whole", "plain", "daily plain");
            foreach (var lost in Losses.Prepend(0)) AddLines(table, shares, lost, lost == 0 ? simulations * 10 : simulations);
            table.Print(Console.Out);
        }
    }

    private static void AddLines(Table table, double[] shares, double lost, int simulations)
    {
        var alarms = new Alarms[Sizes.Length];
        var random = new Random(20261129);
        for (var i = 0; i < simulations; i++)
        {
            var found = SimulatedSplit.Run(random, shares, lost, Sizes);
            for (var size = 0; size < Sizes.Length; size++) alarms[size] += found[size];
        }

        for (var size = 0; size < Sizes.Length; size++)
        {
            string Share(int count) => ((double)count / simulations).ToString(lost == 0 ? "0.00 %" : "0 %", CultureInfo.InvariantCulture);
            var a = alarms[size];
            table.Add(Sizes[size].ToString("N0", CultureInfo.InvariantCulture), lost.ToString("0 %", CultureInfo.InvariantCulture),
                Share(a.Old), Share(a.Stream), Share(a.Whole), Share(a.Plain), Share(a.DailyPlain));
        }
    }
}
