namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>A stem that was found, by its place in a <see cref="ReadableText"/>.</summary>
internal readonly record struct ConceptHit(Concept Concept, int Start, int End);

/// <summary>
/// Finds all stems of a lexicon in one pass (A. V. Aho, M. J. Corasick, Efficient string matching, 1975): the cost is linear in
/// the text, whatever the number of stems.
/// </summary>
internal sealed class ConceptAutomaton
{
    /// <summary>From here on scripts part words without spaces, or tie particles to them; stems stand anywhere in them.</summary>
    private const char FirstWithoutBoundary = '\u0590';

    private readonly List<Dictionary<char, int>> _next = [[]];
    private readonly List<int> _fail = [0];
    private readonly List<int> _report = [0];
    private readonly List<List<(Concept Concept, int Length)>?> _found = [null];

    public ConceptAutomaton(IEnumerable<(Concept Concept, string Terms)> lexicon)
    {
        foreach (var (concept, terms) in lexicon)
        {
            foreach (var term in terms.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Add(concept, term);
        }

        Link();
    }

    /// <summary>Every stem in the text, in the order of their ends.</summary>
    public List<ConceptHit> Find(string text)
    {
        var hits = new List<ConceptHit>();
        var state = 0;
        for (var i = 0; i < text.Length; i++)
        {
            state = Step(state, text[i]);
            for (var at = _found[state] is null ? _report[state] : state; at != 0; at = _report[at])
            {
                foreach (var (concept, length) in _found[at]!) hits.Add(new ConceptHit(concept, i + 1 - length, i + 1));
            }
        }

        return hits;
    }

    private int Step(int state, char c)
    {
        while (true)
        {
            if (_next[state].TryGetValue(c, out var next)) return next;
            if (state == 0) return 0;
            state = _fail[state];
        }
    }

    private void Add(Concept concept, string term)
    {
        var whole = term.EndsWith('.');
        var stem = ReadableText.Plain(term).Trim();
        if (stem.Length == 0) return;
        if (stem[0] < FirstWithoutBoundary) stem = " " + stem;
        if (whole && stem[^1] < FirstWithoutBoundary) stem += " ";
        var state = 0;
        foreach (var c in stem)
        {
            if (!_next[state].TryGetValue(c, out var next))
            {
                next = _next.Count;
                _next.Add([]);
                _fail.Add(0);
                _report.Add(0);
                _found.Add(null);
                _next[state][c] = next;
            }

            state = next;
        }

        (_found[state] ??= []).Add((concept, stem.Length));
    }

    private void Link()
    {
        var queue = new Queue<int>(_next[0].Values);
        while (queue.TryDequeue(out var state))
        {
            foreach (var (c, child) in _next[state])
            {
                _fail[child] = Step(_fail[state], c);
                if (_fail[child] == child) _fail[child] = 0;
                _report[child] = _found[_fail[child]] is null ? _report[_fail[child]] : _fail[child];
                queue.Enqueue(child);
            }
        }
    }
}
