using System.Buffers;
using System.Text;

namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>
/// What a reader of the page does not see but a model reads: comments and hidden elements of HTML and Markdown, and text in
/// another coding (Base64, hexadecimal, binary, escapes, ROT13, backwards, tag characters).
/// </summary>
internal static class HiddenParts
{
    /// <summary>How much is decoded of one text, UTF-16 code units.</summary>
    private const int MostDecoded = 64 * 1024;
    private const int ShortestToken = 20;
    private const int LongestComment = 4096;
    private const int MostComments = 500;

    private static readonly (string Open, string Close)[] Comments =
    [
        ("<!--", "-->"), ("[//]: #", "\n"), ("[comment]:", "\n"), ("{{!--", "--}}"), ("{#", "#}"), ("{{!", "}}"), ("<template", "</template"),
        ("display:none", "</"), ("display: none", "</"), ("visibility:hidden", "</"), ("visibility: hidden", "</"), ("font-size:0", "</"),
        ("font-size: 0", "</"), ("opacity:0", "</"), ("opacity: 0", "</"), ("color:white", "</"), ("color: white", "</"), ("color:#fff", "</"),
        ("color: #fff", "</"), (" hidden>", "</"), (" hidden ", "</"), ("aria-hidden", "</"), (" alt=\"", "\""), (" title=\"", "\""), ("![", "]"), ("%%", "%%"),
    ];

    private static readonly SearchValues<string> Opens = SearchValues.Create([.. Comments.Select(c => c.Open)], StringComparison.OrdinalIgnoreCase);

    /// <summary>The ranges of comments and hidden elements.</summary>
    public static List<Range> Comment(string text)
    {
        var ranges = new List<Range>();
        for (var i = 0; i < text.Length && ranges.Count < MostComments;)
        {
            var at = text.AsSpan(i).IndexOfAny(Opens);
            if (at < 0) break;
            at += i;
            var (open, close) = Array.Find(Comments, c => text.AsSpan(at).StartsWith(c.Open, StringComparison.OrdinalIgnoreCase));
            var from = at + open.Length;
            var end = text.IndexOf(close, from, Math.Min(LongestComment, text.Length - from), StringComparison.Ordinal);
            if (end > from) ranges.Add(from..end);
            i = end > from ? end : from;
        }

        return ranges;
    }

    /// <summary>What parts of the text say once decoded, with where they stand.</summary>
    public static List<(Range Place, string Text)> Decode(string text)
    {
        var found = new List<(Range, string)>();
        var left = MostDecoded;
        for (var i = 0; i < text.Length && left > 0; i++)
        {
            if (!IsTokenPart(text[i])) continue;
            var start = i;
            while (i < text.Length && IsTokenPart(text[i])) i++;
            if (i - start < ShortestToken) continue;
            left -= i - start;
            if (Token(text.AsSpan(start, Math.Min(i - start, MostDecoded))) is { } decoded) found.Add((start..i, decoded));
        }

        Spaced(text, found);
        Escapes(text, found);
        Tags(text, found);
        return found;
    }

    /// <summary>ROT13 and backwards; null when nothing in the text looks like them.</summary>
    public static IEnumerable<string> WholeForms(string text)
    {
        var window = text.Length > MostDecoded ? text[..MostDecoded] : text;
        if (window.AsSpan().ContainsAny(RotWords)) yield return string.Concat(window.Select(Rotate));
        if (window.AsSpan().ContainsAny(BackwardWords)) yield return string.Concat(window.Reverse());
    }

