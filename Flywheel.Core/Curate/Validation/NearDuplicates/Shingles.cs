using System.Globalization;
using System.Text;

namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>
/// The shingles of a text: hashes of every two and every three words that follow each other, without case and punctuation.
/// In scripts without spaces (Han, kana, Thai, Lao, Khmer, Burmese) each character is a word, so that these are character
/// shingles. A text of one word is one shingle; a text without words is one shingle of its characters.
/// </summary>
internal static class Shingles
{
    /// <summary>How much of a text is looked at, UTF-16 code units from its start.</summary>
    public const int Window = 256 * 1024;

    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The lower case of ASCII letters and digits, 0 for everything else.</summary>
    private static readonly byte[] AsciiPart = [.. Enumerable.Range(0, 128)
        .Select(c => char.IsAsciiLetterOrDigit((char)c) ? (byte)char.ToLowerInvariant((char)c) : (byte)0)];

    /// <summary>Offers every shingle to the sample. Linear in the text.</summary>
    public static void Collect(string text, HashSample sample)
    {
        var rest = TextNormaliser.ToNfc(text.Length > Window ? text[..Window] : text).AsSpan();
        ulong before = 0, last = 0;
        var words = 0;
        while (Next(ref rest, out var word))
        {
            if (words > 0) sample.Offer(Mix((last * Prime) ^ word));
            if (words > 1) sample.Offer(Mix((((before * Prime) ^ last) * Prime) ^ word ^ 3));
            (before, last) = (last, word);
            words++;
        }

        if (words == 1) sample.Offer(Mix(last ^ 1));
        if (words == 0 && text.Length > 0) sample.Offer(Mix(HashOf(text.AsSpan(0, Math.Min(text.Length, Window)))));
    }

    /// <summary>The hash of the next word. Combining marks belong to their word.</summary>
    private static bool Next(ref ReadOnlySpan<char> rest, out ulong hash)
    {
        hash = Offset;
        var inside = false;
        while (!rest.IsEmpty)
        {
            if (rest[0] < 0x80)
            {
                var part = AsciiPart[rest[0]];
                rest = rest[1..];
                if (part == 0 && inside) return true;
                if (part == 0) continue;
                hash = (hash ^ part) * Prime;
                inside = true;
                continue;
            }

            _ = Rune.DecodeFromUtf16(rest, out var rune, out var used);
            var alone = IsUnspaced(rune.Value);
            if (alone && inside) return true;
            var isPart = IsWordPart(rune);
            if (isPart)
            {
                hash = (hash ^ (uint)Rune.ToLowerInvariant(rune).Value) * Prime;
                inside = true;
            }

            rest = rest[used..];
            if (alone || (inside && !isPart)) return true;
        }

        return inside;
    }

    private static bool IsWordPart(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;

    private static bool IsUnspaced(int value) => value >= 0xe00 && value is (>= 0xe01 and <= 0xe30) or (>= 0xe32 and <= 0xe33)
        or (>= 0xe40 and <= 0xe45) or (>= 0xe81 and <= 0xeb0) or (>= 0xec0 and <= 0xec4) or (>= 0x1000 and <= 0x102a)
        or (>= 0x1780 and <= 0x17b3) or (>= 0x3041 and <= 0x3096) or (>= 0x30a1 and <= 0x30fa) or (>= 0x3400 and <= 0x9fff)
        or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);

    private static ulong HashOf(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c)) hash = (hash ^ c) * Prime;
        }

        return hash;
    }

    /// <summary>The finaliser of MurmurHash3 (Appleby, public domain): spreads every bit, so that the smallest hashes are a fair sample.</summary>
    private static uint Mix(ulong h)
    {
        h = (h ^ (h >> 33)) * 0xff51afd7ed558ccd;
        h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53;
        return (uint)((h ^ (h >> 33)) >> 33);
    }
}
