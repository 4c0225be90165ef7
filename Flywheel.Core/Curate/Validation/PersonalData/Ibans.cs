using System.Collections.Frozen;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>International bank account numbers (ISO 13616): the country's length and the remainder by 97.</summary>
internal static class Ibans
{
    private static readonly FrozenDictionary<string, int> Lengths = new Dictionary<string, int>
    {
        ["AD"] = 24, ["AE"] = 23, ["AL"] = 28, ["AT"] = 20, ["AZ"] = 28, ["BA"] = 20, ["BE"] = 16, ["BG"] = 22, ["BH"] = 22,
        ["BR"] = 29, ["BY"] = 28, ["CH"] = 21, ["CR"] = 22, ["CY"] = 28, ["CZ"] = 24, ["DE"] = 22, ["DK"] = 18, ["DO"] = 28,
        ["EE"] = 20, ["EG"] = 29, ["ES"] = 24, ["FI"] = 18, ["FO"] = 18, ["FR"] = 27, ["GB"] = 22, ["GE"] = 22, ["GI"] = 23,
        ["GL"] = 18, ["GR"] = 27, ["GT"] = 28, ["HR"] = 21, ["HU"] = 28, ["IE"] = 22, ["IL"] = 23, ["IQ"] = 23, ["IS"] = 26,
        ["IT"] = 27, ["JO"] = 30, ["KW"] = 30, ["KZ"] = 20, ["LB"] = 28, ["LI"] = 21, ["LT"] = 20, ["LU"] = 20, ["LV"] = 21,
        ["MC"] = 27, ["MD"] = 24, ["ME"] = 22, ["MK"] = 19, ["MR"] = 27, ["MT"] = 31, ["MU"] = 30, ["NL"] = 18, ["NO"] = 15,
        ["PK"] = 24, ["PL"] = 28, ["PS"] = 29, ["PT"] = 25, ["QA"] = 29, ["RO"] = 24, ["RS"] = 22, ["SA"] = 24, ["SE"] = 24,
        ["SI"] = 19, ["SK"] = 24, ["SM"] = 27, ["TN"] = 24, ["TR"] = 26, ["UA"] = 29, ["VA"] = 22, ["XK"] = 20,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> LengthOf =
        Lengths.GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Find(string text, List<FindingSpan> spans)
    {
        for (var i = 0; i + 14 < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i + 2]) || !char.IsAsciiLetter(text[i]) || !char.IsAsciiLetter(text[i + 1])
                || !char.IsAsciiDigit(text[i + 3]) || (i > 0 && char.IsAsciiLetterOrDigit(text[i - 1]))) continue;
            var end = EndAt(text, i);
            if (end < 0) continue;
            spans.Add(new FindingSpan(i, end - i, PersonalDataLabels.Iban));
            i = end - 1;
        }
    }

    private static int EndAt(string text, int start)
    {
        if (!LengthOf.TryGetValue(text.AsSpan(start, 2), out var length)) return -1;
        Span<char> account = stackalloc char[length];
        var (count, i) = (0, start);
        for (; i < text.Length && count < length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i])) account[count++] = text[i];
            else if (text[i] is not (' ' or '-') || !char.IsAsciiLetterOrDigit(text[i - 1])) return -1;
        }

        if (count < length || (i < text.Length && char.IsAsciiLetterOrDigit(text[i]))) return -1;
        return CheckDigits.Mod97(account[..4], CheckDigits.Mod97(account[4..])) == 1 ? i : -1;
    }
}
