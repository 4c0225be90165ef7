using System.Net;
using System.Net.Sockets;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>IPv4 addresses in dotted form and IPv6 addresses (RFC 4291, 2.2). Version numbers and times are not addresses.</summary>
internal static class IpAddresses
{
    private const int Longest = 45;

    public static void Find(string text, List<FindingSpan> spans)
    {
        var previous = (End: 0, IsVersion: false);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsPart(text[i])) continue;
            var start = i;
            var (dots, colons) = (0, 0);
            for (; i < text.Length && IsPart(text[i]); i++)
            {
                if (text[i] == '.') dots++;
                else if (text[i] == ':') colons++;
            }

            if (dots < 3 && colons < 2) continue;
            AddIfAddress(text, start, i, spans, ref previous);
        }
    }

    private static bool IsPart(char c) => char.IsAsciiHexDigit(c) || c is '.' or ':';

    private static void AddIfAddress(string text, int start, int end, List<FindingSpan> spans, ref (int End, bool IsVersion) previous)
    {
        while (end > start && text[end - 1] is '.' || (end > start + 1 && text[end - 1] == ':' && text[end - 2] != ':')) end--;
        while (end > start && text[start] is '.' || (end > start + 1 && text[start] == ':' && text[start + 1] != ':')) start++;
        // "Adresse:10.0.0.1": the end of the word is made of the letters of hexadecimal digits.
        if (start > 0 && WordLetters.Joins(text[start - 1]) && text.AsSpan(start, end - start).IndexOf(':') is var colon and >= 0) start += colon + 1;
        var length = end - start;
        if (length is < 7 or > Longest || IsInsideWord(text, start, end)) return;
        var candidate = text.AsSpan(start, length);
        if (candidate.Contains(':'))
        {
            if (IsVersion6(candidate)) spans.Add(new FindingSpan(start, length, PersonalDataLabels.IpAddress));
            else if (WithoutPort(candidate) is var port and > 0 && IsVersion4(candidate[..port]))
                spans.Add(new FindingSpan(start, port, PersonalDataLabels.IpAddress));
        }
        else if (IsVersion4(candidate))
        {
            previous = (end, VersionContext.IsVersion(text, start, end, previous));
            if (!previous.IsVersion && !IsPhone(text, start, end)) spans.Add(new FindingSpan(start, length, PersonalDataLabels.IpAddress));
        }
    }

    // 61.23.45.78 is also how a telephone number of four pairs is written.
    private static bool IsPhone(string text, int start, int end) => end - start == 11
        && text.AsSpan(start, 11) is [_, _, '.', _, _, '.', _, _, '.', _, _] && PhoneNumbers.IsPhone(text, start, end);

    private static int WithoutPort(ReadOnlySpan<char> candidate) =>
        candidate.IndexOf(':') is var colon && candidate.LastIndexOf(':') == colon ? colon : -1;

    private static bool IsInsideWord(string text, int start, int end) =>
        (start > 0 && (WordLetters.JoinsOrDigit(text[start - 1]) || text[start - 1] == '_'))
        || (end < text.Length && (WordLetters.JoinsOrDigit(text[end]) || text[end] == '_'));

    private static bool IsVersion4(ReadOnlySpan<char> text)
    {
        var octets = 0;
        foreach (var part in text.Split('.'))
        {
            var octet = text[part];
            if (octet.Length is < 1 or > 3 || octet.ContainsAnyExceptInRange('0', '9')) return false;
            if (int.Parse(octet, provider: System.Globalization.CultureInfo.InvariantCulture) > 255) return false;
            octets++;
        }

        return octets == 4;
    }

    private static bool IsVersion6(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('0', '9') && text.Count(':') >= 2 && GroupsOf(text) >= 3
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static int GroupsOf(ReadOnlySpan<char> text)
    {
        var groups = 0;
        foreach (var part in text.Split(':'))
        {
            if (!text[part].IsEmpty) groups++;
        }

        return groups;
    }
}
