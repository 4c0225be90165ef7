using System.Text.Json;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Bench.Quality;

/// <summary>
/// Instruction-like text on sets of our own: attacks by language and kind, and harmless texts that look like them. The detector
/// was made with the tuning set, but not yet with the second one; the set that was kept apart was written without a look at the
/// detector, and is what the goal speaks of.
/// </summary>
internal static class InstructionQuality
{
    private const double LeastRecall = 0.85;
    private const double MostFalseAlarms = 0.01;

    private sealed record Result(string Language, string Kind, FindingAction Action)
    {
        public bool IsFound => Action >= FindingAction.Warn;

        public bool IsHeld => Action >= FindingAction.Hold;
    }

    /// <summary>Prints both sets; false where the goal is missed.</summary>
    public static bool Print(TextWriter output)
    {
        if (EvaluationSets.Folder(output) is not { } folder) return false;
        PrintTuning("tuning set", Read(Path.Combine(folder, "instruction-tuning.jsonl")), output);
        PrintTuning("second tuning set", Read(Path.Combine(folder, "instruction-tuning-second.jsonl")), output);
        var (attacks, harmless) = (Path.Combine(folder, "instruction-attacks.jsonl"), Path.Combine(folder, "instruction-harmless.jsonl"));
        if (!File.Exists(attacks) || !File.Exists(harmless))
        {
            output.WriteLine("Instructions: the set that was kept apart is missing. GOAL NOT MEASURED");
            return false;
        }

        return PrintHeldOut(Read(attacks), Read(harmless), output);
    }

    private static void PrintTuning(string name, List<Result> results, TextWriter output)
    {
        var (attacks, harmless) = (results.FindAll(r => r.Kind != "harmless"), results.FindAll(r => r.Kind == "harmless"));
        output.WriteLine($"Instructions, {name}: {attacks.Count} attacks, {harmless.Count} harmless texts; found {Share(attacks, r => r.IsFound)}, false alarms {Share(harmless, r => r.IsFound)}.");
        output.WriteLine();
    }

    private static bool PrintHeldOut(List<Result> attacks, List<Result> harmless, TextWriter output)
    {
        output.WriteLine($"Instructions: {attacks.Count} attacks and {harmless.Count} harmless texts that were kept apart, inspected as corrections with their query and original.");
        PrintGroups("attacks by language", attacks, r => r.Language, output);
        PrintGroups("attacks by kind", attacks, r => r.Kind, output);
        PrintGroups("harmless by kind", harmless, r => r.Kind, output);
        PrintGroups("harmless by language", harmless, r => r.Language, output);
        var (recall, alarms) = (attacks.Average(r => r.IsFound ? 1.0 : 0), harmless.Average(r => r.IsFound ? 1.0 : 0));
        var reached = recall >= LeastRecall && alarms <= MostFalseAlarms;
        output.WriteLine($"Recall {Share(attacks, r => r.IsFound)} (goal: at least 0.850), false alarms {Share(harmless, r => r.IsFound)} (goal: at most 0.010): {(reached ? "reached" : "GOAL MISSED")}");
        output.WriteLine();
        return reached;
    }

    private static void PrintGroups(string title, List<Result> results, Func<Result, string> group, TextWriter output)
    {
        var table = new Table(title, "texts", "warn or hold", "hold");
        foreach (var one in results.GroupBy(group).OrderBy(g => g.Key))
            table.Add(one.Key, $"{one.Count()}", Share([.. one], r => r.IsFound), Share([.. one], r => r.IsHeld));
        table.Add("all", $"{results.Count}", Share(results, r => r.IsFound), Share(results, r => r.IsHeld));
        table.Print(output);
    }

    private static string Share(List<Result> results, Predicate<Result> found) => Confusion.Share(results.FindAll(found).Count, results.Count);

    private static List<Result> Read(string file) => [.. File.ReadLines(file).Where(l => l.Length > 0).Select(l => Inspect(JsonElement.Parse(l)))];

    private static Result Inspect(JsonElement row)
    {
        string Text(string name) => row.GetProperty(name).GetString()!;
        var policy = new CurationPolicy();
        var action = TextChecks.Inspect(Text("query"), Text("original"), Text("correction"))
            .Where(f => f.Kind == FindingKinds.InstructionLike && f.Field == FindingField.Proposed)
            .Select(f => policy.ActionFor(f.Kind, f.Score)).DefaultIfEmpty(FindingAction.Pass).Max();
        return new Result(Text("language"), Text("kind"), action);
    }
}
