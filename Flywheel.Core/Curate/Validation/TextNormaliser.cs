using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Flywheel.Core.Curate.Validation;

/// <summary>
/// What counts as the same text. Prose: NFC, runs of white space as one space, none at the ends. Code: NFC, line endings
/// as LF, no empty lines at either end; every other white space counts. Case always counts.
/// </summary>
public static class TextNormaliser
{
    /// <summary>
    /// The longest run of combining marks that is normalised. UAX #15 (Stream-Safe Text Format) allows 30; reordering
    /// a run costs the square of its length, so that a text with a longer one is compared as it stands.
    /// </summary>
    public const int LongestMarkRun = 30;

    private static readonly SearchValues<char> PlainAscii =
        SearchValues.Create("\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The comparable form: of code when the text looks like code, of prose otherwise.</summary>
    public static string Normalise(string text) =>
        CodeDetector.LooksLikeCode(text) ? NormaliseCode(text) : NormaliseProse(text);

    /// <summary>NFC, every run of white space as one space, trimmed.</summary>
    public static string NormaliseProse(string text) => CollapseWhiteSpace(ToNfc(text));

    /// <summary>NFC, CR LF and CR as LF, line ends at both ends of the text left out.</summary>
    public static string NormaliseCode(string text) =>
        ToNfc(text).ReplaceLineEndings("\n").Trim('\n');

    /// <summary>
    /// Whether a correction says the same as the original. When either looks like code, white space counts.
    /// </summary>
    public static bool Same(string original, string correction)
    {
        if (string.Equals(original, correction, StringComparison.Ordinal)) return true;
        return CodeDetector.LooksLikeCode(original) || CodeDetector.LooksLikeCode(correction)
            ? NormaliseCode(original) == NormaliseCode(correction)
            : NormaliseProse(original) == NormaliseProse(correction);
    }

    /// <summary>
    /// SHA-256 of the normalised texts, each with its length before it, so that no two lists of texts share their bytes.
    /// Hashes UTF-16, which keeps broken surrogates apart.
    /// </summary>
    public static byte[] Hash(params ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            var normalised = Normalise(text);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, normalised.Length);
            hash.AppendData(length);
            hash.AppendData(MemoryMarshal.AsBytes(normalised.AsSpan()));
        }

        return hash.GetHashAndReset();
    }

    /// <summary>
    /// NFC; the text itself where it holds a broken surrogate (which has no normal form) or a run of combining marks
    /// longer than <see cref="LongestMarkRun"/>.
    /// </summary>
    internal static string ToNfc(string text)
    {
        var start = text.AsSpan().IndexOfAnyExceptInRange('\0', '\u007f');
        return start < 0 || !CanNormalise(text.AsSpan(start)) ? text : text.Normalize(NormalizationForm.FormC);
    }

    private static bool CanNormalise(ReadOnlySpan<char> text)
    {
        var marks = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var used) != OperationStatus.Done) return false;
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > LongestMarkRun) return false;
            text = text[used..];
        }

        return true;
    }

    private static bool IsMark(Rune rune) => !rune.IsAscii
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark;

    private static string CollapseWhiteSpace(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(PlainAscii) && IsCollapsed(text)) return text;
        var result = new StringBuilder(text.Length);
        var pending = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                pending = result.Length > 0;
                continue;
            }

            if (pending) result.Append(' ');
            pending = false;
            result.Append(c);
        }

        return result.ToString();
    }

    private static bool IsCollapsed(string text) =>
        text.Length == 0 || (text[0] != ' ' && text[^1] != ' ' && !text.Contains("  ", StringComparison.Ordinal)
            && !text.Contains('\n', StringComparison.Ordinal));
}
