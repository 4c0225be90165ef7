using System.Text;
using System.Text.Json;

namespace Flywheel.Core.Collect.Contract;

/// <summary>Reads JSON strings and times under the contract's rules for text: no NUL, no lone surrogate, a bounded length.</summary>
internal static class JsonText
{
    /// <summary>The most UTF-8 bytes of one text.</summary>
    public const int MaxTextBytes = 1 << 20;

    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Reads a text at the reader's value; null with an error noted if it breaks a rule, or is JSON null.</summary>
    public static string? ReadText(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) return NotText(ref reader, field, errors);
        var text = Decode(ref reader, field, errors);
        if (text is null || !TooLong(ref reader, text)) return text;
        errors.AddTooLarge(field, "must be at most 1 MiB as UTF-8.");
        return null;
    }

    /// <summary>Reads the id of a request: an id that can stand in an address, where clients take <c>.</c> and <c>..</c> for steps of the path.</summary>
    public static string? ReadRequestId(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        var id = ReadId(ref reader, field, errors);
        if (id is not ("." or "..")) return id;
        errors.Add(field, "must not be . or .., which cannot stand in an address.");
        return null;
    }

    /// <summary>Reads an id: a text of 1 to 200 characters, without white space at its ends.</summary>
    public static string? ReadId(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) return NotText(ref reader, field, errors);
        var text = Decode(ref reader, field, errors);
        return text is null ? null : CheckId(text, field, errors);
    }

    /// <summary>Reads a time from 2000 on, and at most a day ahead of <paramref name="now"/>.</summary>
    public static DateTime? ReadTime(ref Utf8JsonReader reader, string field, DateTime now, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        var text = reader.TokenType == JsonTokenType.String ? Decode(ref reader, field, errors) : "";
        if (text is null) return null;
        if (!Rfc3339.TryParse(text, out var time)) errors.Add(field, "must be an RFC 3339 time, such as 2026-05-01T12:00:00Z.");
        else if (time >= Earliest && time <= now.AddDays(1)) return Clock.ToMicroseconds(time);
        else errors.Add(field, "must lie between 2000-01-01 and one day from now.");
        reader.Skip();
        return null;
    }

    /// <summary>The id itself, or null with an error noted.</summary>
    public static string? CheckId(string text, string field, FieldErrors errors)
    {
        if (ClientId.Error(text) is not { } error) return text;
        errors.Add(field, error);
        return null;
    }

    /// <summary>
    /// Walks over a value without keeping it; notes strings that break the rules for text, and a depth beyond
    /// <paramref name="maxDepth"/> (the value itself is depth 1).
    /// </summary>
    public static void Walk(ref Utf8JsonReader reader, string field, int maxDepth, FieldErrors errors)
    {
        var outer = reader.CurrentDepth;
        var tooDeep = false;
        do
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                _ = Decode(ref reader, field, errors);
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                tooDeep |= reader.CurrentDepth - outer >= maxDepth;
        }
        while (!AtEnd(ref reader, outer) && reader.Read());
        if (tooDeep) errors.Add(field, $"must be at most {maxDepth} levels deep.");
    }

    private static bool AtEnd(ref Utf8JsonReader reader, int outer) =>
        reader.CurrentDepth == outer && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);

    private static string? NotText(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        errors.Add(field, "must be a string.");
        reader.Skip();
        return null;
    }

    private static string? Decode(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            errors.Add(field, "must not contain a lone surrogate.");
            return null;
        }

        if (!reader.ValueIsEscaped || !text.Contains('\0')) return text;
        errors.Add(field, "must not contain NUL.");
        return null;
    }

    private static bool TooLong(ref Utf8JsonReader reader, string text)
    {
        var bytes = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        return bytes > MaxTextBytes && (!reader.ValueIsEscaped || Encoding.UTF8.GetByteCount(text) > MaxTextBytes);
    }
}
