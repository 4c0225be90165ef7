using System.Buffers;
using System.Globalization;
using System.Text;

namespace Flywheel.Core.Curate.Validation;

/// <summary>
/// Finds what a reader cannot see: zero-width and bidirectional controls, tags, fillers, line and paragraph separators,
/// control characters, broken surrogates. Joiners inside emoji and in scripts that need them are left alone.
/// </summary>
public static class InvisibleCharacters
{
    /// <summary>The label of these spans.</summary>
    public const string Label = "INVISIBLE";

    private static readonly SearchValues<char> Visible =
        SearchValues.Create("\t\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Appends a span for each run of invisible characters. Linear in the text.</summary>
    public static void Find(string text, List<FindingSpan> spans)
    {
        var i = text.AsSpan().IndexOfAnyExcept(Visible);
        if (i < 0) return;
        var previous = i > 0 ? new Rune(text[i - 1]) : default;
        bool? rightToLeft = null;
        while (i < text.Length)
        {
            var whole = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) == OperationStatus.Done;
            var next = i + used;
            if (!whole || (IsInvisible(rune) && !IsNeeded(text, rune, previous, next, ref rightToLeft)))
                Append(spans, i, used);
            if (whole) previous = rune;
            i = next;
        }
    }

    private static void Append(List<FindingSpan> spans, int start, int length)
    {
        if (spans.Count > 0 && spans[^1] is var last && last.Label == Label && last.Start + last.Length == start)
            spans[^1] = last with { Length = last.Length + length };
        else
            spans.Add(new FindingSpan(start, length, Label));
    }

    private static bool IsInvisible(Rune rune) => rune.Value switch
    {
        < 0x20 => rune.Value is not ('\t' or '\n' or '\r'),
        < 0x7f => false,
        // Arabic, Syriac and Kaithi number and year signs are format characters that are drawn.
        (>= 0x600 and <= 0x605) or 0x6dd or 0x70f or 0x890 or 0x891 or 0x8e2 or 0x110bd or 0x110cd => false,
        0x2028 or 0x2029 or 0x34f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2800 or 0x3164 or 0xffa0 => true,
        // Variation selectors 17 to 256 can carry a byte each.
        (>= 0xe0000 and <= 0xe01ef) => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
            || (rune.Value & 0xfffe) == 0xfffe,
    };

    private static bool IsNeeded(string text, Rune rune, Rune previous, int next, ref bool? rightToLeft)
    {
        var following = Rune.TryGetRuneAt(text, Math.Min(next, text.Length - 1), out var r) && next < text.Length ? r : default;
        switch (rune.Value)
        {
            case 0x200d when IsEmojiPart(previous) && IsEmojiPart(following):
                return true;
            case 0x200c or 0x200d:
                return NeedsJoiners(previous) && (NeedsJoiners(following) || following == default || Rune.IsWhiteSpace(following));
            case 0x200e or 0x200f or 0x61c:
                rightToLeft ??= text.AsSpan().ContainsAnyInRange('\u0590', '\u08ff');
                return rightToLeft.Value;
            case >= 0xe0020 and <= 0xe007f:
                // The flags of England, Scotland and Wales are a black flag and a run of tags.
                return previous.Value == 0x1f3f4 || (previous.Value is >= 0xe0020 and <= 0xe007e && FlagBefore(text, next));
            case >= 0xe0100 and <= 0xe01ef:
                return previous.Value is (>= 0x3400 and <= 0x9fff) or (>= 0x20000 and <= 0x3ffff);
            default:
                return false;
        }
    }

    private static bool FlagBefore(string text, int end)
    {
        // A subdivision's flag is at most six tags and the terminator.
        for (var (i, steps) = (end - 2, 0); i >= 0 && steps < 8; i -= 2, steps++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune)) return false;
            if (rune.Value == 0x1f3f4) return true;
            if (rune.Value is < 0xe0020 or > 0xe007f) return false;
        }

        return false;
    }

    private static bool IsEmojiPart(Rune rune) => rune.Value is 0xfe0f or (>= 0x1f000 and <= 0x1faff)
        or (>= 0x2190 and <= 0x2bff) or 0x3030 or 0x303d or (>= 0xe0020 and <= 0xe007f);

    private static bool NeedsJoiners(Rune rune) => rune.Value is (>= 0x600 and <= 0x8ff) or (>= 0x900 and <= 0xdff)
        or (>= 0xf00 and <= 0x109f) or (>= 0x1780 and <= 0x18af) or (>= 0xa840 and <= 0xa8ff)
        or (>= 0xfb50 and <= 0xfdff) or (>= 0xfe70 and <= 0xfefe) or (>= 0x11000 and <= 0x11fff);
}
