using System.Text.Json;
using Flywheel.Core.Curate.Validation.PersonalData;

namespace Flywheel.Bench.Quality;

/// <summary>Phone numbers in many countries' groups, and texts with what only looks like one; a set that the finder was not made with.</summary>
internal static class PhoneQuality
{
    private const double LeastRecall = 0.97;

    private sealed record Result(string Language, int Phones, int Found, int Wrong);

    /// <summary>Prints recall by language and false alarms; false where the goal is missed.</summary>
    public static bool Print(bool misses, TextWriter output)
    {
        if (EvaluationSets.Folder(output) is not { } folder) return false;
        var results = File.ReadLines(Path.Combine(folder, "phone-numbers.jsonl")).Where(l => l.Length > 0)
            .Select(l => Inspect(JsonElement.Parse(l), misses ? output : null)).ToList();
        var (with, without) = (results.FindAll(r => r.Phones > 0), results.FindAll(r => r.Phones == 0));
        output.WriteLine($"Phone numbers: {with.Count} texts with {with.Sum(r => r.Phones)} numbers and {without.Count} with look-alikes alone, that were kept apart. A number counts as found when a found one overlaps it.");
        var table = new Table("language", "numbers", "recall", "look-alikes", "flagged");
        foreach (var one in results.GroupBy(r => r.Language).OrderBy(g => g.Key, StringComparer.Ordinal)) table.Add([one.Key, .. Cells([.. one])]);
        table.Add(["all", .. Cells(results)]);
        table.Print(output);
        var reached = with.Sum(r => r.Found) >= LeastRecall * with.Sum(r => r.Phones);
        output.WriteLine($"Recall {Confusion.Share(with.Sum(r => r.Found), with.Sum(r => r.Phones))} (goal: at least 0.970): {(reached ? "reached" : "GOAL MISSED")}; of the look-alikes {Confusion.Share(without.Count(r => r.Wrong > 0), without.Count)} are flagged.");
        output.WriteLine();
        return reached;
    }

    private static string[] Cells(List<Result> results)
    {
        var without = results.FindAll(r => r.Phones == 0);
        return
        [
            $"{results.Sum(r => r.Phones)}", Confusion.Share(results.Sum(r => r.Found), results.Sum(r => r.Phones)), $"{without.Count}",
            Confusion.Share(without.Count(r => r.Wrong > 0), without.Count),
        ];
    }

    private static Result Inspect(JsonElement row, TextWriter? misses)
    {
        var text = row.GetProperty("text").GetString()!;
        var phones = row.GetProperty("phones").EnumerateArray().Select(p => p.GetString()!).Select(p => (Start: text.IndexOf(p, StringComparison.Ordinal), p.Length)).ToList();
        var found = PersonalDataScanner.Find(text).FindAll(s => s.Label == PersonalDataLabels.Phone).ConvertAll(s => (s.Start, s.Length));
        var wrong = found.FindAll(f => !phones.Exists(p => Overlap(f, p)));
        var lost = phones.FindAll(p => !found.Exists(f => Overlap(f, p)));
        lost.ForEach(p => misses?.WriteLine($"  missed: {text}"));
        wrong.ForEach(f => misses?.WriteLine($"  wrong: {text.Substring(f.Start, f.Length)} in {text}"));
        return new(row.GetProperty("language").GetString()!, phones.Count, phones.Count - lost.Count, wrong.Count);
    }

    private static bool Overlap((int Start, int Length) a, (int Start, int Length) b) => a.Start < b.Start + b.Length && b.Start < a.Start + a.Length;
}
