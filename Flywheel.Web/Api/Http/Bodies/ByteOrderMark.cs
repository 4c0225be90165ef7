namespace Flywheel.Web.Api.Http.Bodies;

/// <summary>What a text says of its encoding by its first bytes.</summary>
internal static class ByteOrderMark
{
    /// <summary>What is wrong with text in another encoding than UTF-8.</summary>
    public const string NotUtf8 = "must be UTF-8, not UTF-16 or UTF-32.";

    private static ReadOnlySpan<byte> Utf8 => [0xEF, 0xBB, 0xBF];

    /// <summary>The text without the mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text) => text.StartsWith(Utf8) ? text[Utf8.Length..] : text;

    /// <summary>As <see cref="Skip(ReadOnlySpan{byte})"/>.</summary>
    public static ArraySegment<byte> Skip(ArraySegment<byte> text) => text.AsSpan().StartsWith(Utf8) ? text[Utf8.Length..] : text;

    /// <summary>
    /// Is it UTF-16 or UTF-32: by its mark, or by a NUL in the first two bytes, which no JSON text in UTF-8 has?
    /// </summary>
    public static bool IsForeign(ReadOnlySpan<byte> text) =>
        text.Length >= 2 && (text[..2].IndexOf((byte)0) >= 0 || text is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]);
}
