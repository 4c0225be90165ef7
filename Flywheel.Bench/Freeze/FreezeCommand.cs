using System.CommandLine;
using System.Diagnostics;
using Flywheel.Core;
using Flywheel.Core.Curate.Datasets;

namespace Flywheel.Bench.Freeze;

/// <summary>
/// How fast versions are frozen and exported at growing sizes, and how much memory that takes. Fails where its goals are
/// not met: the time of a row does not grow with the number of rows, nor does memory.
/// </summary>
internal static class FreezeCommand
{
    private const double FreezeGoal = 20_000;
    private const double ExportGoal = 100_000;
    private const double MostRatio = 1.5;
    private const long MostMemory = 200L * 1024 * 1024;
    private const int WarmUp = 20_000;

    private static readonly string[] Formats = ["openai-chat", "trl-preference"];

    public static Command Create()
    {
        var sizes = new Option<int[]>("--rows") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [10_000, 100_000, 1_000_000], Description = "Approved candidates of each size, rising." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 2, Description = "Versions frozen of each size; the later ones have earlier ones to compare with." };
        var command = new Command("freeze", "Freezing and exporting dataset versions on SQLite, at growing sizes.") { sizes, rounds };
        command.SetAction((result, _) => RunAsync(result.GetValue(sizes)!, result.GetValue(rounds)));
        return command;
    }

    private static async Task<int> RunAsync(int[] sizes, int rounds)
    {
        var warm = new Table("", "");
        await SizeAsync(WarmUp, 1, warm);
        var table = new Table("rows", "round", "work", "rows/s", "us/row", "cpu us/row", "peak MB over start");
        var measured = new List<Measured>();
        foreach (var size in sizes) measured.AddRange(await SizeAsync(size, rounds, table));
        table.Print(Console.Out);
        var failures = Judge(sizes, measured).ToList();
        foreach (var failure in failures) Console.WriteLine($"GOAL MISSED: {failure}");
        if (failures.Count == 0) Console.WriteLine("All goals met.");
        return failures.Count == 0 ? 0 : 1;
    }

    private static async Task<List<Measured>> SizeAsync(int size, int rounds, Table table)
    {
        await using var seeded = await SeededApproved.CreateAsync(size);
        var measured = new List<Measured>();
        for (var round = 1; round <= rounds; round++)
        {
            measured.Add(await MeasureAsync(size, round, "freeze", () => FreezeAsync(seeded)));
            foreach (var format in Formats) measured.Add(await MeasureAsync(size, round, format, () => ExportAsync(seeded, round, format)));
        }

        foreach (var m in measured) table.Add($"{m.Size:N0}", $"{m.Round}", m.Work, $"{m.RowsPerSecond:N0}", $"{m.MicrosecondsPerRow:F1}", $"{m.Cpu.TotalMicroseconds / Math.Max(1, m.Rows):F1}", $"{m.Memory / 1024.0 / 1024:F0}");
        return measured;
    }

    private static async Task<Measured> MeasureAsync(int size, int round, string work, Func<Task<long>> run)
    {
        using var memory = new PeakMemory();
        var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var rows = await run();
        return new(size, round, work, rows, Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu, memory.OverStart());
    }

    private static async Task<long> FreezeAsync(SeededApproved seeded) =>
        await seeded.Get<DatasetFreezer>().FreezeAsync(Actor.System, 1, "bench", new(), default) is FreezeOutcome.Frozen done
            ? done.Rows
            : throw new InvalidOperationException("The version was not frozen.");

    private static async Task<long> ExportAsync(SeededApproved seeded, int version, string format)
    {
        var outcome = await seeded.Get<DatasetLibrary>().ExportAsync(Actor.System, 1, "bench", version, format, null, null, default);
        await using var lines = new LineCounter();
        await ((ExportOutcome.Ready)outcome).WriteAsync(lines, default);
        return lines.Lines;
    }

    private static IEnumerable<string> Judge(int[] sizes, List<Measured> measured)
    {
        foreach (var m in measured.Where(m => m.Size == sizes[^1]))
        {
            var goal = m.Work == "freeze" ? FreezeGoal : ExportGoal;
            if (m.RowsPerSecond < goal) yield return $"{m.Work} of {m.Size:N0}, round {m.Round}: {m.RowsPerSecond:N0} rows/s, the goal is {goal:N0}";
        }

        foreach (var m in measured.Where(m => m.Memory > MostMemory))
            yield return $"{m.Work} of {m.Size:N0}, round {m.Round}: {m.Memory / 1024 / 1024} MB over the start, the goal is {MostMemory / 1024 / 1024}";
        foreach (var (small, large) in sizes.Zip(sizes.Skip(1)))
        {
            var ratio = FreezeTime(measured, large) / FreezeTime(measured, small);
            Console.WriteLine($"time per row of a freeze, {large:N0} over {small:N0}: {ratio:F2}");
            if (ratio > MostRatio) yield return $"the time per row grows by {ratio:F2} from {small:N0} to {large:N0} rows, the goal is {MostRatio} or less";
        }
    }

    private static double FreezeTime(List<Measured> measured, int size) =>
        measured.Where(m => m.Work == "freeze" && m.Size == size).Average(m => m.MicrosecondsPerRow);

    private sealed record Measured(int Size, int Round, string Work, long Rows, TimeSpan Time, TimeSpan Cpu, long Memory)
    {
        public double RowsPerSecond => Rows / Time.TotalSeconds;
        public double MicrosecondsPerRow => Time.TotalMicroseconds / Math.Max(1, Rows);
    }
}
