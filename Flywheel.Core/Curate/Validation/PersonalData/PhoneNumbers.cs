using System.Buffers;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>
/// Phone numbers as people write them: international (ITU-T E.164: 8 to 15 digits after +), North American, with a trunk
/// zero or an area code in brackets; anything of 7 to 15 digits where a word near by says that it is one.
/// </summary>
internal static class PhoneNumbers
{
    private const int ContextBefore = 28;
    private const int ContextAfter = 10;
    private const int ContextOfOther = 16;

    private static readonly SearchValues<string> Telling = SearchValues.Create(
        ["phone", "tel:", "tel.", "tel ", "telefon", "téléphone", "teléfono", "mobile", "mobil:", "mobil ", "cell", "call", "fax", "desk:",
            "dial", "whatsapp", "sms", "hotline", "registered", "handy", "office:", "contact no", "contact number", "contact me", "contact us", "reach me", "ring me", "text me"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> TellingAfter =
        SearchValues.Create(["office", "fax", "mobile", "home", "cell", "desk", "work"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Other = SearchValues.Create(
        ["order", "account", "invoice", "ref", "ticket", "code", "case", "claim", "isbn", "sku", "tracking", "id ", "id:", "id#",
            "serial", "version", "page", "£", "$", "€"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the run of digits and separators is a phone number.</summary>
    public static bool IsPhone(string text, int start, int end)
    {
        var run = text.AsSpan(start, end - start);
        Span<int> groups = stackalloc int[20];
        var count = Groups(run, groups, out var digits);
        if (count < 0 || digits is < 7 or > 17 || IsDate(run, groups[..count])) return false;
        if (run[0] == '+' || run.StartsWith("(+", StringComparison.Ordinal)) return digits is >= 8 and <= 15;
        if (HasPhoneShape(run, groups[..count], digits)) return !Preceded(text, start, Other, ContextOfOther);
        return digits <= 15 && !Preceded(text, start, Other, ContextOfOther)
            && (Preceded(text, start, Telling, ContextBefore) || Followed(text, end));
    }

    /// <summary>Whether an extension such as <c>x123</c> or <c>ext. 12</c> begins here.</summary>
    public static bool IsExtension(string text, int at) => WithExtension(text, at) > at;

    /// <summary>The end of the number with its extension of at most six digits.</summary>
    public static int WithExtension(string text, int end)
    {
        var i = end;
        while (i < text.Length && i - end < 2 && text[i] is ' ' or ',') i++;
        var rest = text.AsSpan(i);
        var word = rest.StartsWith("ext", StringComparison.OrdinalIgnoreCase) ? 3 : rest.StartsWith("x", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (word == 0) return end;
        i += word;
        while (i < text.Length && i - end < 8 && text[i] is '.' or ' ' or ':') i++;
        var digits = i;
        while (i < text.Length && i - digits < 6 && char.IsAsciiDigit(text[i])) i++;
        return i > digits ? i : end;
    }

    private static int Groups(ReadOnlySpan<char> run, Span<int> groups, out int digits)
    {
        var count = 0;
        var inside = false;
        digits = 0;
        foreach (var c in run)
        {
            if (char.IsAsciiDigit(c))
            {
                if (!inside && count == groups.Length) return -1;
                if (!inside) groups[count++] = 0;
                groups[count - 1]++;
                digits++;
            }

            inside = char.IsAsciiDigit(c);
        }

        return count;
    }

    private static bool HasPhoneShape(ReadOnlySpan<char> run, ReadOnlySpan<int> groups, int digits)
    {
        if (run[0] == '(' && digits is >= 8 and <= 15 && groups.Length >= 2) return true;
        if (groups is [3, 3, 4] && run[0] is >= '2' and <= '9') return true;
        if (groups is [1, 3, 3, 4] && run[0] == '1') return true;
        if (run.StartsWith("00", StringComparison.Ordinal)) return digits is >= 10 and <= 17 && groups.Length > 1;
        return run[0] == '0' && digits is >= 9 and <= 12 && (groups.Length > 1 || digits is 10 or 11) && groups[0] <= 6 + (groups.Length == 1 ? 6 : 0);
    }

    /// <summary>Days and times, such as 2006-04-07 09, 01.02.2003 and 12-11-2000.</summary>
    private static bool IsDate(ReadOnlySpan<char> run, ReadOnlySpan<int> groups) =>
        run.IndexOfAny('-', '.') > 0 && groups.Length >= 3
        && ((groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2 && run[0] is '1' or '2')
            || (groups[0] <= 2 && groups[1] <= 2 && groups[2] == 4));

    private static bool Preceded(string text, int start, SearchValues<string> words, int distance) =>
        text.AsSpan(Math.Max(0, start - distance), Math.Min(start, distance)).ContainsAny(words);

    private static bool Followed(string text, int end) =>
        text.AsSpan(end, Math.Min(ContextAfter, text.Length - end)).ContainsAny(TellingAfter);
}
