using Flywheel.Core.Curate.Validation;

namespace Flywheel.Bench.Quality;

/// <summary>corrections.jsonl: unchanged corrections are known; every other finding on real corrections is nearly always a false alarm.</summary>
internal static class CorrectionsQuality
{
    public static void Print(string folder, bool misses, TextWriter output)
    {
        var rows = BenchData.Lines(folder, "corrections.jsonl");
        var found = new Dictionary<FindingKinds, int>();
        int unchanged = 0, agree = 0;
        foreach (var row in rows)
        {
            var proposed = row.GetProperty("corrected_output").GetString()!;
            var findings = TextChecks.Inspect(row.GetProperty("input").GetString()!,
                row.GetProperty("original_output").GetString()!, proposed);
            foreach (var finding in findings.DistinctBy(f => f.Kind))
            {
                found[finding.Kind] = found.GetValueOrDefault(finding.Kind) + 1;
                if (misses && finding.Kind != FindingKinds.Unchanged) output.WriteLine($"  {finding.Kind} {finding.Message} {proposed}");
            }

            var isUnchanged = !row.GetProperty("changed").GetBoolean();
            if (isUnchanged) unchanged++;
            if (misses && isUnchanged != findings.Exists(f => f.Kind == FindingKinds.Unchanged)) output.WriteLine($"  unchanged? {row}");
            if (isUnchanged == findings.Exists(f => f.Kind == FindingKinds.Unchanged)) agree++;
        }

        output.WriteLine($"Corrections: corrections.jsonl, {rows.Count} rows, {unchanged} of them marked as changing nothing; the check agrees on {agree}.");
        var table = new Table("finding", "rows", "share");
        foreach (var (kind, count) in found.OrderBy(f => f.Key)) table.Add($"{kind}", $"{count}", Confusion.Share(count, rows.Count));
        table.Print(output);
    }
}
