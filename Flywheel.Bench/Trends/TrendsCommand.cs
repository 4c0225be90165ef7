using System.CommandLine;
using System.Diagnostics;
using Flywheel.Core;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.Trends;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Bench.Trends;

/// <summary>How long the queries of the trends and revolutions pages take, with few signals and with many.</summary>
internal static class TrendsCommand
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateOnly First = DateOnly.FromDateTime(SeededRollUps.Start);
    private static readonly DateOnly Last = First.AddDays(SeededRollUps.Days - 1);

    private static readonly (string Name, TrendQuery Query)[] Queries =
    [
        ("90 days", new(First, Last, TrendStep.Day, Berlin)),
        ("90 days by segment", new(First, Last, TrendStep.Day, Berlin, TrendSplit.Segment)),
        ("90 days by model version", new(First, Last, TrendStep.Day, Berlin, TrendSplit.ModelVersion)),
        ("weeks by variant", new(First, Last, TrendStep.Week, Berlin, TrendSplit.Variant)),
        ("months", new(First, Last, TrendStep.Month, Berlin)),
        ("hours of 3 days", new(First.AddDays(40), First.AddDays(42), TrendStep.Hour, Berlin)),
        ("hours of 3 days by segment", new(First.AddDays(40), First.AddDays(42), TrendStep.Hour, Berlin, TrendSplit.Segment)),
    ];

    public static Command Create()
    {
        var small = new Option<int>("--small") { DefaultValueFactory = _ => 10_000, Description = "Signals of the small database." };
        var large = new Option<int>("--large") { DefaultValueFactory = _ => 10_000_000, Description = "Signals of the large database." };
        var times = new Option<int>("--times") { DefaultValueFactory = _ => 100, Description = "How often each query runs." };
        var command = new Command("trends", "The queries of the trends and revolutions pages on SQLite, at two sizes.") { small, large, times };
        command.SetAction((result, _) => RunAsync(result.GetValue(small), result.GetValue(large), result.GetValue(times)));
        return command;
    }

    private static async Task RunAsync(int small, int large, int times)
    {
        await using var few = await SeededRollUps.CreateAsync(small);
        await using var many = await SeededRollUps.CreateAsync(large);
        Console.WriteLine($"{few.Rows:N0} roll-ups of {small:N0} signals, {many.Rows:N0} of {large:N0}");
        var table = new Table("query", $"{small:N0}: p50 ms", "p95 ms", $"{large:N0}: p50 ms", "p95 ms", "ratio of p50", "ratio of p95");
        foreach (var (name, query) in Queries) await CompareAsync(table, name, few, many, times, (s, stop) => s.Services.GetRequiredService<Flywheel.Core.Measure.Trends.Trends>().ReadAsync(Actor.System, query, stop));
        await CompareAsync(table, "revolutions", few, many, times, (s, stop) => s.Services.GetRequiredService<Revolutions>().ReadAsync(Actor.System, null, stop));
        table.Print(Console.Out);
        await MeasuringSpeed.PrintAsync(50_000);
    }

    /// <summary>In turn, so that both meet the same machine; the first few only warm up.</summary>
    private static async Task CompareAsync(Table table, string name, SeededRollUps few, SeededRollUps many, int times, Func<SeededRollUps, CancellationToken, Task> query)
    {
        var (small, large) = (new List<double>(), new List<double>());
        for (var i = -10; i < times; i++)
        {
            var (a, b) = (await TimeAsync(() => query(few, default)), await TimeAsync(() => query(many, default)));
            if (i < 0) continue;
            small.Add(a);
            large.Add(b);
        }

        var (s50, s95, l50, l95) = (Percentile(small, 0.5), Percentile(small, 0.95), Percentile(large, 0.5), Percentile(large, 0.95));
        table.Add(name, $"{s50:F1}", $"{s95:F1}", $"{l50:F1}", $"{l95:F1}", $"{l50 / s50:F2}", $"{l95 / s95:F2}");
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));
}
