using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// A row as the bytes that are hashed, the same for ever: JSON in the canonical form of RFC 8785 (members sorted, UTF-8, no
/// white space, nothing escaped that need not be).
/// </summary>
/// <remarks>
/// It holds what any trainer may see (context, input, ideal and rejected output) and the id, source, quality and split;
/// absent parts are left out. It does not hold the segment, the group or a document's retrieval score: they may change
/// without changing what is learnt.
/// </remarks>
public static class CanonicalRow
{
    /// <summary>The canonical bytes.</summary>
    public static byte[] Bytes(TrainingRow row)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(row, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>SHA-256 of the canonical bytes; 32 bytes.</summary>
    public static byte[] Hash(TrainingRow row) => SHA256.HashData(Bytes(row));

    /// <summary>Appends the canonical bytes.</summary>
    public static void Write(TrainingRow row, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        WriteContext(json, row.Context);
        Text(json, "ideal_output", row.IdealOutput);
        json.WriteNumber("id", row.Id);
        Text(json, "input", row.Input);
        Text(json, "quality", row.Quality.ToWire());
        Text(json, "rejected_output", row.RejectedOutput);
        Text(json, "source", row.Source.ToWire());
        Text(json, "split", row.Split.ToWire());
        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, SignalContext? context)
    {
        if (context is null) return;
        json.WriteStartObject("context");
        WriteAll(json, "documents", context.Documents, document =>
        {
            Text(json, "id", document.Id);
            Text(json, "text", document.Text);
            Text(json, "title", document.Title);
        });
        WriteAll(json, "messages", context.Messages, message =>
        {
            Text(json, "content", message.Content);
            Text(json, "role", message.Role);
        });
        Text(json, "system", context.System);
        json.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IReadOnlyList<T>? items, Action<T> writeMembers)
    {
        if (items is null) return;
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeMembers(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null) return;
        var text = new ArrayBufferWriter<byte>(value.Length + 2);
        JsonEscaping.Canonical.Write(value, text);
        json.WritePropertyName(name);
        json.WriteRawValue(text.WrittenSpan, skipInputValidation: true);
    }
}
