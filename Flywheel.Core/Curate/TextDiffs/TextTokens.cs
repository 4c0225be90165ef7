using System.Globalization;
using System.Text;

namespace Flywheel.Core.Curate.TextDiffs;

/// <summary>Cuts a text into words or lines without losing a character: the pieces joined are the text.</summary>
internal static class TextTokens
{
    private enum Kind
    {
        Word,
        Space,

        /// <summary>Stands alone: punctuation, symbols, line ends, and letters of scripts that leave no space between words.</summary>
        Single,
    }

    /// <summary>Words, runs of spaces, and single characters. Linear in the text.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var pieces = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var (kind, next) = Read(text, at);
            while (kind != Kind.Single && next < text.Length && Read(text, next) is var (more, after) && more == kind) next = after;
            pieces.Add(text[at..next]);
            at = next;
        }

        return pieces;
    }

    /// <summary>Lines with their ends.</summary>
    public static IReadOnlyList<string> Lines(string text)
    {
        var pieces = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var next = end < 0 ? text.Length : end + 1;
            pieces.Add(text[at..next]);
            at = next;
        }

        return pieces;
    }

    /// <summary>The nearest place at or before <paramref name="at"/> that cuts no word of either text.</summary>
    public static int BackToStart(string a, string b, int at)
    {
        var back = at;
        while (back > 0 && (Joined(a, back) || Joined(b, back)) && at - back < MaxBack) back--;
        return Joined(a, back) || Joined(b, back) ? WholeCharacter(a, b, at) : back;
    }

    /// <summary>The same for a length counted from the end.</summary>
    public static int ForwardToEnd(string a, string b, int length)
    {
        var less = length;
        while (less > 0 && (Joined(a, a.Length - less) || Joined(b, b.Length - less)) && length - less < MaxBack) less--;
        if (!Joined(a, a.Length - less) && !Joined(b, b.Length - less)) return less;
        return length > 0 && char.IsLowSurrogate(a[^length]) ? length - 1 : length;
    }

    // A "word" longer than this is no word; looking for its beginning would be for nothing.
    private const int MaxBack = 1000;

    private static int WholeCharacter(string a, string b, int at) =>
        at > 0 && at < Math.Max(a.Length, b.Length) && char.IsHighSurrogate(a[at - 1]) ? at - 1 : at;

    /// <summary>Do the characters before and at this place belong to one piece?</summary>
    private static bool Joined(string text, int at)
    {
        if (at <= 0 || at >= text.Length) return false;
        if (char.IsSurrogatePair(text[at - 1], text[at])) return true;
        var (kind, _) = Read(text, at);
        var from = at > 1 && char.IsSurrogatePair(text[at - 2], text[at - 1]) ? at - 2 : at - 1;
        return kind != Kind.Single && Read(text, from).Kind == kind;
    }

    private static (Kind Kind, int Next) Read(string text, int at)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var used);
        var kind = KindOf(rune);
        // What stands alone stands with what belongs to it, such as a skin tone or a vowel sign. CR and LF stay two.
        return (kind, at + (kind == Kind.Single && rune.Value != '\r' ? StringInfo.GetNextTextElementLength(text.AsSpan(at)) : used));
    }

    private static Kind KindOf(Rune rune)
    {
        if (rune.Value is '\n' or '\r' or 0x2028 or 0x2029) return Kind.Single;
        if (Rune.IsWhiteSpace(rune)) return Kind.Space;
        if (IsUnspaced(rune.Value)) return Kind.Single;
        return Rune.IsLetterOrDigit(rune) || rune.Value == '_' || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark ? Kind.Word : Kind.Single;
    }

    /// <summary>Thai, Lao, Khmer and Burmese, Japanese and Chinese.</summary>
    private static bool IsUnspaced(int value) => value is (>= 0xe00 and <= 0xeff) or (>= 0x1000 and <= 0x109f) or (>= 0x1780 and <= 0x17ff)
        or (>= 0x3040 and <= 0x30ff) or (>= 0x3400 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);
}
