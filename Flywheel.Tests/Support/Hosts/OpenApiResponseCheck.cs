using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace Flywheel.Tests.Support.Hosts;

/// <summary>
/// Holds every JSON answer of the API that a test sees against the OpenAPI description: the operation and the status are
/// described, and the body has the described members and no others.
/// </summary>
public sealed class OpenApiResponseCheck(Func<Task<string>> read) : DelegatingHandler
{
    private static readonly SemaphoreSlim Reading = new(1);
    private static Dictionary<(string Method, int Status), List<(Regex Path, JsonSchema? Schema)>>? s_answers;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        // What never reaches an operation (no such route or method) is not described; what is empty has nothing to hold.
        if (!path.StartsWith("/v1/", StringComparison.Ordinal) || response.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/problem+json")) return response;
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        await HoldAsync(request.Method.Method, path, (int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        return response;
    }

    private async Task HoldAsync(string method, string path, int status, string body)
    {
        var answers = await AnswersAsync();
        // A refusal before or behind every operation: unknown route, method, an overload, a fault of ours.
        if (status is 401 or 404 or 405 or 408 or 413 or 415 or >= 500) return;
        Assert.True(answers.TryGetValue((method, status), out var described), $"{method} {path} answered {status}, which is described nowhere.");
        // A path without parameters comes before one with them.
        var (_, schema) = described!.OrderBy(d => d.Path.ToString().Contains("[^/]", StringComparison.Ordinal)).FirstOrDefault(d => d.Path.IsMatch(path));
        Assert.True(schema is not null, $"{method} {path} answered {status}, which is not described.");
        var errors = schema!.Validate(body);
        Assert.True(errors.Count == 0, $"{method} {path} answered what is not described:\n{string.Join('\n', errors.Take(10))}\n{body[..Math.Min(2000, body.Length)]}");
    }

    private async Task<Dictionary<(string Method, int Status), List<(Regex Path, JsonSchema? Schema)>>> AnswersAsync()
    {
        await Reading.WaitAsync();
        try
        {
            return s_answers ??= Read(JsonNode.Parse(await read())!);
        }
        finally
        {
            Reading.Release();
        }
    }

    private static Dictionary<(string, int), List<(Regex, JsonSchema?)>> Read(JsonNode document)
    {
        var components = Closed(document["components"]!["schemas"]!.DeepClone());
        var answers = new Dictionary<(string, int), List<(Regex, JsonSchema?)>>();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            var pattern = new Regex($"^{Regex.Replace(Regex.Escape(path), @"\\\{[^}]+\}", "[^/]+")}/?$");
            foreach (var (method, operation) in item!.AsObject())
            {
                foreach (var (status, answer) in operation!["responses"]!.AsObject())
                {
                    var key = (method.ToUpperInvariant(), int.Parse(status, CultureInfo.InvariantCulture));
                    if (!answers.TryGetValue(key, out var list)) answers[key] = list = [];
                    list.Add((pattern, SchemaOf(answer!, components)));
                }
            }
        }

        return answers;
    }

    private static JsonSchema? SchemaOf(JsonNode answer, JsonNode components)
    {
        if (answer["content"]?.AsObject() is not { Count: > 0 } content || content.First(c => true).Value?["schema"] is not { } schema) return null;
        var whole = Closed(schema.DeepClone()).AsObject();
        whole["definitions"] = components.DeepClone();
        return JsonSchema.FromJsonAsync(whole.ToJsonString()).GetAwaiter().GetResult();
    }

    /// <summary>The same schema, in which an object has no other members than those that are named.</summary>
    private static JsonNode Closed(JsonNode schema)
    {
        if (schema is JsonObject node)
        {
            if (node.ContainsKey("properties") && !node.ContainsKey("additionalProperties")) node["additionalProperties"] = false;
            if (node["$ref"] is JsonValue reference) node["$ref"] = ((string)reference!).Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        }

        foreach (var child in schema switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => [] })
        {
            if (child is JsonObject or JsonArray) Closed(child);
        }

        return schema;
    }
}
