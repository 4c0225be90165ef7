using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Flywheel.Tests.Support;

/// <summary>Short forms for tests that speak JSON over HTTP.</summary>
public static class Json
{
    /// <summary>A valid signal; members given replace or add to its own, null removes.</summary>
    public static JsonObject Signal(string requestId = "r-1", string type = "thumbs_up", params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject
        {
            ["request_id"] = requestId, ["signal_type"] = type, ["user_query"] = "What is the capital of France?", ["ai_response"] = "Lyon.",
        };
        foreach (var (name, value) in more)
        {
            if (value is null) body.Remove(name);
            else body[name] = value;
        }

        return body;
    }

    /// <summary>An edit of the default answer.</summary>
    public static JsonObject Edit(string requestId, string correction, params (string Name, JsonNode? Value)[] more) =>
        Signal(requestId, "edit", [("user_correction", correction), .. more]);

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, JsonNode body) =>
        client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> PostRawAsync(this HttpClient client, string path, string body, string type = "application/json") =>
        client.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue(type)), TestContext.Current.CancellationToken);

    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage response) =>
        (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    public static async Task<JsonObject> GetJsonAsync(this HttpClient client, string path) =>
        await (await client.GetAsync(path, TestContext.Current.CancellationToken)).JsonAsync();

    /// <summary>Posts and expects a status; the result is the answer's body.</summary>
    public static async Task<JsonObject> PostExpectAsync(this HttpClient client, string path, JsonNode body, HttpStatusCode status = HttpStatusCode.OK)
    {
        var response = await client.PostAsync(path, body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {text}");
        return (JsonObject)JsonNode.Parse(text)!;
    }

    /// <summary>The first message about a field of a problem.</summary>
    public static string? ErrorOf(this JsonObject problem, string field) => (string?)problem["errors"]?[field]?[0];
}
