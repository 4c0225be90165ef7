using System.Globalization;

namespace Flywheel.Core;

/// <summary>
/// Cuts texts of users between characters as people see them: extended grapheme clusters of UAX #29, such as an emoji with
/// its skin tone or a letter with its accents. Lengths and places are UTF-16 code units.
/// </summary>
public static class TextCut
{
    /// <summary>A cluster longer than this is cut between code points: nobody sees it as one character.</summary>
    public const int LongestCluster = 128;

    // How far back a place is looked for at which a cluster begins for certain.
    private const int Window = 65_536;

    /// <summary>The beginning of a text, at most so many code units; the text itself where it is not longer.</summary>
    public static string Beginning(string text, int most) => text.Length <= most ? text : text[..Before(text, most)];

    /// <summary>The same, with an ellipsis where something was cut off.</summary>
    public static string Excerpt(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, Before(text, most)), "…");

    /// <summary>The last place at or before <paramref name="at"/> that cuts no character.</summary>
    public static int Before(string text, int at)
    {
        if (at <= 0 || at >= text.Length) return Math.Clamp(at, 0, text.Length);
        var (start, end) = Around(text, at);
        return end == at ? at : end - start <= LongestCluster ? start : BetweenCodePoints(text, at);
    }

    /// <summary>The first place at or after <paramref name="at"/> that cuts no character.</summary>
    public static int After(string text, int at)
    {
        if (at <= 0 || at >= text.Length) return Math.Clamp(at, 0, text.Length);
        var (start, end) = Around(text, at);
        return end - start <= LongestCluster ? end : BetweenCodePoints(text, at);
    }

    /// <summary>How many characters a stretch of text has.</summary>
    public static int Count(string text, int from, int to)
    {
        var count = 0;
        for (var at = from; at < to; at += StringInfo.GetNextTextElementLength(text.AsSpan(at, to - at))) count++;
        return count;
    }

    /// <summary>The cluster that holds the code unit before a place: where it begins and where it ends.</summary>
    private static (int Start, int End) Around(string text, int at)
    {
        var start = CertainStart(text, at);
        var end = start;
        for (; end < at; end += StringInfo.GetNextTextElementLength(text.AsSpan(end))) start = end;
        return (start, end);
    }

    private static int CertainStart(string text, int at)
    {
        var first = Math.Max(0, at - Window);
        for (var i = at - 1; i > first; i--)
        {
            if (IsPlain(text[i]) && IsPlain(text[i - 1]) && text[i] != '\n') return i;
        }

        return first == 0 ? 0 : BetweenCodePoints(text, first);
    }

    /// <summary>Characters that never join a neighbour of their kind: Latin, Greek and Cyrillic letters, kana, Chinese, ASCII.</summary>
    private static bool IsPlain(char c) => c is < '\u00a9' or (>= '\u00c0' and < '\u0300') or (>= '\u0370' and < '\u0483')
        or (>= '\u3041' and <= '\u3096') or (>= '\u30a1' and <= '\u30fa') or (>= '\u3400' and < '\ua000');

    private static int BetweenCodePoints(string text, int at) => char.IsSurrogatePair(text[at - 1], text[at]) ? at - 1 : at;
}
