using System.Globalization;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>E-mail addresses: a local part of at most 64 and a domain of at most 255 characters (RFC 5321, 4.5.3.1).</summary>
internal static class EmailAddresses
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 255;

    public static void Find(string text, List<FindingSpan> spans)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var start = LocalStart(text, at);
            var end = DomainEnd(text, at);
            if (start < at && end > at) spans.Add(new FindingSpan(start, end - start, PersonalDataLabels.Email));
        }
    }

    private static int LocalStart(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start < LongestLocalPart && IsLocal(text[start - 1])) start--;
        while (start < at && !char.IsLetterOrDigit(text[start])) start++;
        return text[Math.Max(at - 1, 0)] == '.' ? at : start;
    }

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' or '\'' or '&';

    private static int DomainEnd(string text, int at)
    {
        var end = at + 1;
        var lastDot = -1;
        while (end < text.Length && end - at <= LongestDomain && IsDomain(text[end]))
        {
            if (text[end] == '.')
            {
                if (text[end - 1] is '.' or '@' or '-') break;
                lastDot = end;
            }

            end++;
        }

        while (end > at && text[end - 1] is '.' or '-') end--;
        if (lastDot >= end) lastDot = text.LastIndexOf('.', end - 1, end - at);
        return lastDot > at && IsTopLevel(text.AsSpan(lastDot + 1, end - lastDot - 1)) ? end : -1;
    }

    private static bool IsDomain(char c) => char.IsLetterOrDigit(c) || c is '.' or '-';

    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.Length < 2) return false;
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return true;
        foreach (var c in label)
        {
            if (!char.IsLetter(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark)) return false;
        }

        return true;
    }
}
