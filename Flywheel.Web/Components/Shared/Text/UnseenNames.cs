using System.Globalization;
using System.Text;

namespace Flywheel.Web.Components.Shared.Text;

/// <summary>Names for characters that cannot be seen: a short one to print, a long one to explain.</summary>
public static class UnseenNames
{
    private const int MostOfOneRun = 12;

    private static readonly Dictionary<int, (string Short, string Long)> Known = new()
    {
        [0x00] = ("NUL", "Null"), [0x1b] = ("ESC", "Escape"), [0x7f] = ("DEL", "Delete"), [0xad] = ("SHY", "Soft hyphen"), [0x85] = ("NEL", "Next line"),
        [0x200b] = ("ZWSP", "Zero-width space"), [0x200c] = ("ZWNJ", "Zero-width non-joiner"), [0x200d] = ("ZWJ", "Zero-width joiner"),
        [0x200e] = ("LRM", "Left-to-right mark"), [0x200f] = ("RLM", "Right-to-left mark"), [0x061c] = ("ALM", "Arabic letter mark"),
        [0x202a] = ("LRE", "Left-to-right embedding"), [0x202b] = ("RLE", "Right-to-left embedding"), [0x202c] = ("PDF", "End of embedding or override"),
        [0x202d] = ("LRO", "Left-to-right override"), [0x202e] = ("RLO", "Right-to-left override"), [0x2028] = ("LS", "Line separator"),
        [0x2029] = ("PS", "Paragraph separator"), [0x2060] = ("WJ", "Word joiner"), [0x2066] = ("LRI", "Left-to-right isolate"),
        [0x2067] = ("RLI", "Right-to-left isolate"), [0x2068] = ("FSI", "First-strong isolate"), [0x2069] = ("PDI", "End of isolate"),
        [0xfeff] = ("BOM", "Zero-width no-break space"), [0x3164] = ("HF", "Hangul filler"), [0x2800] = ("BLANK", "Braille blank"),
    };

    /// <summary>Appends a run for each different character of a stretch; repetitions are counted, and long stretches summed up.</summary>
    internal static void Add(List<TextRun> runs, ReadOnlySpan<char> text)
    {
        var (at, added) = (0, 0);
        while (at < text.Length)
        {
            if (added++ == MostOfOneRun)
            {
                runs.Add(new(RunKind.Unseen, $"+{text.Length - at} more", "Further characters that cannot be seen"));
                return;
            }

            var used = Length(text[at..]);
            var count = 1;
            while (text[(at + (count * used))..].StartsWith(text.Slice(at, used))) count++;
            var (brief, full) = Name(text.Slice(at, used));
            runs.Add(new(RunKind.Unseen, count == 1 ? brief : $"{brief}×{count}", full));
            at += count * used;
        }
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out _, out var used);
        return used;
    }

    private static (string Short, string Long) Name(ReadOnlySpan<char> character)
    {
        if (character.Length == 1 && char.IsSurrogate(character[0])) return ("BROKEN", $"Half of a character, {Code(character[0])}");
        Rune.DecodeFromUtf16(character, out var rune, out _);
        if (Known.TryGetValue(rune.Value, out var name)) return (name.Short, $"{name.Long}, {Code(rune.Value)}");
        return rune.Value is >= 0xe0000 and <= 0xe007f
            ? ("TAG", $"Tag character, {Code(rune.Value)}")
            : (Code(rune.Value), $"Character that cannot be seen, {Code(rune.Value)}");
    }

    private static string Code(int value) => string.Create(CultureInfo.InvariantCulture, $"U+{value:X4}");
}
