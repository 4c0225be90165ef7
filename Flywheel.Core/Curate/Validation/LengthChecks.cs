using System.Globalization;

namespace Flywheel.Core.Curate.Validation;

/// <summary>Compares how much a correction says with how much the original said.</summary>
internal static class LengthChecks
{
    /// <summary>An original shorter than this many UTF-16 code units says nothing about the length of its correction.</summary>
    private const int ShortestOriginal = 80;

    /// <summary>A correction below this share of the original, or above that multiple of it, is far off.</summary>
    private const double Shortest = 0.2;
    private const double Longest = 4.0;

    public static bool IsEmpty(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsBlank(System.Text.Rune.GetUnicodeCategory(rune)) && rune.Value is not (0x3164 or 0xffa0 or 0x115f or 0x1160 or 0x2800))
                return false;
        }

        return true;
    }

    public static Finding? Compare(string original, string proposed)
    {
        var (before, after) = (original.AsSpan().Trim().Length, proposed.AsSpan().Trim().Length);
        if (after < before * Shortest && before >= ShortestOriginal)
            return Of(FindingKinds.TooShort, $"The correction has {after} characters, the original {before}: far shorter.");
        if (after > Math.Max(before, ShortestOriginal) * Longest && before > 0)
            return Of(FindingKinds.TooLong, $"The correction has {after} characters, the original {before}: far longer.");
        return null;
    }

    private static Finding Of(FindingKinds kind, FormattableString message) =>
        new(kind, FindingField.Proposed, message.ToString(CultureInfo.InvariantCulture), []);

    private static bool IsBlank(UnicodeCategory category) => category is UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;
}