    // ignore, disregard, instruction, previous, always, system, answer, in ROT13 and backwards.
    private static readonly SearchValues<string> RotWords = SearchValues.Create(
        ["vtaber", "qvfertneq", "vafgehpgvba", "cerivbhf", "nyjnlf", "nafjre", "nffvfgnag", "erfcbafr", "sbetrg"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> BackwardWords = SearchValues.Create(
        ["erongi", "dragersid", "noitcurtsni", "suoiverp", "syawla", "rewsna", "tnatsissa", "esnopser", "tegrof"], StringComparison.OrdinalIgnoreCase);

    private static bool IsTokenPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '_' or '-';

    private static string? Token(ReadOnlySpan<char> token)
    {
        if (token.Length % 8 == 0 && !token.ContainsAnyExcept('0', '1')) return Bits(token);
        if (token.Length % 2 == 0 && !token.ContainsAnyExcept(HexDigits)) return Readable(Convert.FromHexString(token));
        var buffer = new char[((token.Length + 3) / 4 * 4) + 4];
        var length = token.TrimEnd('=').Length;
        for (var i = 0; i < length; i++) buffer[i] = token[i] switch { '-' => '+', '_' => '/', var c => c };
        while (length % 4 != 0) buffer[length++] = '=';
        var bytes = new byte[length];
        return Convert.TryFromBase64Chars(buffer.AsSpan(0, length), bytes, out var written) ? Readable(bytes.AsSpan(0, written)) : null;
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static string? Bits(ReadOnlySpan<char> bits)
    {
        var bytes = new byte[bits.Length / 8];
        for (var i = 0; i < bytes.Length * 8; i++) bytes[i / 8] = (byte)((bytes[i / 8] << 1) | (bits[i] - '0'));
        return Readable(bytes);
    }

    // "69 67 6e 6f" and "01101001 01100111": bytes with spaces between them.
    private static void Spaced(string text, List<(Range, string)> found)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiHexDigit(text[i]) || (i > 0 && char.IsLetterOrDigit(text[i - 1]))) continue;
            var (start, joined, width) = (i, new StringBuilder(), 0);
            while (i < text.Length)
            {
                var end = i;
                while (end < text.Length && char.IsAsciiHexDigit(text[end]) && end - i < 9) end++;
                if ((width == 0 && end - i is not (2 or 8)) || (width > 0 && end - i != width) || (end < text.Length && char.IsLetterOrDigit(text[end]))) break;
                width = end - i;
                joined.Append(text, i, width);
                i = end < text.Length && text[end] == ' ' ? end + 1 : end;
                if (i == end) break;
            }

            if (joined.Length >= ShortestToken && Token(joined.ToString()) is { } decoded) found.Add((start..Math.Min(i, text.Length), decoded));
        }
    }

    // \u0069, &#105;, &#x69; and %69: at least six in the text.
    private static void Escapes(string text, List<(Range, string)> found)
    {
        if (text.AsSpan().Count("\\u") < 6 && text.AsSpan().Count("&#") < 6 && text.AsSpan().Count("%") < 6 && text.AsSpan().Count("\\x") < 6) return;
        var window = text.Length > MostDecoded ? text[..MostDecoded] : text;
        var decoded = System.Net.WebUtility.HtmlDecode(window.Contains("%20", StringComparison.Ordinal) || window.AsSpan().Count("%") > 5 ? Uri.UnescapeDataString(window) : window);
        var result = new StringBuilder(decoded.Length);
        for (var i = 0; i < decoded.Length; i++)
        {
            var width = i + 1 < decoded.Length && decoded[i] == '\\' ? decoded[i + 1] switch { 'u' => 4, 'x' => 2, _ => 0 } : 0;
            if (width > 0 && i + 2 + width <= decoded.Length
                && ushort.TryParse(decoded.AsSpan(i + 2, width), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit))
            {
                result.Append((char)unit);
                i += width + 1;
            }
            else
            {
                result.Append(decoded[i]);
            }
        }

        if (result.Length != window.Length || !window.AsSpan().SequenceEqual(result.ToString())) found.Add((0..text.Length, result.ToString()));
    }

    // Tag characters (U+E0020 to U+E007E) are ASCII that nothing draws.
    private static void Tags(string text, List<(Range, string)> found)
    {
        var (result, first, last) = (new StringBuilder(), -1, 0);
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] != '\udb40' || text[i + 1] is < '\udc20' or > '\udc7e') continue;
            if (first < 0) first = i;
            last = i + 2;
            result.Append((char)(text[i + 1] - '\udc00'));
        }

        if (result.Length > 6) found.Add((first..last, result.ToString()));
    }

    private static char Rotate(char c) => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 13) % 26)),
        _ => c,
    };

    private static string? Readable(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var readable = 0;
        foreach (var c in text)
        {
            if (c == '\ufffd') return null;
            if (char.IsLetter(c) || c is ' ' or '.' or ',' or '\'') readable++;
        }

        return text.Length > 8 && readable * 10 >= text.Length * 8 && (text.Contains(' ', StringComparison.Ordinal) || text[0] > '\u2e80') ? text : null;
    }
}
