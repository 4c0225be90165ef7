using System.Text;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Web.Components.Shared.Text;

/// <summary>How a stretch of text is to be shown.</summary>
public enum RunKind
{
    Plain = 0,

    /// <summary>A finding speaks of it.</summary>
    Found = 1,

    /// <summary>It cannot be seen: <see cref="TextRun.Text"/> is a short name of it, not the character.</summary>
    Unseen = 2,
}

/// <summary>A stretch of text, and what is to be said about it.</summary>
public readonly record struct TextRun(RunKind Kind, string Text, string? Title = null);

/// <summary>
/// The places of a text that are shown in a special way: what findings speak of, and characters that cannot be seen. These
/// never reach the page, so that none of them can turn the text around or hide something.
/// </summary>
public sealed class TextMarks
{
    /// <summary>Further marks than this are not drawn one by one: a page of zero-width characters must stay a page.</summary>
    public const int Most = 3000;

    private const int MostFindings = 500;

    private readonly string _text;
    private readonly List<Mark> _marks = [];

    private TextMarks(string text) => _text = text;

    /// <summary>Looks through a text once. Linear in it.</summary>
    public static TextMarks Of(string text, IEnumerable<FindingSpan>? findings = null)
    {
        var marks = new TextMarks(text);
        var unseen = new List<FindingSpan>();
        InvisibleCharacters.Find(text, unseen);
        marks._marks.AddRange(unseen.Select(s => new Mark(s.Start, s.Start + s.Length, RunKind.Unseen, null)));
        // Of findings that overlap, the narrower one says more.
        foreach (var span in (findings ?? []).Where(s => s.Label != InvisibleCharacters.Label).OrderBy(s => s.Length).Take(unseen.Count > MostFindings ? 50 : MostFindings)) marks.AddAround(span);
        return marks;
    }

    /// <summary>The runs of a part of the text.</summary>
    public List<TextRun> Cut(int start, int length)
    {
        var (runs, at, end) = (new List<TextRun>(), start, start + length);
        for (var i = FirstAfter(start); i < _marks.Count && _marks[i].Start < end && runs.Count < Most; i++)
        {
            var (from, to) = (Math.Max(_marks[i].Start, at), Math.Min(_marks[i].End, end));
            if (from >= to) continue;
            if (from > at) runs.Add(new(RunKind.Plain, _text[at..from]));
            if (_marks[i].Kind == RunKind.Found)
                runs.Add(new(RunKind.Found, _text[from..to], _marks[i].Title));
            else
                UnseenNames.Add(runs, _text.AsSpan(from, to - from));
            at = to;
        }

        if (at < end) runs.Add(new(RunKind.Plain, Harmless(at, end)));
        return runs;
    }

    private void AddAround(FindingSpan span)
    {
        var (at, end) = (Math.Max(0, span.Start), (int)Math.Min(_text.Length, (long)span.Start + span.Length));
        var index = FirstAfter(at);
        while (at < end)
        {
            var taken = index < _marks.Count ? _marks[index] : new(end, end, RunKind.Plain, null);
            var free = Math.Min(taken.Start, end);
            if (at < free) _marks.Insert(index++, new(at, free, RunKind.Found, span.Label));
            at = Math.Max(free, taken.End);
            index++;
        }
    }

    private int FirstAfter(int start)
    {
        var (low, high) = (0, _marks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_marks[middle].End <= start) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Plain text; beyond the last mark that was drawn, what cannot be seen is one stand-in character each.</summary>
    private string Harmless(int from, int to)
    {
        var index = FirstAfter(from);
        if (index >= _marks.Count || _marks[index].Start >= to) return _text[from..to];
        var text = new StringBuilder(_text, from, to - from, to - from);
        for (; index < _marks.Count && _marks[index].Start < to; index++)
        {
            if (_marks[index].Kind != RunKind.Unseen) continue;
            for (var i = Math.Max(from, _marks[index].Start); i < Math.Min(to, _marks[index].End); i++) text[i - from] = '\ufffd';
        }

        return text.ToString();
    }

    private readonly record struct Mark(int Start, int End, RunKind Kind, string? Title);
}
