using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Flywheel.Core.Collect.Contract;

/// <summary>
/// Reads one signal from JSON under the rules of the contract. Unknown fields are ignored; every broken rule is noted
/// by its field. The JSON itself must be well-formed UTF-8: a <see cref="JsonException"/> is the caller's to answer.
/// </summary>
public static class FeedbackReader
{
    /// <summary>How deep a body may be nested at all.</summary>
    public const int MaxDepth = 64;

    private const int MaxMetadataBytes = 64 << 10;
    private const int MaxMetadataDepth = 16;

    /// <summary>
    /// Reads the object at the reader's position (its <c>{</c> is the current token) and leaves the reader at its end.
    /// </summary>
    /// <param name="json">All the bytes that the reader reads from; the metadata object is kept exactly as it stands there.</param>
    /// <param name="now">The server's time, UTC: a signal from more than a day ahead is refused.</param>
    /// <param name="types">The signal types that are accepted.</param>
    public static FeedbackItem? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, DateTime now, SignalCatalogue types, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add("", "must be an object.");
            reader.Skip();
            return null;
        }

        var item = new FeedbackItem();
        var seen = Required.None;
        var standIns = new MetadataFallbacks();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            ReadMember(ref reader, json, now, types, item, ref seen, standIns, errors);
        if (standIns.Any) standIns.Apply(item, errors);
        CheckRequired(seen, errors);
        CheckValue(item, types, errors);
        return errors.Any ? null : item;
    }

    [Flags]
    private enum Required
    {
        None = 0,
        RequestId = 1,
        SignalType = 2,
        UserQuery = 4,
        AiResponse = 8,
    }

    private static void ReadMember(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, DateTime now, SignalCatalogue types, FeedbackItem item, ref Required seen, MetadataFallbacks standIns, FieldErrors errors)
    {
        switch (FieldNames.Match(ref reader))
        {
            case Field.RequestId: reader.Read(); Note(ref reader, Required.RequestId, ref seen); item.RequestId = JsonText.ReadRequestId(ref reader, "request_id", errors) ?? ""; break;
            case Field.SignalType: reader.Read(); Note(ref reader, Required.SignalType, ref seen); item.SignalType = ReadSignalType(ref reader, types, errors); break;
            case Field.UserQuery: reader.Read(); Note(ref reader, Required.UserQuery, ref seen); item.UserQuery = JsonText.ReadText(ref reader, "user_query", errors) ?? ""; break;
            case Field.AiResponse: reader.Read(); Note(ref reader, Required.AiResponse, ref seen); item.AiResponse = JsonText.ReadText(ref reader, "ai_response", errors) ?? ""; break;
            case Field.UserCorrection: reader.Read(); item.UserCorrection = JsonText.ReadText(ref reader, "user_correction", errors); break;
            case Field.Metadata: reader.Read(); item.Metadata = ReadMetadata(ref reader, json, standIns, errors); break;
            case Field.SessionId: reader.Read(); item.SessionId = JsonText.ReadId(ref reader, "session_id", errors); break;
            case Field.UserId: reader.Read(); item.UserId = JsonText.ReadId(ref reader, "user_id", errors); break;
            case Field.Segment: reader.Read(); item.Segment = JsonText.ReadId(ref reader, "segment", errors); break;
            case Field.Experiment: reader.Read(); item.Experiment = JsonText.ReadId(ref reader, "experiment", errors); break;
            case Field.Variant: reader.Read(); item.Variant = JsonText.ReadId(ref reader, "variant", errors); break;
            case Field.ModelVersion: reader.Read(); item.ModelVersion = JsonText.ReadId(ref reader, "model_version", errors); break;
            case Field.OccurredAt: reader.Read(); item.OccurredAt = JsonText.ReadTime(ref reader, "occurred_at", now, errors); break;
            case Field.Context: reader.Read(); item.Context = ContextReader.Read(ref reader, errors); break;
            case Field.Value: reader.Read(); item.Value = ReadValue(ref reader, errors); break;
            case Field.Consent: reader.Read(); item.TrainingConsent = ReadConsent(ref reader, errors); break;
            case Field.IdempotencyKey: reader.Read(); item.IdempotencyKey = JsonText.ReadId(ref reader, "idempotency_key", errors); break;
            default: reader.Read(); reader.Skip(); break;
        }
    }

    /// <summary>Of a member that comes twice the last one counts: null makes it absent again.</summary>
    private static void Note(ref Utf8JsonReader reader, Required field, ref Required seen) =>
        seen = reader.TokenType == JsonTokenType.Null ? seen & ~field : seen | field;

    private static void CheckRequired(Required seen, FieldErrors errors)
    {
        if ((seen & Required.RequestId) == 0) errors.Add("request_id", "is required.");
        if ((seen & Required.SignalType) == 0) errors.Add("signal_type", "is required.");
        if ((seen & Required.UserQuery) == 0) errors.Add("user_query", "is required.");
        if ((seen & Required.AiResponse) == 0) errors.Add("ai_response", "is required.");
    }

    private static string ReadSignalType(ref Utf8JsonReader reader, SignalCatalogue types, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return "";
        if (reader.TokenType == JsonTokenType.String && types.Match(ref reader) is { } type) return type.Name;
        if (reader.TokenType != JsonTokenType.String) reader.Skip();
        errors.Add("signal_type", types.MustBeOne);
        return "";
    }

    private static double? ReadValue(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        errors.Add("value", "must be a number.");
        reader.Skip();
        return null;
    }

    private static void CheckValue(FeedbackItem item, SignalCatalogue types, FieldErrors errors)
    {
        if (types.DefinitionOf(item.SignalType) is not { } type || errors.Has("value")) return;
        if (type is { Minimum: { } least, Maximum: { } most })
        {
            if (!(item.Value >= least && item.Value <= most))
                errors.Add("value", string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most} for {type.Name}."));
        }
        else if (item.Value is not null)
        {
            errors.Add("value", $"must be left out for {type.Name}, which carries no value.");
        }
    }

    private static string? ReadMetadata(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, MetadataFallbacks standIns, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add("metadata", "must be an object.");
            reader.Skip();
            return null;
        }

        var start = (int)reader.TokenStartIndex;
        standIns.Collect(reader);
        JsonText.Walk(ref reader, "metadata", MaxMetadataDepth, errors);
        var raw = json[start..(int)reader.BytesConsumed];
        if (raw.Length <= MaxMetadataBytes) return Encoding.UTF8.GetString(raw);
        errors.AddTooLarge("metadata", "must be at most 64 KiB.");
        return null;
    }

    private static bool? ReadConsent(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        bool? training = null;
        var fine = reader.TokenType == JsonTokenType.StartObject;
        if (!fine) reader.Skip();
        while (fine && reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isTraining = reader.ValueTextEquals("training"u8);
            reader.Read();
            if (isTraining && reader.TokenType is JsonTokenType.True or JsonTokenType.False) training = reader.GetBoolean();
            else if (isTraining && reader.TokenType != JsonTokenType.Null) errors.Add("consent.training", "must be true or false.");
            reader.Skip();
        }

        if (!fine) errors.Add("consent", "must be an object such as {\"training\": true}.");
        return training;
    }
}
