namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>What the query and the original answer speak of: what a correction may speak of without being out of keeping.</summary>
internal sealed class ConversationContext
{
    /// <summary>How much of each text is read, UTF-16 code units.</summary>
    private const int Window = 16 * 1024;
    private const int Stem = 5;
    private const int ShortestWord = 4;
    private const char FirstOfUnspaced = '\u2e80';

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _known;
    private readonly string _original;
    private readonly HashSet<Concept> _asked = [];

    public ConversationContext(string query, string original)
    {
        var asked = ReadableText.Of(query.Length > Window ? query[..Window] : query).Text;
        _original = ReadableText.Of(original.Length > Window ? original[..Window] : original).Text;
        _known = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _original += asked;
        foreach (var (word, _) in Content(asked)) _words.Add(word);
        foreach (var (word, _) in Content(_original)) _words.Add(word);
        foreach (var hit in InstructionLexicon.Automaton.Find(asked)) _asked.Add(hit.Concept);
        HasWords = _words.Count > 2;
    }

    /// <summary>Whether there is anything to compare with.</summary>
    public bool HasWords { get; }

    /// <summary>Whether the query itself speaks of this.</summary>
    public bool Asks(Concept concept) => _asked.Contains(concept);

    /// <summary>Whether the original or the query holds the same sentence.</summary>
    public bool Holds(ReadOnlySpan<char> sentence) => sentence.Trim() is { Length: > 12 } trimmed && _original.AsSpan().Contains(trimmed, StringComparison.Ordinal);

    /// <summary>The share, 0 to 1, of a sentence's words of content that the query or the original knows; 1 when it has none.</summary>
    public double Known(ReadOnlySpan<char> sentence)
    {
        var (all, known) = (0, 0);
        foreach (var (word, _) in Content(sentence.ToString()))
        {
            all++;
            if (_known.Contains(word)) known++;
        }

        return all == 0 ? 1 : (double)known / all;
    }

    /// <summary>Beginnings of words, and pairs of signs in scripts without spaces.</summary>
    private static IEnumerable<(string Word, int At)> Content(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is ' ' or '\n' or ':') continue;
            var start = i;
            while (i < text.Length && text[i] is not (' ' or '\n' or ':')) i++;
            if (text[start] >= FirstOfUnspaced)
            {
                for (var p = start; p + 1 < i; p++) yield return (text.Substring(p, 2), p);
            }
            else if (i - start >= ShortestWord)
            {
                yield return (text.Substring(start, Math.Min(Stem, i - start)), start);
            }
        }
    }
}
