using DiffPlex;
using DiffPlex.Model;

namespace Flywheel.Core.Curate.TextDiffs;

/// <summary>What became of a stretch of text.</summary>
public enum DiffKind
{
    Equal = 0,
    Inserted = 1,
    Deleted = 2,
}

/// <summary>What a difference was reckoned by.</summary>
public enum DiffLevel
{
    Words = 0,
    Lines = 1,

    /// <summary>Only the common beginning and end; what stands between is replaced as a whole.</summary>
    Whole = 2,
}

/// <summary>A stretch of text that was kept, put in or taken out.</summary>
public readonly record struct DiffSegment(DiffKind Kind, string Text);

/// <summary>
/// The way from one text to another. Equal and deleted segments in order are the old text, equal and inserted ones the new.
/// </summary>
public sealed record TextDifference(DiffLevel Level, IReadOnlyList<DiffSegment> Segments);

/// <summary>
/// Compares two texts. The cost of Myers' algorithm grows with length times difference, so the common beginning and end are
/// set aside first, and what is left is compared by words, by lines or as a whole, whichever is bounded.
/// </summary>
public static class TextDiff
{
    /// <summary>Up to this many UTF-16 units of both differing parts together words are compared.</summary>
    public const int MaxWordLength = 20_000;

    /// <summary>Up to this many UTF-16 units of both differing parts together lines are compared.</summary>
    public const int MaxLineLength = 1_000_000;

    /// <summary>The most words or lines of both sides together: in the worst case the cost grows with its square.</summary>
    public const int MaxTokens = 8_000;

    /// <summary>Compares on a pool thread, so that no screen waits. Cancelling gives up waiting; the work itself is bounded.</summary>
    public static Task<TextDifference> CompareAsync(string before, string after, CancellationToken cancellationToken) =>
        Task.Run(() => Compare(before, after), cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Compares two texts; bounded as the type says.</summary>
    public static TextDifference Compare(string before, string after)
    {
        var (start, end) = CommonEnds(before, after);
        var (old, @new) = (before[start..^end], after[start..^end]);
        var segments = new DiffSegments();
        segments.Add(DiffKind.Equal, before.AsSpan(0, start));
        var level = AddMiddle(segments, old, @new);
        segments.Add(DiffKind.Equal, before.AsSpan(before.Length - end));
        return new(level, segments.Done());
    }

    private static DiffLevel AddMiddle(DiffSegments segments, string old, string @new)
    {
        if (old.Length + @new.Length == 0) return DiffLevel.Words;
        if (old.Length + @new.Length <= MaxWordLength && TryAdd(segments, old, @new, TextTokens.Words)) return DiffLevel.Words;
        if (old.Length + @new.Length <= MaxLineLength && TryAdd(segments, old, @new, TextTokens.Lines)) return DiffLevel.Lines;
        segments.Add(DiffKind.Deleted, old);
        segments.Add(DiffKind.Inserted, @new);
        return DiffLevel.Whole;
    }

    private static bool TryAdd(DiffSegments segments, string old, string @new, Func<string, IReadOnlyList<string>> split)
    {
        var (before, after) = (split(old), split(@new));
        if (before.Count + after.Count > MaxTokens) return false;
        var result = Differ.Instance.CreateDiffs(old, @new, false, false, new Pieces(old, before, after));
        var at = 0;
        foreach (var block in result.DiffBlocks)
        {
            segments.Add(DiffKind.Equal, before, at, block.DeleteStartA);
            segments.Add(DiffKind.Deleted, before, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            segments.Add(DiffKind.Inserted, after, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        segments.Add(DiffKind.Equal, before, at, before.Count);
        return true;
    }

    /// <summary>How much is the same at both ends, cut back to where a word begins and ends on both sides.</summary>
    private static (int Start, int End) CommonEnds(string before, string after)
    {
        var most = Math.Min(before.Length, after.Length);
        var start = before.AsSpan().CommonPrefixLength(after);
        if (start == before.Length && start == after.Length) return (start, 0);
        start = WholeStart(before, after, TextTokens.BackToStart(before, after, start));
        var end = 0;
        while (end < most - start && before[^(end + 1)] == after[^(end + 1)]) end++;
        return (start, WholeEnd(before, after, TextTokens.ForwardToEnd(before, after, end)));
    }

    /// <summary>What follows decides where a character ends, and it differs: both sides have to be cut at a whole one.</summary>
    private static int WholeStart(string a, string b, int at)
    {
        while (Math.Min(TextCut.Before(a, at), TextCut.Before(b, at)) is var back && back < at) at = back;
        return at;
    }

    private static int WholeEnd(string a, string b, int length)
    {
        while (Math.Min(a.Length - TextCut.After(a, a.Length - length), b.Length - TextCut.After(b, b.Length - length)) is var less && less < length) length = less;
        return length;
    }

    /// <summary>Hands over what was split already.</summary>
    private sealed class Pieces(string old, IReadOnlyList<string> before, IReadOnlyList<string> after) : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => ReferenceEquals(text, old) ? before : after;
    }
}
