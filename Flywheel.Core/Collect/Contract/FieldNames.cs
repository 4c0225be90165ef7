using System.Text.Json;

namespace Flywheel.Core.Collect.Contract;

/// <summary>The fields of a signal.</summary>
internal enum Field
{
    Unknown,
    RequestId,
    SignalType,
    UserQuery,
    AiResponse,
    UserCorrection,
    Metadata,
    SessionId,
    UserId,
    Segment,
    Experiment,
    Variant,
    ModelVersion,
    OccurredAt,
    Context,
    Consent,
    IdempotencyKey,
    Value,
}

/// <summary>The wire names of the fields.</summary>
internal static class FieldNames
{
    /// <summary>Which field the reader's property name is.</summary>
    public static Field Match(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("request_id"u8)) return Field.RequestId;
        if (reader.ValueTextEquals("signal_type"u8)) return Field.SignalType;
        if (reader.ValueTextEquals("user_query"u8)) return Field.UserQuery;
        if (reader.ValueTextEquals("ai_response"u8)) return Field.AiResponse;
        if (reader.ValueTextEquals("user_correction"u8)) return Field.UserCorrection;
        if (reader.ValueTextEquals("metadata"u8)) return Field.Metadata;
        if (reader.ValueTextEquals("occurred_at"u8)) return Field.OccurredAt;
        if (reader.ValueTextEquals("context"u8)) return Field.Context;
        if (reader.ValueTextEquals("consent"u8)) return Field.Consent;
        if (reader.ValueTextEquals("value"u8)) return Field.Value;
        return reader.ValueTextEquals("idempotency_key"u8) ? Field.IdempotencyKey : MatchFallback(ref reader);
    }

    /// <summary>The fields that may also stand inside the metadata.</summary>
    public static Field MatchFallback(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("session_id"u8)) return Field.SessionId;
        if (reader.ValueTextEquals("user_id"u8)) return Field.UserId;
        if (reader.ValueTextEquals("segment"u8)) return Field.Segment;
        if (reader.ValueTextEquals("experiment"u8)) return Field.Experiment;
        if (reader.ValueTextEquals("variant"u8)) return Field.Variant;
        return reader.ValueTextEquals("model_version"u8) ? Field.ModelVersion : Field.Unknown;
    }
}
