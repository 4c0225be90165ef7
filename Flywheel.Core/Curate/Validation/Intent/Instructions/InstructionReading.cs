using System.Buffers;

namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>One text as the detector takes it in: its sentences with their concepts, and what is known about the text and about each place in it.</summary>
internal sealed class InstructionReading
{
    private static readonly SearchValues<string> RoleMarkers = SearchValues.Create(
        ["[INST]", "[/INST]", "<|im_start|>", "<|system|>", "<|user|>", "<|assistant|>", "<<SYS>>", "### Instruction", "### System", "### Human",
            "\nSystem:", "<system>", "</system>", "[system]", "\"role\":", "<|endoftext|>", "</s>", "BEGIN SYSTEM", "END OF PROMPT", "[SYSTEM"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Links = SearchValues.Create(["http://", "https://", "www.", ".com", ".net", ".org", ".io", ".example", ".biz", ".ru", ".xyz", "@"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> LongNumber = SearchValues.Create("0123456789０１２３４５６７８９");

    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"\u201c\u00ab\u201e\u300c>");

    /// <summary>From how many sentences with a scope on a text is advice.</summary>
    private const int Advice = 3;

    private readonly string _source;
    private readonly List<Range> _hidden;
    private Keeping? _keeping;

    public InstructionReading(string source, ConversationContext context, bool isOutput)
    {
        (_source, Context, IsOutput) = (source, context, isOutput);
        Text = ReadableText.Of(source);
        _hidden = HiddenParts.Comment(source);
        IsTranscript = ConversationContext.CountTurns(source) > 1;
        IsMarked = HasMarks(source);
        var hits = InstructionLexicon.Automaton.Find(Text.Text);
        hits.RemoveAll(h => IsOtherWord(h) || IsDenied(h));
        Sentences = SentenceView.Split(Text.Text, hits, InstructionDetector.MostSentences);
        IsAdvice = Sentences.Count(s => s.Has(Concept.Always) || s.Has(Concept.EveryTime) || s.Has(Concept.Refusal)) >= Advice;
    }

    public ReadableText Text { get; }

    public List<SentenceView> Sentences { get; }

    public ConversationContext Context { get; }

    /// <summary>Whether it is a proposed answer rather than what a user asked.</summary>
    public bool IsOutput { get; }

    /// <summary>How much each sentence keeps to the matter; counted when it is asked for first.</summary>
    public Keeping Keeping => _keeping ??= new Keeping(Context, Sentences);

    /// <summary>Whether it names who speaks, line by line.</summary>
    public bool IsTranscript { get; }

    /// <summary>Whether it holds the marks of a chat template.</summary>
    public bool IsMarked { get; }

    /// <summary>Whether rule follows on rule, as in a handbook or a game: an order that was slipped in stands alone.</summary>
    public bool IsAdvice { get; }

    /// <summary>Assesses it sentence by sentence: the highest score, its signals, and the sentences that are findings.</summary>
    public InstructionAssessment Assess(InstructionSignals coding)
    {
        var rules = new OrderRules(this);
        var best = (Score: 0.0, Signals: InstructionSignals.None);
        var spans = new List<FindingSpan>();
        for (var i = 0; i < Sentences.Count; i++)
        {
            if (Sentences[i].IsEmpty) continue;
            var (score, signals) = rules.Score(i, coding);
            if (score >= InstructionDetector.WarnFrom) spans.Add(Place(Sentences[i]));
            if (score > best.Score) best = (score, signals);
        }

        return new InstructionAssessment(best.Score, best.Signals, spans);
    }

    /// <summary>Where a sentence stands in the source.</summary>
    public FindingSpan Place(SentenceView sentence) => Text.ToOriginal(sentence.Start, sentence.End, InstructionDetector.Label);

    /// <summary>Whether a place touches a comment or a hidden element.</summary>
    public bool IsHidden(FindingSpan place) => _hidden.Exists(r => r.Start.Value <= place.Start + place.Length && place.Start <= r.End.Value);

    /// <summary>Whether a place begins with a quotation mark.</summary>
    public bool IsQuoted(FindingSpan place) =>
        _source.AsSpan(Math.Max(0, place.Start - 2), Math.Min(2, place.Start)).IndexOfAny(Quotes) >= 0 || _source[place.Start] is '"' or '\u201c' or '\u00ab' or '\u201e' or '\u300c';

    /// <summary>Whether a link, an address or a telephone number stands between the start of one sentence and the end of another.</summary>
    public bool HasContact(SentenceView first, SentenceView last)
    {
        var (place, end) = (Place(first), Place(last));
        var length = Math.Min(_source.Length, end.Start + end.Length) - place.Start;
        return length > 0 && HasContact(_source.AsSpan(place.Start, length));
    }

    private static bool HasContact(ReadOnlySpan<char> text) => text.ContainsAny(Links) || text.ContainsAny(LongNumber) && LongestRun(text) >= 6;

    // The digits of a telephone number, with what stands between them.
    private static int LongestRun(ReadOnlySpan<char> text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            if (char.IsDigit(c)) longest = Math.Max(longest, ++run);
            else if (c is not (' ' or '-' or '.' or '(' or ')' or '/')) run = 0;
        }

        return longest;
    }

    private static bool HasMarks(string source)
    {
        if (source.AsSpan().ContainsAny(RoleMarkers)) return true;
        var tokens = new List<FindingSpan>();
        ChatTemplates.Find(source, tokens);
        return tokens.Count > 0;
    }

    // "AI" and its like are written in capitals; small, they are little words of French and Italian.
    private bool IsOtherWord(ConceptHit hit)
    {
        if (hit.Concept != Concept.Assistant) return false;
        if (IsTranscript && hit.Start > 1 && Text.Text[hit.Start - 1] == '\n' && Text.Text.AsSpan(hit.End).TrimStart().StartsWith(":")) return true;
        if (hit.End - hit.Start > 4) return false;
        var place = Text.ToOriginal(hit.Start, hit.End, InstructionDetector.Label);
        return _source.AsSpan(place.Start, Math.Min(place.Length, _source.Length - place.Start)) is var word && word.Length <= 3 && !IsUpper(word);
    }

    private static readonly string[] DeniedBefore = [" don t", " do not", " not", " never", " no", " nao", " non", " nie", " не", "不要", "别", "勿", "別", "لا "];
    private static readonly string[] DeniedAfter = [" nicht", " pas ", " niet ", "ず", "지 마", "지 않", "नही", "मत"];

    // "Do not forget": what is denied is not set aside.
    private bool IsDenied(ConceptHit hit)
    {
        if (hit.Concept != Concept.Disregard) return false;
        var before = Text.Text.AsSpan(Math.Max(0, hit.Start - 8), hit.Start - Math.Max(0, hit.Start - 8)).TrimEnd();
        var after = Text.Text.AsSpan(hit.End - 1, Math.Min(8, Text.Text.Length - hit.End + 1));
        foreach (var word in DeniedBefore)
        {
            if (before.EndsWith(word.TrimEnd(), StringComparison.Ordinal)) return true;
        }

        foreach (var word in DeniedAfter)
        {
            if (after.Contains(word, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool IsUpper(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (char.IsLower(c)) return false;
        }

        return true;
    }
}
