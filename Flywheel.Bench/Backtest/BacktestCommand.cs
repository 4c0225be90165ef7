using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;

namespace Flywheel.Bench.Backtest;

/// <summary>How long a whole backtest and a preview take, and how much memory, at two lengths of the past.</summary>
internal static class BacktestCommand
{
    private const int Previews = 20;

    private static readonly CurationRule Short = Rule("Short", new(RuleField.OutputLength, RuleOperator.Below, "30"));
    private static readonly CurationRule Text = Rule("Depot", new(RuleField.OutputText, RuleOperator.Matches, "depot.*link"));
    private static readonly CurationRule History = Rule("History", new(RuleField.ContributorRejectedShare, RuleOperator.Above, "0.5"));

    public static Command Create()
    {
        var small = new Option<int>("--small") { DefaultValueFactory = _ => 100_000, Description = "Signals of the short past." };
        var large = new Option<int>("--large") { DefaultValueFactory = _ => 1_000_000, Description = "Signals of the long past." };
        var command = new Command("backtest", "A whole backtest and previews on SQLite, at two lengths of the past.") { small, large };
        command.SetAction((result, _) => RunAsync(result.GetValue(small), result.GetValue(large)));
        return command;
    }

    private static async Task RunAsync(int small, int large)
    {
        var table = new Table("draft", "signals", "candidates", "whole s", "candidates/s", "peak MB over start", "first preview ms", "next p50 ms", "next p95 ms");
        foreach (var signals in new[] { small, large })
        {
            await using var database = await BenchDatabase.CreateAsync();
            await SeededPast.FillAsync(database, signals);
            var lighter = new CurationPolicy { Weights = new Dictionary<string, double>(new CurationPolicy().Weights) { [SignalType.Copy] = 0.1 } };
            await database.Get<BacktestRunner>().RunAsync(lighter, 1, null, default);
            table.Add(await LineAsync(database, signals, "a weight and a length", lighter with { Rules = [Short] }));
            table.Add(await LineAsync(database, signals, "a pattern in texts", lighter with { Rules = [Text] }));
            table.Add(await LineAsync(database, signals, "contributors' history", lighter with { Rules = [History] }));
        }

        table.Print(Console.Out);
    }

    private static async Task<string[]> LineAsync(BenchDatabase database, int signals, string name, CurationPolicy draft)
    {
        var runner = database.Get<BacktestRunner>();
        GC.Collect();
        var before = GC.GetTotalMemory(true);
        var memory = new PeakMemory();
        var started = Stopwatch.GetTimestamp();
        var result = await runner.RunAsync(draft, 365, memory, default);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = Stopwatch.GetTimestamp();
        var (sample, _) = await runner.PreviewAsync(draft, 365, null, default);
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var next = new List<double>();
        for (var i = 0; i < Previews; i++)
        {
            started = Stopwatch.GetTimestamp();
            await runner.PreviewAsync(draft with { MediumFrom = 0.3 + (i / 1000.0) }, 365, sample, default);
            next.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        next.Sort();
        return
        [
            name, $"{signals:N0}", $"{result.Evaluated:N0}", Number(seconds, "F1"), $"{result.Evaluated / seconds:N0}", Number((memory.Peak - before) / 1048576.0, "F0"),
            Number(first, "F0"), Number(next[Previews / 2], "F0"), Number(next[(int)(Previews * 0.95)], "F0"),
        ];
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static CurationRule Rule(string name, RuleCondition condition) => new() { Name = name, Action = new(RuleActionKind.Hold), Any = [new([condition])] };

    /// <summary>The largest heap at any report of progress; the garbage that is not collected yet counts.</summary>
    private sealed class PeakMemory : IProgress<BacktestProgress>
    {
        public long Peak { get; private set; }

        public void Report(BacktestProgress value) => Peak = Math.Max(Peak, GC.GetTotalMemory(false));
    }
}
