using System.Buffers;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>Secrets that a word before them names: <c>password: x7!kk</c>, <c>api_key="..."</c>, <c>Bearer ...</c>, <c>//user:pass@host</c>.</summary>
internal static class NamedSecrets
{
    private const int LongestValue = 256;
    private const int ReachOfWord = 24;

    private static readonly string[] Names =
    [
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "api key", "api_key", "api-key", "apikey", "access key",
        "access_key", "accesskey", "accountkey", "auth_token", "access_token", "access token", "private_key", "client_secret",
        "bearer ", "token", "credential", "://",
    ];

    private static readonly SearchValues<string> Search = SearchValues.Create(Names, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n\"'`,;<>|\u201c\u201d\u2018\u2019");

    private static readonly SearchValues<char> QuotedValueEnds = SearchValues.Create("\r\n\"'`\u201d");
    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create(" \t\r\n/\"'");
    private static readonly SearchValues<char> Symbols = SearchValues.Create("!@#^&*+~?");

    private static readonly SearchValues<string> Placeholders = SearchValues.Create(
        ["***", "xxx", "...", "your", "example", "changeme", "placeholder", "{", "[", "(", "$", "%", "null", "none", "true", "false"],
        StringComparison.OrdinalIgnoreCase);

    public static void Find(string text, List<FindingSpan> spans)
    {
        for (var i = 0; i < text.Length;)
        {
            var at = text.AsSpan(i).IndexOfAny(Search);
            if (at < 0) return;
            at += i;
            var (start, end) = text[at] == ':' ? InUrl(text, at) : Value(text, at);
            if (end > start) spans.Add(new FindingSpan(start, end - start, PersonalDataLabels.Secret));
            i = Math.Max(end, at + 3);
        }
    }

    /// <summary>The password of <c>scheme://user:password@host</c>.</summary>
    private static (int Start, int End) InUrl(string text, int at)
    {
        var authority = text.AsSpan(at + 3, Math.Min(LongestValue, text.Length - at - 3));
        var close = authority.IndexOfAny(AuthorityEnds);
        if (close >= 0) authority = authority[..close];
        var host = authority.LastIndexOf('@');
        var colon = host < 0 ? -1 : authority[..host].IndexOf(':');
        return colon <= 0 || host - colon < 4 || authority[(colon + 1)..host].ContainsAny(Placeholders)
            ? (0, 0)
            : (at + 4 + colon, at + 3 + host);
    }

    private static (int Start, int End) Value(string text, int at)
    {
        var i = at;
        while (i < text.Length && (char.IsAsciiLetter(text[i]) || text[i] is '_' or '-') && i - at < ReachOfWord) i++;
        if (i < text.Length && text[i] == ' ' && text.AsSpan(i + 1).StartsWith("key", StringComparison.OrdinalIgnoreCase)) i += 4;
        var assigned = Assignment(text, ref i);
        var quoted = i < text.Length && text[i] is '"' or '\'' or '`' or '\u201c';
        if (quoted) i++;
        var rest = text.AsSpan(i, Math.Min(LongestValue, text.Length - i));
        var length = rest.IndexOfAny(quoted ? QuotedValueEnds : ValueEnds);
        var value = rest[..(length < 0 ? rest.Length : length)].TrimEnd(".?)");
        return IsSecret(value, assigned, quoted) ? (i, i + value.Length) : (0, 0);
    }

    /// <summary>What stands between name and value: 2 an equals sign or colon, 1 the word is, 0 white space only.</summary>
    private static int Assignment(string text, ref int i)
    {
        var kind = 0;
        for (var steps = 0; i < text.Length && steps < 8; steps++)
        {
            if (text[i] is '=' or ':') kind = 2;
            else if (kind == 0 && text.AsSpan(i).StartsWith("is ", StringComparison.OrdinalIgnoreCase)) (kind, i) = (1, i + 1);
            else if (text[i] is not (' ' or '\t' or '>') && !(text[i] is '"' or '\'' && kind == 0)) break;
            i++;
        }

        return kind;
    }

    private static bool IsSecret(ReadOnlySpan<char> value, int assigned, bool quoted)
    {
        if (value.Length < 6 || value.ContainsAny(Placeholders)) return false;
        if (Randomness.LooksRandom(value, 16)) return true;
        var mixed = value.ContainsAnyInRange('0', '9') || value.ContainsAny(Symbols);
        return assigned switch
        {
            2 => mixed || quoted,
            1 => mixed && value.Length >= 8 && !value.ContainsAnyExcept(NotWords) || (quoted && mixed),
            _ => false,
        };
    }

    private static readonly SearchValues<char> NotWords =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!@#^&*+~?_-");
}
