using System.Globalization;
using System.Text;

namespace Flywheel.Core.Spreadsheets;

/// <summary>Whether a spreadsheet could read a text as a formula when it opens a file of comma-separated values.</summary>
internal static class FormulaText
{
    // The four, then full width, small, superscript, subscript, and others whose NFKC begins with one of them. U+2212 has no
    // such form, and spreadsheets of some languages read it as a minus.
    private const string Signs =
        "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u207C\u207A\u207B\u208C\u208A\u208B\uFB29\u2A75\u2A76\u2212";

    /// <summary>
    /// True where the text begins with tab, LF or CR, or where its first visible character is <c>=</c>, <c>+</c>, <c>-</c>,
    /// <c>@</c> or a compatibility form of one of them (full width, small, superscript, subscript; Unicode NFKC). White
    /// space, controls and invisible format characters (byte-order mark, zero-width, bidirectional) before it do not count.
    /// </summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return false;
        if (text[0] is '\t' or '\n' or '\r') return true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune)) return rune.IsBmp && Signs.Contains((char)rune.Value, StringComparison.Ordinal);
        }

        return false;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 or (>= 0xFE00 and <= 0xFE0F);
}
