using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Flywheel.Core.Collect.Contract;

/// <summary>
/// What makes two bodies the same for an idempotency key: every known field, whatever the order of the members and the
/// white space between them. The key itself is no part of it.
/// </summary>
internal static class BodyDigest
{
    /// <summary>SHA-256 of the canonical form; 32 bytes.</summary>
    public static byte[] Of(FeedbackItem item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var text in new[]
            {
                item.RequestId, item.SignalType, item.UserQuery, item.AiResponse, item.UserCorrection, item.SessionId, item.UserId,
                item.Segment, item.Experiment, item.Variant, item.ModelVersion,
                item.OccurredAt?.ToString("O", System.Globalization.CultureInfo.InvariantCulture), item.TrainingConsent?.ToString(),
            })
                json.WriteStringValue(text);
            JsonSerializer.Serialize(json, item.Context);
            if (item.Metadata is null) json.WriteNullValue();
            else WriteSorted(json, JsonDocument.Parse(item.Metadata).RootElement);
            if (item.Value is { } value) json.WriteNumberValue(value);
            json.WriteEndArray();
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }

    private static void WriteSorted(Utf8JsonWriter json, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
            {
                json.WritePropertyName(member.Name);
                WriteSorted(json, member.Value);
            }

            json.WriteEndObject();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var child in element.EnumerateArray()) WriteSorted(json, child);
            json.WriteEndArray();
        }
        else
        {
            element.WriteTo(json);
        }
    }
}
