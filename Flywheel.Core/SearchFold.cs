using System.Globalization;
using System.Text;

namespace Flywheel.Core;

/// <summary>
/// The form in which texts are searched: two texts that differ in case or width only have the same form, in every script and
/// on every database. NFKC, then simple case folding, then NFKC (UAX #15, UTS #10 leave accents as they are, and so does this).
/// Beyond simple folding: ß and ẞ are "ss", dotted and dotless I are "i", the final sigma is a sigma.
/// </summary>
public static class SearchFold
{
    /// <summary>Stands between texts that are searched together; no folded text holds it.</summary>
    public const char Separator = '\u001f';

    /// <summary>UAX #15 (Stream-Safe Text Format): normalising a longer run of marks costs the square of its length.</summary>
    private const int LongestMarkRun = 30;

    /// <summary>The folded form. Linear in the text; broken surrogates become U+FFFD.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant().Replace(Separator, ' ');
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Compose(text).EnumerateRunes()) Append(folded, rune);
        return Compose(folded.ToString());
    }

    /// <summary>Several texts in one, each once.</summary>
    public static string OfAll(params IEnumerable<string?> texts) =>
        string.Join(Separator, texts.Where(t => !string.IsNullOrEmpty(t)).Distinct(StringComparer.Ordinal).Select(t => Of(t!)));

    /// <summary>Does the text hold what is looked for, whatever the case?</summary>
    public static bool Contains(string text, string wanted) => Of(text).Contains(Of(wanted), StringComparison.Ordinal);

    /// <summary>
    /// The pattern for LIKE with the backslash as its escape that finds a folded text anywhere; what LIKE would interpret
    /// stands for itself. Null where there is nothing to look for.
    /// </summary>
    public static string? Pattern(string folded) => folded.Length == 0 ? null : $"%{Escape(folded)}%";

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);

    private static void Append(StringBuilder folded, Rune rune)
    {
        switch (rune.Value)
        {
            case Separator:
                folded.Append(' ');
                break;
            case 0xdf or 0x1e9e:
                folded.Append("ss");
                break;
            case 0x130 or 0x131:
                folded.Append('i');
                break;
            case 0x307 when folded.Length > 0 && folded[^1] == 'i':
                // The dot that a lower-case İ is written with where it is not composed.
                break;
            case 0x3c2:
                folded.Append('σ');
                break;
            default:
                folded.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
                break;
        }
    }

    private static string Compose(string text)
    {
        var sound = new StringBuilder(text.Length);
        var (marks, most) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            most = Math.Max(most, marks);
            sound.Append(rune.ToString());
        }

        return most > LongestMarkRun ? sound.ToString() : sound.ToString().Normalize(NormalizationForm.FormKC);
    }

    private static bool IsMark(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
