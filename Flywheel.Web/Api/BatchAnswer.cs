using System.Text.Json;
using Flywheel.Core.Collect;

namespace Flywheel.Web.Api;

/// <summary>The answer to a batch: what became of each item, in order.</summary>
internal static class BatchAnswer
{
    private static readonly Dictionary<string, string[]> KeyReused = new() { ["idempotency_key"] = ["was used with another body."] };

    /// <param name="statuses">One for each item that holds a signal, in order.</param>
    public static async Task WriteAsync(HttpContext http, List<BatchItem> items, IReadOnlyList<IntakeStatus> statuses)
    {
        var accepted = statuses.Count(s => s != IntakeStatus.KeyReused);
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteNumber("accepted", accepted);
        json.WriteNumber("rejected", items.Count - accepted);
        json.WriteStartArray("results");
        var next = 0;
        for (var index = 0; index < items.Count; index++)
            WriteItem(json, index, items[index], items[index].Signal is null ? null : statuses[next++]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, int index, BatchItem item, IntakeStatus? status)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("status", status switch { IntakeStatus.Recorded => "recorded", IntakeStatus.Duplicate => "duplicate", _ => "rejected" });
        if (item.RequestId is not null) json.WriteString("request_id", item.RequestId);
        var errors = status == IntakeStatus.KeyReused ? KeyReused : item.Errors?.ByField;
        if (errors is not null)
        {
            json.WritePropertyName("errors");
            Problems.ErrorsJson(errors).WriteTo(json);
        }

        json.WriteEndObject();
    }
}
