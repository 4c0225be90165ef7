using System.Diagnostics;
using System.Globalization;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Curate.Validation.Intent;
using Flywheel.Core.Curate.Validation.Intent.Instructions;
using Flywheel.Core.Curate.Validation.NearDuplicates;
using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Bench.Quality;

/// <summary>Microseconds a candidate on one thread, and the memory of an index of a million texts.</summary>
internal static class Throughput
{
    private const int Million = 1_000_000;
    private const int Fresh = 20_000;
    private const int Rounds = 5;

    public static void Print(string folder, TextWriter output)
    {
        var rows = BenchData.Lines(folder, "corrections.jsonl").ConvertAll(row => (Input: row.GetProperty("input").GetString()!,
            Original: row.GetProperty("original_output").GetString()!, Proposed: row.GetProperty("corrected_output").GetString()!));
        Inspect(rows.Take(2000));
        var length = rows.Average(r => (double)r.Input.Length + r.Original.Length + r.Proposed.Length);
        output.WriteLine($"Speed: corrections.jsonl, {rows.Count} candidates of {length:0} characters on average, one thread, best of {Rounds} rounds.");
        var table = new Table("step", "us a candidate");
        table.Add("normalise and hash", PerItem(rows.Count, () => rows.ForEach(r => TextNormaliser.Hash(r.Input, r.Proposed))));
        table.Add("inspect", PerItem(rows.Count, () => Inspect(rows)));
        var spans = new List<FindingSpan>();
        foreach (var (name, step) in new (string, Action<string>)[]
        {
            ("  personal data", t => PersonalDataScanner.Find(t)),
            ("  secrets", t => SecretScanner.Find(t, spans)),
            ("  chat templates", t => ChatTemplates.Find(t, spans)),
            ("  instructions, text alone", t => InstructionDetector.InOutput("", "", t)),
            ("  invisible characters", t => InvisibleCharacters.Find(t, spans)),
            ("  spam (output only)", t => SpamFeatures.Measure(t)),
        })
        {
            table.Add(name, PerItem(rows.Count, () => rows.ForEach(r => step(r.Proposed))));
            spans.Clear();
        }

        table.Add("  instructions", PerItem(rows.Count, () => rows.ForEach(r => InstructionDetector.InOutput(r.Input, r.Original, r.Proposed))));
        table.Add("  same", PerItem(rows.Count, () => rows.ForEach(r => TextNormaliser.Same(r.Original, r.Proposed))));
        table.Add("near-duplicates, input and pair", PerItem(rows.Count, () => Observe(rows)));
        table.Print(output);
        PrintMillion(output);
    }

    private static void Inspect(IEnumerable<(string Input, string Original, string Proposed)> rows)
    {
        foreach (var row in rows) TextChecks.Inspect(row.Input, row.Original, row.Proposed);
    }

    private static void Observe(List<(string Input, string Original, string Proposed)> rows)
    {
        var (inputs, pairs) = (new NearDuplicateIndex(), new NearDuplicateIndex());
        var id = 0L;
        foreach (var row in rows)
        {
            inputs.Observe(++id, row.Input);
            pairs.Observe(id, row.Input, row.Proposed);
        }
    }

    private static void PrintMillion(TextWriter output)
    {
        var random = new Random(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = new NearDuplicateIndex();
        for (var i = 0; i < Million; i++) index.Observe(i + 1, Text(random));
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var id = (long)Million;
        var fresh = Enumerable.Range(0, Fresh).Select(_ => Text(random)).ToList();
        var perText = PerItem(Fresh, () => fresh.ForEach(t => index.Observe(++id, t)), rounds: 1);
        var table = new Table("one index of 1,000,000 texts of 80 words", "");
        table.Add("memory, MB", (memory / 1e6).ToString("0", CultureInfo.InvariantCulture));
        table.Add("observing one more, us", perText);
        table.Print(output);
        GC.KeepAlive(index);
    }

    // Word frequencies fall off as in natural text (Zipf), so that common shingles arise.
    private static string Text(Random random) => string.Join(' ', Enumerable.Range(0, 80)
        .Select(_ => "w" + (int)Math.Exp(random.NextDouble() * Math.Log(50_000))));

    private static string PerItem(int count, Action work, int rounds = Rounds)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (elapsed < best) best = elapsed;
        }

        return (best.TotalMicroseconds / count).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
