using System.Text.Json;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Bench.Quality;

/// <summary>poison.jsonl: injected instructions and spam, and how often clean text is taken for either.</summary>
internal static class IntentQuality
{
    private sealed record Result(string Category, string Group, bool Instruction, bool InstructionAlone, bool Spam, string Text);

    public static void Print(string folder, bool misses, TextWriter output)
    {
        var results = BenchData.Lines(folder, "poison.jsonl").ConvertAll(Inspect);
        output.WriteLine($"Poison: poison.jsonl, {results.Count} texts, each inspected as a proposed output; rows that have an input and an original");
        output.WriteLine("answer are inspected with them (\"text alone\" without). Shares are recall on poison rows and false positives on clean ones.");
        var table = new Table("category", "texts", "instruction", "text alone", "spam");
        foreach (var group in results.GroupBy(r => r.Group).OrderBy(g => g.Key)) Add(table, group.Key, [.. group]);
        foreach (var group in results.Where(r => r.Group == "injected_instruction").GroupBy(r => r.Category).OrderBy(g => g.Key))
            Add(table, "  " + group.Key.Split('/')[^1], [.. group]);
        table.Print(output);
        PrintTotals(results, output);
        if (!misses) return;
        foreach (var r in results.Where(r => r.Instruction != (r.Group == "injected_instruction") || r.Spam != (r.Group == "spam")))
            output.WriteLine($"  {r.Group} instruction={r.Instruction} spam={r.Spam}: {r.Text}");
    }

    private static void Add(Table table, string name, List<Result> results) => table.Add(name, $"{results.Count}",
        Confusion.Share(results.Count(r => r.Instruction), results.Count),
        Confusion.Share(results.Count(r => r.InstructionAlone), results.Count),
        Confusion.Share(results.Count(r => r.Spam), results.Count));

    private static void PrintTotals(List<Result> results, TextWriter output)
    {
        var table = new Table("finding", "precision", "recall");
        foreach (var (name, group, found) in new (string, string, Func<Result, bool>)[]
        {
            ("instruction", "injected_instruction", r => r.Instruction),
            ("instruction, text alone", "injected_instruction", r => r.InstructionAlone),
            ("spam", "spam", r => r.Spam),
        })
        {
            var confusion = new Confusion(results.Count(r => r.Group == group && found(r)),
                results.Count(r => r.Group != group && found(r)), results.Count(r => r.Group == group && !found(r)));
            table.Add(name, confusion.Precision, confusion.Recall);
        }

        table.Print(output);
    }

    private static Result Inspect(JsonElement row)
    {
        var (text, category) = (row.GetProperty("text").GetString()!, row.GetProperty("category").GetString()!);
        var input = row.TryGetProperty("input", out var i) ? i.GetString()! : "-";
        var original = row.TryGetProperty("original_output", out var o) ? o.GetString()! : "";
        var findings = TextChecks.Inspect(input, original, text);
        var alone = TextChecks.Inspect("-", "", text);
        return new Result(category, category.Split('/')[0], Has(findings, FindingKinds.InstructionLike),
            Has(alone, FindingKinds.InstructionLike), Has(findings, FindingKinds.Spam), text);
    }

    private static bool Has(List<Finding> findings, FindingKinds kind) =>
        findings.Exists(f => f.Kind == kind && f.Field == FindingField.Proposed);
}
