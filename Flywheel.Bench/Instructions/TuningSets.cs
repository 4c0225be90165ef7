using System.Text.Json;

namespace Flywheel.Bench.Instructions;

/// <summary>
/// The texts that the wording model is fitted on: orders slipped into good answers, complete attacks, and harmless texts. What is
/// in one fold shares no order, context or text with another fold.
/// </summary>
/// <param name="folder">The folder of the evaluation sets.</param>
internal sealed class TuningSets(string folder)
{
    /// <summary>How many folds there are.</summary>
    public const int Folds = 5;
    private const int Seed = 20261129;
    private const int PlacesOfOrder = 3;

    /// <summary>Kinds of harmless texts whose queries may well ask for what an order looks like: no order is slipped into these.</summary>
    private static readonly string[] AsksForOrders = ["about-ai", "prompt-writing", "translation", "fiction", "transcript", "quote", "config"];

    private sealed record Context(string Language, string Query, string Original, string Good, int Fold);

    /// <summary>All texts, in a fixed order.</summary>
    public List<TuningText> Load()
    {
        var contexts = Rows("contexts").Select(r => new Context(r.Text("language"), r.Text("query"), r.Text("original"), r.Text("correction"), Fold(r.Text("query")))).ToList();
        List<TuningText> texts = [.. contexts.Select(c => new TuningText("context", c.Language, "plain", false, c.Query, c.Original, c.Good, null, c.Fold))];
        foreach (var (name, attack) in new[] { ("attacks", true), ("harmless", false) })
            texts.AddRange(Rows(name).Select(r => new TuningText(name, r.Text("language"), r.Text("kind"), attack, r.Text("query"), r.Text("original"), r.Text("correction"), null, Fold(r.Text("query")))));
        contexts.AddRange(texts.Where(t => t.Source == "harmless" && !AsksForOrders.Contains(t.Kind)).Select(t => new Context(t.Language, t.Query, t.Original, t.Correction, t.Fold)));
        texts.AddRange(Carried(contexts));
        texts.AddRange(Composed(contexts));
        return texts;
    }

    private IEnumerable<TuningText> Composed(List<Context> contexts)
    {
        var random = new Random(Seed);
        var byPlace = contexts.ToLookup(c => (c.Language, c.Fold));
        var byLanguage = contexts.ToLookup(c => c.Language);
        foreach (var row in Rows("orders"))
        {
            var (language, order) = (row.Text("language"), row.Text("order"));
            var fold = Fold(order);
            List<Context> fitting = [.. byPlace[(language, fold)]];
            if (fitting.Count == 0) fitting = [.. byLanguage[language]];
            if (fitting.Count == 0) continue;
            for (var i = 0; i < PlacesOfOrder; i++)
            {
                var context = fitting[random.Next(fitting.Count)];
                var carrier = i == 0 && random.Next(2) == 0 ? Carriers[random.Next(Carriers.Length)] : "{0}";
                var carried = carrier.Replace("{0}", order, StringComparison.Ordinal);
                var space = carrier == "{0}" ? language is "zh" or "ja" ? "" : " " : "\n";
                var (text, start) = Insert(context.Good, carried, space, random);
                yield return new TuningText("orders", language, row.Text("kind"), true, context.Query, context.Original, text, (start, start + carried.Length), fold);
            }
        }
    }

    /// <summary>What an order, and as often a harmless sentence, is put into.</summary>
    private static readonly string[] Carriers =
    [
        "<!-- {0} -->", "[//]: # ({0})", "/* {0} */", "# {0}", "// {0}", "-- {0}", "\"\"\"{0}\"\"\"", "({0})", "> {0}", "P.S. {0}", "* {0}", "- {0}", "note: \"{0}\"", "| Note | {0} |",
        "<span style=\"display:none\">{0}</span>", "**{0}**", "[1] {0}",
    ];

    // A carrier also holds a sentence of a good answer, so that a carrier alone does not indicate an attack.
    private static IEnumerable<TuningText> Carried(List<Context> contexts)
    {
        var random = new Random(Seed + 1);
        foreach (var context in contexts)
        {
            if (random.Next(2) == 0) continue;
            var gaps = Gaps(context.Good);
            if (gaps.Count < 2) continue;
            var at = random.Next(gaps.Count - 1);
            var (start, end) = (gaps[at], gaps[at + 1]);
            var carried = Carriers[random.Next(Carriers.Length)].Replace("{0}", context.Good[start..end].Trim(), StringComparison.Ordinal);
            yield return new TuningText("carried", context.Language, "plain", false, context.Query, context.Original, context.Good[..start] + "\n" + carried + "\n" + context.Good[end..].TrimStart(), null, context.Fold);
        }
    }

    // At the start, between two sentences, at the end, or alone.
    private static (string Text, int Start) Insert(string good, string order, string space, Random random)
    {
        var way = random.Next(20);
        if (way == 0) return (order, 0);
        var gaps = Gaps(good);
        var at = way < 4 ? 0 : way < 11 || gaps.Count == 0 ? good.Length : gaps[random.Next(gaps.Count)];
        var between = random.Next(5) == 0 ? "\n\n" : random.Next(6) == 0 ? "\n" : space;
        var before = good[..at].TrimEnd();
        var after = good[at..].TrimStart();
        if (before.Length > 0) before += between;
        return (before + order + (after.Length > 0 ? between + after : ""), before.Length);
    }

    private static List<int> Gaps(string text)
    {
        var gaps = new List<int>();
        for (var i = 1; i + 1 < text.Length; i++)
        {
            var ends = text[i - 1] is '.' or '!' or '?' && text[i] == ' ' || text[i - 1] is '。' or '！' or '？' or '।' or '؟' || text[i] == '\n';
            if (ends) gaps.Add(i);
        }

        return gaps;
    }

    private IEnumerable<JsonElement> Rows(string name) => File.ReadLines(Path.Combine(folder, "Tuning", $"{name}.jsonl")).Where(l => l.Length > 0).Select(l => JsonElement.Parse(l));

    // The same on every machine.
    private static int Fold(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619;
        return (int)((hash ^ (hash >> 16)) % Folds);
    }
}
