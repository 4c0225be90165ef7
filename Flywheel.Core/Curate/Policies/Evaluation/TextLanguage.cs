using System.Text;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>
/// Guesses what a text is written in, from its first characters: the writing system tells it where one language uses it
/// mostly, and little words tell the commoner languages of the Latin script apart. A guess for rules, not a verdict.
/// </summary>
public static class TextLanguage
{
    /// <summary>How much of a text is looked at, UTF-16 code units.</summary>
    public const int Window = 1000;

    /// <summary>The codes (ISO 639-1) that can come out.</summary>
    public static readonly IReadOnlyList<string> Codes =
        ["ar", "de", "el", "en", "es", "fr", "he", "hi", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "th", "tr", "zh"];

    private static readonly Dictionary<string, string[]> LittleWords = new()
    {
        ["de"] = ["der", "die", "das", "und", "ist", "nicht", "ein", "eine", "ich", "sie", "mit", "zu", "wie", "auf", "für", "den", "von"],
        ["en"] = ["the", "and", "is", "of", "to", "in", "that", "it", "for", "you", "with", "are", "on", "my", "how", "this", "was", "not", "what", "i", "a"],
        ["es"] = ["el", "los", "las", "que", "es", "una", "por", "para", "con", "del", "como", "está", "pero", "mi", "y", "en", "la"],
        ["fr"] = ["le", "les", "des", "est", "une", "et", "que", "pour", "dans", "qui", "pas", "je", "vous", "sur", "avec", "ce", "la", "du"],
        ["it"] = ["il", "che", "è", "di", "una", "per", "non", "sono", "con", "della", "gli", "come", "anche", "questo", "mi", "e"],
        ["nl"] = ["het", "een", "van", "ik", "niet", "dat", "je", "zijn", "voor", "met", "maar", "ook", "hoe", "mijn", "de", "en", "is"],
        ["pl"] = ["nie", "się", "jest", "że", "na", "do", "jak", "to", "czy", "mam", "dla", "ale", "przez", "i", "w", "z"],
        ["pt"] = ["o", "os", "uma", "não", "que", "para", "com", "do", "da", "em", "é", "mas", "como", "eu", "meu", "você", "e"],
        ["sv"] = ["och", "att", "det", "som", "är", "en", "inte", "jag", "på", "för", "med", "ett", "har", "hur", "min", "till"],
        ["tr"] = ["ve", "bir", "bu", "için", "ne", "da", "de", "nasıl", "çok", "değil", "ile", "ben", "var", "mı", "gibi"],
    };

    private static readonly Dictionary<string, string[]> ByWord = LittleWords.SelectMany(l => l.Value.Select(word => (word, l.Key)))
        .GroupBy(p => p.word, p => p.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The code of the language, or null where nothing tells it.</summary>
    public static string? Of(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, Window));
        return ByScript(head) is { } script ? (script == "latin" ? ByWords(head) : script) : null;
    }

    private static string? ByScript(ReadOnlySpan<char> text)
    {
        var counts = new Dictionary<string, int>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (ScriptOf(rune) is { } script) counts[script] = counts.GetValueOrDefault(script) + 1;
        }

        // Japanese mixes its own signs with Chinese ones.
        if (counts.ContainsKey("ja") && counts.Remove("zh", out var han)) counts["ja"] += han;
        return counts.Count == 0 ? null : counts.MaxBy(c => c.Value).Key;
    }

    private static string? ScriptOf(Rune rune) => rune.Value switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= 0xC0 and <= 0x24F => "latin",
        >= 0x370 and <= 0x3FF => "el",
        >= 0x400 and <= 0x52F => "ru",
        >= 0x590 and <= 0x5FF => "he",
        >= 0x600 and <= 0x6FF or >= 0x750 and <= 0x77F => "ar",
        >= 0x900 and <= 0x97F => "hi",
        >= 0xE00 and <= 0xE7F => "th",
        >= 0x3040 and <= 0x30FF => "ja",
        >= 0xAC00 and <= 0xD7AF or >= 0x1100 and <= 0x11FF => "ko",
        >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF => "zh",
        _ => null,
    };

    private static string? ByWords(ReadOnlySpan<char> text)
    {
        var counts = new Dictionary<string, int>();
        var words = ByWord.GetAlternateLookup<ReadOnlySpan<char>>();
        var from = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length && char.IsLetter(text[i]);
            if (letter && from < 0) from = i;
            if (letter || from < 0) continue;
            if (words.TryGetValue(text[from..i], out var languages))
                foreach (var language in languages) counts[language] = counts.GetValueOrDefault(language) + 1;
            from = -1;
        }

        return counts.Count == 0 ? null : counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key == "en" ? 0 : 1).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key;
    }
}
