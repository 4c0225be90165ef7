using System.Diagnostics;
using System.Globalization;
using Flywheel.Core.Curate;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Curate.Validation.NearDuplicates;

namespace Flywheel.Bench.Quality;

/// <summary>Microseconds a candidate on one thread, and the memory of an index of a million texts.</summary>
internal static class Throughput
{
    private const int Million = 1_000_000;
    private const int Fresh = 20_000;

    public static void Print(string folder, TextWriter output)
    {
        var rows = BenchData.Lines(folder, "corrections.jsonl").ConvertAll(row => (Input: row.GetProperty("input").GetString()!,
            Original: row.GetProperty("original_output").GetString()!, Proposed: row.GetProperty("corrected_output").GetString()!));
        Inspect(rows.Take(2000));
        var length = rows.Average(r => (double)r.Input.Length + r.Original.Length + r.Proposed.Length);
        output.WriteLine($"Speed: corrections.jsonl, {rows.Count} candidates of {length:0} characters on average, one thread.");
        var table = new Table("step", "us a candidate");
        table.Add("normalise and hash", PerItem(rows.Count, () => rows.ForEach(r => TextNormaliser.Hash(r.Input, r.Proposed))));
        table.Add("inspect", PerItem(rows.Count, () => Inspect(rows)));
        var (inputs, pairs) = (new NearDuplicateIndex(), new NearDuplicateIndex());
        var id = 0L;
        table.Add("near-duplicates, input and pair", PerItem(rows.Count, () => rows.ForEach(r =>
        {
            inputs.Observe(++id, r.Input);
            pairs.Observe(id, r.Input, r.Proposed);
        })));
        table.Print(output);
        PrintMillion(output);
    }

    private static void Inspect(IEnumerable<(string Input, string Original, string Proposed)> rows)
    {
        foreach (var row in rows) TextChecks.Inspect(row.Input, row.Original, row.Proposed, CandidateSource.UserCorrection);
    }

    private static void PrintMillion(TextWriter output)
    {
        var random = new Random(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = new NearDuplicateIndex();
        for (var i = 0; i < Million; i++) index.Observe(i + 1, Text(random));
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var fresh = Enumerable.Range(0, Fresh).Select(_ => Text(random)).ToList();
        var perText = PerItem(Fresh, () => fresh.ForEach(t => index.Observe(++random_id, t)));
        var table = new Table("one index of 1,000,000 texts of 80 words", "");
        table.Add("memory, MB", (memory / 1e6).ToString("0", CultureInfo.InvariantCulture));
        table.Add("observing one more, us", perText);
        table.Print(output);
        GC.KeepAlive(index);
    }

    private static long random_id = Million;

    // Word frequencies fall off as in natural text (Zipf), so that common shingles arise.
    private static string Text(Random random) => string.Join(' ', Enumerable.Range(0, 80)
        .Select(_ => "w" + (int)Math.Exp(random.NextDouble() * Math.Log(50_000))));

    private static string PerItem(int count, Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return (Stopwatch.GetElapsedTime(start).TotalMicroseconds / count).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
