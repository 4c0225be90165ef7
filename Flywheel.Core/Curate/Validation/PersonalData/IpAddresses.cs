using System.Net;
using System.Net.Sockets;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>IPv4 addresses in dotted form and IPv6 addresses (RFC 4291, 2.2). Version numbers and times are not addresses.</summary>
internal static class IpAddresses
{
    private const int Longest = 45;
    private static readonly string[] VersionWords = ["version", "ver.", "release", "v", "section", "chapter", "§"];

    public static void Find(string text, List<FindingSpan> spans)
    {
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
            AddIfAddress(text, start, i, spans);
        }
    }

    private static bool IsPart(char c) => char.IsAsciiHexDigit(c) || c is '.' or ':';

    private static void AddIfAddress(string text, int start, int end, List<FindingSpan> spans)
    {
        while (end > start && text[end - 1] is '.' || (end > start + 1 && text[end - 1] == ':' && text[end - 2] != ':')) end--;
        while (end > start && text[start] is '.' || (end > start + 1 && text[start] == ':' && text[start + 1] != ':')) start++;
        var length = end - start;
        if (length is < 7 or > Longest || IsInsideWord(text, start, end)) return;
        var candidate = text.AsSpan(start, length);
        var found = candidate.Contains(':') ? IsVersion6(candidate) : IsVersion4(candidate) && !FollowsVersionWord(text, start);
        if (found) spans.Add(new FindingSpan(start, length, PersonalDataLabels.IpAddress));
        else if (WithoutPort(candidate) is var port and > 0 && IsVersion4(candidate[..port]))
            spans.Add(new FindingSpan(start, port, PersonalDataLabels.IpAddress));
    }

    private static int WithoutPort(ReadOnlySpan<char> candidate) =>
        candidate.IndexOf(':') is var colon && candidate.LastIndexOf(':') == colon ? colon : -1;

    private static bool IsInsideWord(string text, int start, int end) =>
        (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_'))
        || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'));

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

    private static bool FollowsVersionWord(string text, int start)
    {
        var before = text.AsSpan(Math.Max(0, start - 10), Math.Min(start, 10)).TrimEnd();
        foreach (var word in VersionWords)
        {
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (before.Length == word.Length || !char.IsLetter(before[^(word.Length + 1)]))) return true;
        }

        return false;
    }
}
