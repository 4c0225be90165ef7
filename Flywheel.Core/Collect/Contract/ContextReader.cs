using System.Text.Json;

namespace Flywheel.Core.Collect.Contract;

/// <summary>Reads the <c>context</c> of a signal: system prompt, earlier turns, retrieved documents.</summary>
internal static class ContextReader
{
    private delegate T? ElementReader<T>(ref Utf8JsonReader reader, string field, FieldErrors errors);

    public static SignalContext? Read(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (!IsObject(ref reader, "context", errors)) return null;
        string? system = null;
        IReadOnlyList<ContextMessage>? messages = null;
        IReadOnlyList<ContextDocument>? documents = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Next(ref reader, "system"u8)) system = JsonText.ReadText(ref reader, "context.system", errors);
            else if (Next(ref reader, "messages"u8)) messages = ReadList<ContextMessage>(ref reader, "context.messages", ReadMessage, errors);
            else if (Next(ref reader, "documents"u8)) documents = ReadList<ContextDocument>(ref reader, "context.documents", ReadDocument, errors);
            else SkipMember(ref reader);
        }

        return new(system, messages, documents);
    }

    private static ContextMessage? ReadMessage(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        if (!IsObject(ref reader, field, errors)) return null;
        string? role = null, content = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Next(ref reader, "role"u8)) role = JsonText.ReadId(ref reader, field + ".role", errors);
            else if (Next(ref reader, "content"u8)) content = JsonText.ReadText(ref reader, field + ".content", errors);
            else SkipMember(ref reader);
        }

        if (role is null) errors.Add(field + ".role", "is required.");
        if (content is null) errors.Add(field + ".content", "is required.");
        return new(role ?? "", content ?? "");
    }

    private static ContextDocument? ReadDocument(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        if (!IsObject(ref reader, field, errors)) return null;
        string? id = null, title = null, text = null;
        double? score = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (Next(ref reader, "id"u8)) id = JsonText.ReadText(ref reader, field + ".id", errors);
            else if (Next(ref reader, "title"u8)) title = JsonText.ReadText(ref reader, field + ".title", errors);
            else if (Next(ref reader, "text"u8)) text = JsonText.ReadText(ref reader, field + ".text", errors);
            else if (Next(ref reader, "score"u8)) score = ReadNumber(ref reader, field + ".score", errors);
            else SkipMember(ref reader);
        }

        if (id is null) errors.Add(field + ".id", "is required.");
        return new(id ?? "", title, text, score);
    }

    private static double? ReadNumber(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        errors.Add(field, "must be a number.");
        reader.Skip();
        return null;
    }

    private static List<T>? ReadList<T>(ref Utf8JsonReader reader, string field, ElementReader<T> readElement, FieldErrors errors)
        where T : class
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            errors.Add(field, "must be a list.");
            reader.Skip();
            return null;
        }

        var list = new List<T>();
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (readElement(ref reader, $"{field}[{index}]", errors) is { } element) list.Add(element);
        }

        return list;
    }

    private static bool IsObject(ref Utf8JsonReader reader, string field, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        errors.Add(field, "must be an object.");
        reader.Skip();
        return false;
    }

    /// <summary>Is the current member this one? Then the reader is moved on to its value.</summary>
    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

    private static void SkipMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
