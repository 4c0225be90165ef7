using System.Globalization;
using System.Text.Json;
using Flywheel.Core.Curate.Validation.NearDuplicates;

namespace Flywheel.Bench.Quality;

/// <summary>near_duplicates.jsonl: does the index find b's partner a among all others?</summary>
internal static class NearDuplicateQuality
{
    private sealed record Result(string Kind, bool IsDuplicate, bool Found, double Similarity, string A, string B);

    public static void Print(string folder, bool misses, TextWriter output)
    {
        var rows = BenchData.Lines(folder, "near_duplicates.jsonl");
        output.WriteLine($"Near-duplicates: near_duplicates.jsonl, {rows.Count} pairs. Every a is put into one index; b is looked up, and a pair");
        output.WriteLine($"counts as found when its a is among the matches of at least {NearDuplicateIndex.Threshold.ToString(CultureInfo.InvariantCulture)}.");
        var results = Measure(rows, []);
        var byKind = new Table("kind", "label", "pairs", "found", "share");
        foreach (var kind in results.GroupBy(r => (r.Kind, r.IsDuplicate)).OrderByDescending(g => g.Key.IsDuplicate).ThenBy(g => g.Key.Kind))
        {
            var found = kind.Count(r => r.Found);
            byKind.Add(kind.Key.Kind, kind.Key.IsDuplicate ? "1" : "0", $"{kind.Count()}", $"{found}", Confusion.Share(found, kind.Count()));
        }

        byKind.Print(output);
        PrintTotals(results, output);
        var others = BenchData.Lines(folder, "corrections.jsonl").ConvertAll(r => r.GetProperty("input").GetString()!);
        output.WriteLine($"The same after {others.Count} inputs of corrections.jsonl were put in first, which begin with a few sentences that all share:");
        PrintTotals(Measure(rows, others), output);
        PrintSharedOpening(others, output);
        if (misses) results.FindAll(r => r.Found != r.IsDuplicate).ForEach(r => output.WriteLine($"  {r.Kind}: {r.A} | {r.B}"));
    }

    private static void PrintTotals(List<Result> results, TextWriter output)
    {
        var table = new Table("label 1 against", "precision", "recall", "goal");
        foreach (var (name, negatives, goal) in new[]
        {
            ("unrelated", results.FindAll(r => r.Kind == "unrelated"), "0.95 both"),
            ("same intent, other question", results.FindAll(r => r.Kind == "same_intent_different_question"), "-"),
            ("all of label 0", results.FindAll(r => !r.IsDuplicate), "-"),
        })
        {
            var positives = results.FindAll(r => r.IsDuplicate);
            var found = positives.Count(r => r.Found);
            var confusion = new Confusion(found, negatives.Count(r => r.Found), positives.Count - found);
            table.Add(name, confusion.Precision, confusion.Recall, goal);
        }

        table.Print(output);
    }

    /// <summary>New sentences behind an opening that every input has: none of them is a near-duplicate of another.</summary>
    private static void PrintSharedOpening(List<string> inputs, TextWriter output)
    {
        const string Opening = "Translate from Romanian to English: ";
        var index = new NearDuplicateIndex();
        var observed = inputs.Where(i => i.StartsWith(Opening, StringComparison.Ordinal) && i.Length < Opening.Length + 60).Distinct().ToList();
        var matches = observed.Select((text, i) => index.Observe(i + 1, text).Match is not null).ToList();
        var settled = matches.Skip(NearDuplicateIndex.LearntFrom).ToList();
        output.WriteLine($"{observed.Count} different short inputs that begin with \"{Opening.Trim()}\": {matches.Count(m => m)} are called near-duplicates,");
        output.WriteLine($"{settled.Count(m => m)} of them after the first {NearDuplicateIndex.LearntFrom}, from which the opening is learnt.");
        output.WriteLine();
    }

    private static List<Result> Measure(List<JsonElement> rows, List<string> others)
    {
        var index = new NearDuplicateIndex();
        for (var i = 0; i < others.Count; i++) index.Observe(rows.Count + i + 1, others[i]);
        for (var i = 0; i < rows.Count; i++) index.Observe(i + 1, rows[i].GetProperty("a").GetString()!);
        return [.. rows.Select((row, i) => Look(index, row, i + 1))];
    }

    private static Result Look(NearDuplicateIndex index, JsonElement row, long id)
    {
        var (a, b) = (row.GetProperty("a").GetString()!, row.GetProperty("b").GetString()!);
        var match = index.FindAll(index.Sign(b), 50, NearDuplicateIndex.Threshold).FirstOrDefault(m => m.Id == id);
        return new Result(row.GetProperty("kind").GetString()!, row.GetProperty("label").GetInt32() == 1, match.Id == id, match.Similarity, a, b);
    }
}
