using System.Globalization;
using System.Text.Json.Nodes;
using Flywheel.Core.Collect;
using Microsoft.OpenApi;

namespace Flywheel.Web.Hosting;

/// <summary>Describes the routes that take data in: they read their bodies themselves, so that the framework cannot.</summary>
internal static class IntakeDescription
{
    private const string Json = "application/json";
    private const string Tag = "Collect";

    internal static void AddTo(OpenApiDocument document, SignalCatalogue types)
    {
        AddPair(document, "/v1/feedback", "Signal", Signal(types), "one signal", "signals");
        AddPair(document, "/v1/interactions", "Exposure", Exposure(), "that the product was used once", "uses");
        AddPair(document, "/v1/outcomes", "Outcome", Outcome(), "how one request ended", "outcomes");
    }

    private static void AddPair(OpenApiDocument document, string path, string name, OpenApiSchema schema, string one, string many)
    {
        document.AddComponent(name, schema);
        var item = new OpenApiSchemaReference(name, document);
        var items = new OpenApiSchema { Type = JsonSchemaType.Array, Items = item, MaxItems = 1000 };
        Add(document, path, $"Record {one}; the answer comes when it is on disk", Content((Json, item)), Object(("status", Text()), ("request_id", Text())));
        Add(document, $"{path}/batch", $"Record up to 1,000 {many}: a JSON array, or NDJSON", Content((Json, items), ("application/x-ndjson", item)), BatchAnswer());
    }

    private static OpenApiSchema Signal(SignalCatalogue types) => Required(
        Object(
            ("request_id", Id()), ("signal_type", OneOf(types.Names)), ("value", Value(types)), ("user_query", Text()), ("ai_response", Text()), ("user_correction", Text()),
            ("metadata", new() { Type = JsonSchemaType.Object }), ("session_id", Id()), ("user_id", Id()), ("segment", Id()), ("experiment", Id()),
            ("variant", Id()), ("model_version", Id()), ("occurred_at", Time()), ("context", Context()), ("consent", Object(("training", Bool()))), ("idempotency_key", Id())),
        "request_id", "signal_type", "user_query", "ai_response");

    private static OpenApiSchema Value(SignalCatalogue types) => new()
    {
        Type = JsonSchemaType.Number,
        Description = string.Join(' ', types.All.Where(t => t.HasRange)
            .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Name}: required, {t.Minimum} to {t.Maximum}.")).Append("No other type carries a value.")),
    };

    private static OpenApiSchema Exposure() => Required(
        Object(
            ("request_id", Id()), ("user_query", Text()), ("ai_response", Text()), ("session_id", Id()), ("user_id", Id()), ("segment", Id()), ("experiment", Id()),
            ("variant", Id()), ("model_version", Id()), ("occurred_at", Time())),
        "request_id");

    private static OpenApiSchema Outcome() => Required(
        Object(("request_id", Id()), ("success", Bool()), ("value", Real()), ("source", Id()), ("occurred_at", Time())),
        "request_id", "success");

    private static OpenApiSchema Required(OpenApiSchema schema, params string[] names)
    {
        schema.Required = names.ToHashSet();
        return schema;
    }

    private static OpenApiSchema Context() => Object(
        ("system", Text()),
        ("messages", ListOf(Object(("role", Text()), ("content", Text())))),
        ("documents", ListOf(Object(("id", Text()), ("title", Text()), ("text", Text()), ("score", Real())))));

    private static OpenApiSchema BatchAnswer() => Object(
        ("accepted", Number()), ("rejected", Number()),
        ("results", ListOf(Object(
            ("index", Number()), ("status", OneOf(["recorded", "duplicate", "rejected"])), ("request_id", Text()), ("errors", new() { Type = JsonSchemaType.Object })))));

    private static void Add(OpenApiDocument document, string path, string summary, Dictionary<string, OpenApiMediaType> body, OpenApiSchema answer)
    {
        var operation = new OpenApiOperation
        {
            Summary = summary,
            Tags = new HashSet<OpenApiTagReference> { new(Tag, document) },
            RequestBody = new OpenApiRequestBody { Required = true, Content = body },
            Responses = new() { ["200"] = new OpenApiResponse { Description = "On disk", Content = Content((Json, answer)) } },
        };
        foreach (var (code, meaning) in Refusals) operation.Responses[code] = new OpenApiResponse { Description = meaning };
        document.Paths[path] = new OpenApiPathItem { Operations = new() { [HttpMethod.Post] = operation } };
    }

    private static (string, string)[] Refusals =>
    [
        ("400", "Malformed or invalid; errors by field"), ("401", "No valid key"), ("403", "The key lacks the scope ingest"), ("413", "Too large"),
        ("415", "Content type or encoding"), ("422", "The idempotency key was used with another body"), ("429", "Over the key's limit"), ("503", "Overloaded or storage unavailable"),
    ];

    private static Dictionary<string, OpenApiMediaType> Content(params (string Type, IOpenApiSchema Schema)[] forms) =>
        forms.ToDictionary(f => f.Type, f => new OpenApiMediaType { Schema = f.Schema });

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] members) =>
        new() { Type = JsonSchemaType.Object, Properties = members.ToDictionary(m => m.Name, IOpenApiSchema (m) => m.Schema) };

    private static OpenApiSchema ListOf(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema OneOf(IEnumerable<string> values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(JsonNode (value) => JsonValue.Create(value))] };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Id() => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 };

    private static OpenApiSchema Bool() => new() { Type = JsonSchemaType.Boolean };

    private static OpenApiSchema Time() => new() { Type = JsonSchemaType.String, Format = "date-time" };

    private static OpenApiSchema Real() => new() { Type = JsonSchemaType.Number };

    private static OpenApiSchema Number() => new() { Type = JsonSchemaType.Integer };
}
