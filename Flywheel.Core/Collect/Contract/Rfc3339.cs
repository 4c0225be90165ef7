using System.Globalization;

namespace Flywheel.Core.Collect.Contract;

/// <summary>Times on the wire (RFC 3339): a date, a time, and an offset that is not left out.</summary>
public static class Rfc3339
{
    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a time as UTC.</summary>
    public static bool TryParse(string text, out DateTime utc)
    {
        utc = default;
        if (text.Length is < 20 or > 40 || !HasOffset(text)) return false;
        var upper = text.ToUpperInvariant();
        var fine = DateTimeOffset.TryParseExact(Shorten(upper), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        utc = time.UtcDateTime;
        return fine;
    }

    /// <summary>Writes a UTC time, with the fraction only where there is one.</summary>
    public static string Format(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static bool HasOffset(string text) =>
        text[^1] is 'Z' or 'z' || (text[^6] is '+' or '-' && text[^3] == ':');

    /// <summary>Drops the digits of a fraction beyond the seventh, which .NET does not read.</summary>
    private static string Shorten(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return text;
        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end - dot > 8 ? text[..(dot + 8)] + text[end..] : text;
    }
}
