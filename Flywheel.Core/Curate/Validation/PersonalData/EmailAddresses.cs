using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>
/// E-mail addresses: a local part of at most 64 and a domain of at most 255 characters (RFC 5321, 4.5.3.1). Places of
/// repositories (<c>git@host:repo.git</c>), the user of a URL and names of files are not.
/// </summary>
internal static class EmailAddresses
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 255;
    private const int LongestPath = 128;

    /// <summary>Where scripts begin that are written without spaces, so that a word before an address runs into it.</summary>
    private const char FirstOfUnspaced = '\u0e00';

    private static readonly FrozenSet<string> ServiceUsers = new[]
    {
        "git", "hg", "svn", "root", "ubuntu", "ec2-user", "deploy", "debian", "centos", "vagrant", "pi",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // None of these is a top-level domain.
    private static readonly FrozenSet<string> FileEndings = new[]
    {
        "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp", "tiff", "pdf", "css", "scss", "html", "htm", "js", "mjs", "cjs", "jsx",
        "ts", "tsx", "json", "jsonl", "xml", "yaml", "yml", "toml", "txt", "csv", "tsv", "log", "git", "tgz", "gz", "tar", "jar", "whl",
        "dll", "exe", "service", "timer", "socket", "mount", "target", "local", "localhost", "internal", "xlsx", "docx", "pptx",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> PathEnds = SearchValues.Create(" \t\r\n\"'<>()[],;");

    public static void Find(string text, List<FindingSpan> spans)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var start = LocalStart(text, at);
            var end = DomainEnd(text, at);
            if (start < at && end > at && !IsPlaceOfFiles(text, start, at, end) && !IsUserOfUrl(text, start))
                spans.Add(new FindingSpan(start, end - start, PersonalDataLabels.Email));
        }
    }

    private static int LocalStart(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start < LongestLocalPart && IsLocal(text[start - 1]) && !RunsIn(text, start, at)) start--;
        while (start < at && !char.IsLetterOrDigit(text[start])) start++;
        return text[Math.Max(at - 1, 0)] == '.' ? at : start;
    }

    private static bool RunsIn(string text, int start, int at) =>
        start < at && text[start - 1] >= FirstOfUnspaced && char.IsLetter(text[start - 1]) && text[at - 1] < FirstOfUnspaced;

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' or '\'' or '&';

    private static int DomainEnd(string text, int at)
    {
        var end = at + 1;
        var lastDot = -1;
        while (end < text.Length && end - at <= LongestDomain && IsDomain(text[end]) && !(lastDot > 0 && RunsOut(text, lastDot, end)))
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

    private static bool RunsOut(string text, int dot, int end) =>
        end - dot > 2 && text[end] >= FirstOfUnspaced && char.IsLetter(text[end]) && char.IsAsciiLetter(text[end - 1]);

    private static bool IsTopLevel(ReadOnlySpan<char> label)
    {
        if (label.Length < 2) return false;
        if (label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)) return true;
        foreach (var c in label)
        {
            if (!char.IsLetter(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark)) return false;
        }

        return !FileEndings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(label);
    }

    /// <summary>Whether a path follows behind a colon, as scp and git write it: <c>user@host:path</c>.</summary>
    private static bool IsPlaceOfFiles(string text, int start, int at, int end)
    {
        if (end + 1 >= text.Length || text[end] != ':' || char.IsWhiteSpace(text[end + 1])) return false;
        if (ServiceUsers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(start, at - start))) return true;
        var path = text.AsSpan(end + 1, Math.Min(LongestPath, text.Length - end - 1));
        var close = path.IndexOfAny(PathEnds);
        if (close >= 0) path = path[..close];
        return path.Contains('/') || path[0] == '~' || path.TrimEnd('.').EndsWith(".git", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsUserOfUrl(string text, int start)
    {
        var before = text.AsSpan(0, start);
        return before.EndsWith("://") && !before.EndsWith("mailto://", StringComparison.OrdinalIgnoreCase);
    }
}
