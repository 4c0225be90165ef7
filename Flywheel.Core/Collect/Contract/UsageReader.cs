using System.Text.Json;

namespace Flywheel.Core.Collect.Contract;

/// <summary>
/// Reads exposures and outcomes from JSON under the rules of the contract, as <see cref="FeedbackReader"/> reads signals.
/// </summary>
public static class UsageReader
{
    /// <summary>The largest size of an outcome's value: sums of squares stay exact enough.</summary>
    private const double MaxValue = 1e15;

    /// <summary>Reads an exposure at the reader's position and leaves the reader at its end.</summary>
    public static ExposureItem? ReadExposure(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, DateTime now, FieldErrors errors)
    {
        if (!IsObject(ref reader, errors)) return null;
        var item = new ExposureItem();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            switch (Name(ref reader))
            {
                case "request_id": item.RequestId = JsonText.ReadRequestId(ref reader, "request_id", errors) ?? ""; break;
                case "user_query": item.UserQuery = JsonText.ReadText(ref reader, "user_query", errors); break;
                case "ai_response": item.AiResponse = JsonText.ReadText(ref reader, "ai_response", errors); break;
                case "session_id": item.SessionId = JsonText.ReadId(ref reader, "session_id", errors); break;
                case "user_id": item.UserId = JsonText.ReadId(ref reader, "user_id", errors); break;
                case "segment": item.Segment = JsonText.ReadId(ref reader, "segment", errors); break;
                case "experiment": item.Experiment = JsonText.ReadId(ref reader, "experiment", errors); break;
                case "variant": item.Variant = JsonText.ReadId(ref reader, "variant", errors); break;
                case "model_version": item.ModelVersion = JsonText.ReadId(ref reader, "model_version", errors); break;
                case "occurred_at": item.OccurredAt = JsonText.ReadTime(ref reader, "occurred_at", now, errors); break;
                default: reader.Skip(); break;
            }
        }

        return IsComplete(item.RequestId, errors) ? item : null;
    }

    /// <summary>Reads an outcome at the reader's position and leaves the reader at its end.</summary>
    public static OutcomeItem? ReadOutcome(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, DateTime now, FieldErrors errors)
    {
        if (!IsObject(ref reader, errors)) return null;
        var item = new OutcomeItem();
        bool? success = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            switch (Name(ref reader))
            {
                case "request_id": item.RequestId = JsonText.ReadRequestId(ref reader, "request_id", errors) ?? ""; break;
                case "success": success = ReadSuccess(ref reader, errors); break;
                case "value": item.Value = ReadNumber(ref reader, errors); break;
                case "source": item.Source = JsonText.ReadId(ref reader, "source", errors); break;
                case "occurred_at": item.OccurredAt = JsonText.ReadTime(ref reader, "occurred_at", now, errors); break;
                default: reader.Skip(); break;
            }
        }

        if (success is null && !errors.Has("success")) errors.Add("success", "is required.");
        item.Success = success ?? false;
        return IsComplete(item.RequestId, errors) ? item : null;
    }

    private static bool IsObject(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        errors.Add("", "must be an object.");
        reader.Skip();
        return false;
    }

    /// <summary>The member's name; its value is the current token then.</summary>
    private static string Name(ref Utf8JsonReader reader)
    {
        var name = reader.GetString()!;
        reader.Read();
        return name;
    }

    private static bool IsComplete(string requestId, FieldErrors errors)
    {
        if (requestId.Length == 0 && !errors.Has("request_id")) errors.Add("request_id", "is required.");
        return !errors.Any;
    }

    private static bool? ReadSuccess(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False) return reader.GetBoolean();
        if (reader.TokenType == JsonTokenType.Null) return null;
        errors.Add("success", "must be true or false.");
        reader.Skip();
        return null;
    }

    private static double? ReadNumber(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && Math.Abs(number) <= MaxValue) return number;
        errors.Add("value", "must be a number between -1e15 and 1e15.");
        reader.Skip();
        return null;
    }
}
