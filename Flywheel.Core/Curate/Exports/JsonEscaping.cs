using System.Buffers;
using System.Text;

namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// Writes JSON strings in UTF-8 with an escaping that is fixed here, so that the same text gives the same bytes on every
/// version of the runtime. A lone surrogate becomes U+FFFD.
/// </summary>
internal sealed class JsonEscaping
{
    /// <summary>RFC 8785 (JSON Canonicalization Scheme), section 3.2.2.2: escapes what JSON demands and nothing else.</summary>
    public static readonly JsonEscaping Canonical = new(Controls(0x00, 0x1F));

    /// <summary>
    /// Escapes DEL, C1 controls, U+2028 and U+2029 too: readers that split lines as Unicode does (Python's
    /// <c>splitlines</c>) would cut a line at U+0085, U+2028 or U+2029.
    /// </summary>
    public static readonly JsonEscaping LineSafe = new(Controls(0x00, 0x1F) + Controls(0x7F, 0x9F) + "\u2028\u2029");

    private readonly SearchValues<char> _escaped;

    private JsonEscaping(string escaped) => _escaped = SearchValues.Create(escaped + "\"\\");

    /// <summary>Appends the text with its quotation marks.</summary>
    public void Write(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        output.Write("\""u8);
        while (text.IndexOfAny(_escaped) is var at && at >= 0)
        {
            Encoding.UTF8.GetBytes(text[..at], output);
            WriteEscape(text[at], output);
            text = text[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(text, output);
        output.Write("\""u8);
    }

    private static void WriteEscape(char c, IBufferWriter<byte> output)
    {
        var shortForm = c switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => default,
        };
        if (!shortForm.IsEmpty) output.Write(shortForm);
        else WriteHex(c, output);
    }

    private static void WriteHex(char c, IBufferWriter<byte> output)
    {
        const string digits = "0123456789abcdef";
        ReadOnlySpan<byte> escape =
            [(byte)'\\', (byte)'u', Digit(12), Digit(8), Digit(4), Digit(0)];
        output.Write(escape);

        byte Digit(int shift) => (byte)digits[(c >> shift) & 0xF];
    }

    private static string Controls(int from, int to) =>
        string.Create(to - from + 1, from, (span, first) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = (char)(first + i);
        });
}
