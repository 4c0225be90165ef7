namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>One sentence of a <see cref="ReadableText"/> with the concepts in it.</summary>
internal sealed class SentenceView(string text, int start, int end)
{
    /// <summary>So that the cost of comparing them stays bounded.</summary>
    private const int MostHits = 48;
    private const int Longest = 700;

    private readonly List<ConceptHit> _hits = [];
    private long _seen;

    public int Start => start;

    public int End => end;

    public ReadOnlySpan<char> Text => text.AsSpan(start, end - start);

    public void Add(ConceptHit hit)
    {
        if (_hits.Count < MostHits) _hits.Add(hit);
        _seen |= 1L << (int)hit.Concept;
    }

    public bool Has(Concept concept) => (_seen & (1L << (int)concept)) != 0;

    public bool IsEmpty => _hits.Count == 0;

    /// <summary>Whether two concepts stand within so many characters of each other, in either order; the same words do not count twice.</summary>
    public bool Near(Concept a, Concept b, int distance)
    {
        if (!Has(a) || !Has(b)) return false;
        foreach (var first in _hits)
        {
            if (first.Concept != a) continue;
            foreach (var second in _hits)
            {
                if (second.Concept != b || (second.Start < first.End - 1 && first.Start < second.End - 1)) continue;
                if (Math.Abs(second.Start - first.Start) <= distance) return true;
            }
        }

        return false;
    }

    /// <summary>Whether anything in it could be an order to a model.</summary>
    public bool SpeaksOfOrders() => (_seen & Orders) != 0;

    private const long Orders = (1L << (int)Concept.Disregard) | (1L << (int)Concept.Answer) | (1L << (int)Concept.EveryTime) | (1L << (int)Concept.Always)
        | (1L << (int)Concept.Assistant) | (1L << (int)Concept.Persona) | (1L << (int)Concept.SystemPrompt) | (1L << (int)Concept.Refusal)
        | (1L << (int)Concept.AnswersMust) | (1L << (int)Concept.Private) | (1L << (int)Concept.SelfModel);

    /// <summary>Whether it opens with such a word as a heading: "SYSTEM: ...", "[admin] ...".</summary>
    public bool BeginsWith(Concept concept) => Has(concept)
        && _hits.Exists(h => h.Concept == concept && h.Start - start < 4 && text.AsSpan(h.End - 1, Math.Min(28, end - h.End + 1)).Contains(':'));

    /// <summary>The words of content that are none of the concepts, as far as they can be told apart.</summary>
    public bool IsConcept(int at) => _hits.Exists(h => h.Start <= at && at < h.End);

    /// <summary>How many times.</summary>
    public int Count(Concept concept) => _hits.Count(h => h.Concept == concept);

    /// <summary>Whether a colon follows, as in "New instructions: ...".</summary>
    public bool IsHeading(Concept concept) => Has(concept)
        && _hits.Exists(h => h.Concept == concept && text.AsSpan(h.End - 1, Math.Min(16, end - h.End + 1)) is var after && after.Contains(':'));

    /// <summary>Whether one concept stands before another, within so many characters.</summary>
    public bool Before(Concept a, Concept b, int distance) => Has(a) && Has(b)
        && _hits.Exists(first => first.Concept == a && _hits.Exists(second => second.Concept == b && second.Start > first.Start && second.Start - first.End <= distance));

    /// <summary>Whether an assistant is addressed: "note to assistant", "dear AI", "assistant: ...".</summary>
    public bool Addresses()
    {
        if (!Has(Concept.Assistant)) return false;
        foreach (var hit in _hits)
        {
            if (hit.Concept != Concept.Assistant) continue;
            var after = text.AsSpan(hit.End - 1, Math.Min(16, end - hit.End + 1));
            if (hit.Start - start < 60 && after.Contains(':') && !(hit.Start - start < 2 && after.TrimStart()[0] == ':')) return true;
            if (_hits.Exists(n => n.Concept == Concept.Note && n.Start < hit.Start && hit.Start - n.Start < 40)) return true;
        }

        return false;
    }

    /// <summary>Cuts the text at its line ends, very long sentences at a space, and gives each hit to its sentence; at most <paramref name="most"/>.</summary>
    public static List<SentenceView> Split(string text, List<ConceptHit> hits, int most)
    {
        var sentences = new List<SentenceView>();
        for (var i = 0; i < text.Length && sentences.Count < most;)
        {
            var end = text.IndexOf('\n', i);
            if (end < 0) end = text.Length;
            if (end - i > Longest && text.LastIndexOf(' ', i + Longest, Longest / 2) is var cut and > 0) end = cut;
            if (end - i > 2) sentences.Add(new SentenceView(text, i, end));
            i = end + 1;
        }

        var at = 0;
        foreach (var hit in hits)
        {
            while (at < sentences.Count && sentences[at].End < hit.End) at++;
            if (at < sentences.Count && hit.Start >= sentences[at].Start - 1) sentences[at].Add(hit);
        }

        return sentences;
    }
}
