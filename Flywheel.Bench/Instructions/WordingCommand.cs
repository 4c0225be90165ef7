using System.CommandLine;
using System.Globalization;
using Flywheel.Bench.Quality;

namespace Flywheel.Bench.Instructions;

/// <summary>
/// How good a linear model of wording is on the tuning texts, compared with the rules that are in use: fitted on four folds, measured on
/// the fifth, each in turn. Nothing that it fits is used by the product.
/// </summary>
internal static class WordingCommand
{
    private const int Rounds = 3;
    private static readonly double[] AlarmRates = [0.0025, 0.005, 0.01, 0.02, 0.03];

    private sealed record Scored(TuningText Text, double Wording, double Rules);

    public static Command Create()
    {
        var command = new Command("wording", "Fits a linear model of instruction-like wording on the tuning texts by folds and compares it with the rules.");
        command.SetAction(_ => Run(Console.Out));
        return command;
    }

    private static void Run(TextWriter output)
    {
        if (EvaluationSets.Folder(output) is not { } folder) return;
        var texts = new TuningSets(folder).Load().AsParallel().AsOrdered().Select(t => new ReadText(t)).ToList();
        var scored = texts.GroupBy(t => t.Text.Fold).OrderBy(f => f.Key).SelectMany(fold => Measure(texts, fold.Key)).ToList();
        output.WriteLine($"{scored.Count} texts in {TuningSets.Folds} folds, {scored.Count(s => s.Text.IsAttack)} of them attacks; each scored by a model that saw no text of its fold.");
        Print(scored, output);
        PrintGroups(scored, output);
    }

    private static IEnumerable<Scored> Measure(List<ReadText> texts, int fold)
    {
        var model = WordingTrainer.Fit([.. texts.Where(t => t.Text.Fold != fold)], Rounds);
        return texts.Where(t => t.Text.Fold == fold).Select(t => new Scored(t.Text, t.Highest(model), t.Rules));
    }

    private static void Print(List<Scored> scored, TextWriter output)
    {
        var (attacks, harmless) = (scored.FindAll(s => s.Text.IsAttack), scored.FindAll(s => !s.Text.IsAttack));
        var table = new Table("false alarms", "recall of wording", "recall of the rules");
        foreach (var rate in AlarmRates) table.Add(rate.ToString("0.0000", CultureInfo.InvariantCulture), Recall(attacks, harmless, rate, s => s.Wording), Recall(attacks, harmless, rate, s => s.Rules));
        table.Print(output);
    }

    private static void PrintGroups(List<Scored> scored, TextWriter output)
    {
        var table = new Table("attacks by language", "texts", "recall of wording at 0.01");
        var from = Threshold(scored.FindAll(s => !s.Text.IsAttack), AlarmRates[2], s => s.Wording);
        foreach (var group in scored.Where(s => s.Text.IsAttack).GroupBy(s => s.Text.Language).OrderBy(g => g.Key))
            table.Add(group.Key, $"{group.Count()}", Confusion.Share(group.Count(s => s.Wording > from), group.Count()));
        table.Print(output);
    }

    private static string Recall(List<Scored> attacks, List<Scored> harmless, double rate, Func<Scored, double> score)
    {
        var from = Threshold(harmless, rate, score);
        return Confusion.Share(attacks.Count(s => score(s) > from), attacks.Count);
    }

    // The score that this share of the harmless texts is above.
    private static double Threshold(List<Scored> harmless, double rate, Func<Scored, double> score) =>
        harmless.Select(score).OrderDescending().ElementAt((int)(harmless.Count * rate));
}
