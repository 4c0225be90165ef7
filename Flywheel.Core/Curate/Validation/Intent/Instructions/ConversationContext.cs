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
        HasTurns = CountTurns(query) + CountTurns(original) > 1;
    }

    /// <summary>Whether there is anything to compare with.</summary>
    public bool HasWords { get; }

    /// <summary>Whether the query itself speaks of this.</summary>
    public bool Asks(Concept concept) => _asked.Contains(concept);

    /// <summary>Whether the original or the query holds the same sentence.</summary>
    public bool Holds(ReadOnlySpan<char> sentence) => sentence.Trim() is { Length: > 12 } trimmed && _original.AsSpan().Contains(trimmed, StringComparison.Ordinal);

    /// <summary>Whether the query or the original names who speaks, as a transcript does.</summary>
    public bool HasTurns { get; }

    /// <summary>Whether the query or the original knows a word.</summary>
    public bool Knows(ReadOnlySpan<char> word) => _known.Contains(word);

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

    /// <summary>How many lines begin with who speaks: a person or a machine in a conversation.</summary>
    public static int CountTurns(string text)
    {
        var turns = 0;
        for (var i = 0; i < text.Length && turns < 4;)
        {
            var line = text.AsSpan(i, Math.Min(24, text.Length - i)).TrimStart("*_#> [");
            if (line.IndexOfAny(Speakers) == 0 && line.IndexOfAny(':', '\uff1a') is > 0 and < 20) turns++;
            var end = text.IndexOf('\n', i);
            if (end < 0) break;
            i = end + 1;
        }

        return turns;
    }

    private static readonly System.Buffers.SearchValues<string> Speakers = System.Buffers.SearchValues.Create(
    [
        "human", "user", "assistant", "system", "ai", "bot", "customer", "agent", "q:", "a:", "chatbot", "model", "client", "support", "caller",
        "mensch", "nutzer", "benutzer", "assistent", "kunde", "utilisateur", "usuario", "usuário", "asistente", "assistente", "utente", "cliente",
        "gebruiker", "klant", "użytkownik", "asystent", "klient", "пользователь", "ассистент", "клиент", "користувач", "асистент", "kullanıcı", "asistan",
        "müşteri", "用户", "助手", "客户", "客服", "ユーザー", "アシスタント", "顧客", "사용자", "어시스턴트", "고객", "상담원", "المستخدم", "المساعد", "العميل", "उपयोगकर्ता", "सहायक", "ग्राहक",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>Beginnings of words, and pairs of signs in scripts without spaces.</summary>
    internal static IEnumerable<(string Word, int At)> Content(string text)
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
