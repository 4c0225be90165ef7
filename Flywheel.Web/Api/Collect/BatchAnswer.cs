using System.Text.Json;
using Flywheel.Core.Collect.Intake;
using Flywheel.Web.Api.Http;

namespace Flywheel.Web.Api.Collect;

/// <summary>The answer to a batch: what became of each item, in order.</summary>
internal static class BatchAnswer
{
    /// <summary>What is wrong with an item whose idempotency key was used before.</summary>
    public static readonly Dictionary<string, string[]> KeyReused = new() { ["idempotency_key"] = ["was used with another body."] };

    private static readonly Dictionary<string, string[]> NotStored = new() { [""] = ["was not taken by the database; it was logged."] };

    /// <param name="statuses">One for each item that could be read, in order.</param>
    public static async Task WriteAsync<T>(HttpContext http, List<BatchItem<T>> items, IReadOnlyList<IntakeStatus> statuses)
        where T : class
    {
        var accepted = statuses.Count(s => s is not (IntakeStatus.KeyReused or IntakeStatus.NotStored));
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("accepted", accepted);
        json.WriteNumber("rejected", items.Count - accepted);
        json.WriteStartArray("results");
        var next = 0;
        for (var index = 0; index < items.Count; index++)
            WriteItem(json, index, items[index], items[index].Item is null ? null : statuses[next++]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem<T>(Utf8JsonWriter json, int index, BatchItem<T> item, IntakeStatus? status)
        where T : class
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("status", status switch { IntakeStatus.Recorded or IntakeStatus.RequestUnknown => "recorded", IntakeStatus.Duplicate => "duplicate", _ => "rejected" });
        if (item.RequestId is not null) json.WriteString("request_id", item.RequestId);
        if (status == IntakeStatus.RequestUnknown) json.WriteBoolean("known", false);
        var errors = status switch { IntakeStatus.KeyReused => KeyReused, IntakeStatus.NotStored => NotStored, _ => item.Errors?.ByField };
        if (errors is not null)
        {
            json.WritePropertyName("errors");
            Problems.ErrorsJson(errors).WriteTo(json);
        }

        json.WriteEndObject();
    }
}
