using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Flywheel.Core.Curate.Validation;

/// <summary>When the fold of a character holds.</summary>
internal enum FoldKind
{
    Always,

    /// <summary>Superscripts and subscripts: not behind a plain letter or digit, where they are an exponent or a footnote.</summary>
    Raised,

    /// <summary>Digits in circles: only beside another one; a single one numbers a list.</summary>
    Circled,

    /// <summary>The ideographic full stop, which stands for a dot in a domain.</summary>
    BetweenLetters,

    /// <summary>The Katakana length mark, which is typed for a hyphen in a number.</summary>
    BetweenDigits,
}

/// <summary>
/// What each character folds to: its compatibility form (Unicode's NFKC), with the digits of every script (general category
/// Nd) as ASCII digits and with dashes and spaces as one of each; nothing for marks and for format characters.
/// </summary>
internal static class CharacterFolds
{
    /// <summary>The longest fold, UTF-16 code units; a few ligatures stand for whole phrases, which no search looks for.</summary>
    private const int Longest = 4;

    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly FrozenDictionary<int, string> Compatible = Build();

    /// <summary>The fold; empty when the character is left out; null when it stays as it is.</summary>
    public static string? Of(Rune rune)
    {
        if (rune.Value < 0x80) return null;
        if (Compatible.TryGetValue(rune.Value, out var fold)) return fold;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => Digits[(int)Rune.GetNumericValue(rune)],
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => "",
            _ => null,
        };
    }

    /// <summary>Whether a character stands on the one before it.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>When the fold holds.</summary>
    public static FoldKind KindOf(Rune rune) => rune.Value switch
    {
        0xb2 or 0xb3 or 0xb9 or (>= 0x2070 and <= 0x208e) => FoldKind.Raised,
        0x24ea or 0x24ff or (>= 0x2460 and <= 0x2468) or (>= 0x24f5 and <= 0x24fd) or (>= 0x2776 and <= 0x277e)
            or (>= 0x2780 and <= 0x2788) or (>= 0x278a and <= 0x2792) => FoldKind.Circled,
        0x3002 or 0xff61 => FoldKind.BetweenLetters,
        0x30fc or 0xff70 or 0x2500 or 0x2015 => FoldKind.BetweenDigits,
        _ => FoldKind.Always,
    };

    private static FrozenDictionary<int, string> Build()
    {
        var folds = new Dictionary<int, string>();
        foreach (var value in Candidates())
        {
            var rune = new Rune(value);
            if (Fold(rune) is { } fold) folds[value] = fold;
        }

        return folds.ToFrozenDictionary();
    }

    // Beyond the first plane only these blocks hold compatibility forms of letters and digits.
    private static IEnumerable<int> Candidates() =>
        Enumerable.Range(0x80, 0xd800 - 0x80).Concat(Enumerable.Range(0xe000, 0x2000 - 2))
            .Concat(Enumerable.Range(0x1d400, 0x400)).Concat(Enumerable.Range(0x1f100, 0x100)).Concat(Enumerable.Range(0x1fbf0, 10));

    private static string? Fold(Rune rune)
    {
        if (rune.Value is (>= 0xac00 and <= 0xd7a3) or (>= 0x3400 and <= 0x9fff)) return null;
        if (Chosen(rune) is { } chosen) return chosen;
        if (rune.Value is 0x2026 or 0x2025) return null;
        var digit = CharUnicodeInfo.GetDigitValue(rune.ToString(), 0);
        if (digit >= 0 && KindOf(rune) == FoldKind.Circled) return Digits[digit];
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.OtherNumber && KindOf(rune) == FoldKind.Always) return null;
        if (category is UnicodeCategory.ModifierSymbol or UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber) return null;
        var text = rune.ToString();
        var form = text.Normalize(NormalizationForm.FormKC);
        return form == text || form.Length > Longest ? null : form;
    }

    private static string? Chosen(Rune rune) => rune.Value switch
    {
        0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2212 or 0x2043 or 0xfe58 or 0xfe63 or 0xff0d => "-",
        0x30fc or 0xff70 or 0x2500 or 0x2015 => "-",
        0x3002 or 0xff61 => ".",
        0x115f or 0x1160 or 0x3164 or 0xffa0 or 0x2800 => "",
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator ? " " : null,
    };
}
