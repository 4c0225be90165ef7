using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Administration;
using Flywheel.Core.Curate;

namespace Flywheel.Web.Api;

/// <summary><c>POST /v1/review/decisions</c>: up to 100 decisions, each with an outcome of its own, in order.</summary>
internal static class BulkDecisions
{
    /// <summary>The most decisions of one post.</summary>
    public const int Most = 100;

    private static readonly Dictionary<string, string[]> NoObject = new() { [""] = ["must be an object."] };
    private static readonly Dictionary<string, string[]> NoId = new() { ["id"] = ["is required: the item's number."] };

    /// <summary>Takes <c>{"decisions":[...]}</c>, or the array alone.</summary>
    public static async Task<IResult> DecideAsync(HttpContext http, ReviewDesk desk)
    {
        var (body, fault) = await JsonBody.ReadAsync(http, JsonBody.ParseNode);
        if (body is null) return fault!;
        if ((body as JsonArray ?? (body as JsonObject)?["decisions"] as JsonArray) is not { Count: > 0 } decisions)
            return Problems.Invalid("decisions", "is required: a list of 1 to 100 decisions.");
        if (decisions.Count > Most) return Problems.Of(413, $"At most {Most} decisions are taken at once.");
        var lines = new List<JsonObject>();
        foreach (var decision in decisions)
        {
            var answer = await DecideAsync(http.Caller().Actor, decision, desk, http.RequestAborted);
            lines.Add(answer.ToLine(lines.Count, Id(decision)));
        }

        var decided = lines.Count(l => (string)l["status"]! == "decided");
        return Results.Json(new JsonObject { ["decided"] = decided, ["refused"] = lines.Count - decided, ["results"] = new JsonArray([.. lines]) });
    }

    private static async Task<DecisionAnswer> DecideAsync(Actor actor, JsonNode? decision, ReviewDesk desk, CancellationToken cancellationToken)
    {
        if (decision is not JsonObject body) return ReviewJson.Invalid(NoObject);
        var (request, errors) = DecisionBody.Read(body);
        if (Id(body) is not { } id) return ReviewJson.Invalid(errors.Count == 0 ? NoId : new Dictionary<string, string[]>(errors) { ["id"] = NoId["id"] });
        return request is null ? ReviewJson.Invalid(errors) : ReviewJson.Of(await desk.DecideAsync(actor, id, request, cancellationToken));
    }

    private static long? Id(JsonNode? decision) => decision is JsonObject body && body["id"] is JsonValue value && value.TryGetValue(out long id) ? id : null;
}
