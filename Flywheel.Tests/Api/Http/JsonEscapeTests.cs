using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Http;

/// <summary>JSON may write every character of a name or a string as an escape (RFC 8259, 7), and many writers do.</summary>
public sealed class JsonEscapeTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private HttpClient _client = null!;

    [Theory]
    [InlineData("/v1/feedback")]
    [InlineData("/v1/interactions")]
    [InlineData("/v1/outcomes")]
    public async Task A_time_is_read_whatever_is_escaped_in_it(string route)
    {
        var body = Full("esc-1").ToJsonString().Replace("\"occurred_at\":\"2026-05-01T12:00:00\\u002B02:00\"", "\"occurred_at\":\"2026-05-01T1\\u0032:00:00\\u002b02:\\u00300\"", StringComparison.Ordinal);
        Assert.Contains("1\\u0032:00", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _client.PostRawAsync(route, body)).StatusCode);
        Assert.Contains("\"occurred_at\":\"2026-05-01T10:00:00Z\"", (await _client.GetJsonAsync("/v1/interactions/esc-1")).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/feedback", "application/json")]
    [InlineData("/v1/interactions", "application/json")]
    [InlineData("/v1/outcomes", "application/json")]
    [InlineData("/v1/feedback/batch", "application/json")]
    [InlineData("/v1/interactions/batch", "application/json")]
    [InlineData("/v1/outcomes/batch", "application/json")]
    [InlineData("/v1/feedback/batch", "application/x-ndjson")]
    [InlineData("/v1/interactions/batch", "application/x-ndjson")]
    [InlineData("/v1/outcomes/batch", "application/x-ndjson")]
    public async Task What_is_escaped_altogether_is_stored_as_what_is_not(string route, string type)
    {
        var array = route.EndsWith("batch", StringComparison.Ordinal) && type == "application/json";
        foreach (var (id, text) in new[] { ("plain", Full("plain").ToJsonString()), ("hidden", Escaped(Full("hidden"))) })
        {
            var answer = await _client.PostRawAsync(route, array ? $"[{text}]" : text, type);
            Assert.True(answer.IsSuccessStatusCode, $"{id}: {await answer.Content.ReadAsStringAsync()}");
            Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(await KeptAsync("plain"), await KeptAsync("hidden"));
    }

    [Theory]
    [InlineData("/v1/datasets/faq/versions", "{\"note\":\"n\",\"min_quality\":\"high\",\"sources\":[\"user_correction\"]}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/v1/revolutions", "{\"name\":\"Second\",\"note\":\"n\"}", HttpStatusCode.Created)]
    [InlineData("/v1/experiments", "{\"key\":\"e1\",\"hypothesis\":\"h\",\"unit\":\"person\",\"primary_metric\":\"success_rate\",\"arms\":[{\"name\":\"a\"},{\"name\":\"b\"}]}", HttpStatusCode.Created)]
    [InlineData("/v1/review/claims", "{\"count\":1}", HttpStatusCode.OK)]
    public async Task Every_other_body_is_read_with_its_escapes(string route, string body, HttpStatusCode expected)
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Edit("r", "Paris."));
        await _host.CuratedAsync();
        var manager = await _host.PersonAsync("m", Roles.Admin, Scopes.Review | Scopes.Read | Scopes.Manage | Scopes.Export);
        var answer = await manager.PostRawAsync(route, Escaped(JsonNode.Parse(body)!));
        Assert.True(expected == answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_time_with_half_a_character_is_refused_by_name()
    {
        var answer = await _client.PostRawAsync("/v1/outcomes", "{\"request_id\":\"r\",\"success\":true,\"occurred_at\":\"2026-05-01T12:00:00\\ud800\"}");
        Assert.Equal("must not contain a lone surrogate.", (await answer.JsonAsync()).ErrorOf("occurred_at"));
    }

    public async ValueTask InitializeAsync() => _client = await _host.ClientAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static JsonObject Full(string id) => Json.Signal(id, "edit",
        ("user_correction", "Pa\"ris\\ 😀"), ("session_id", "s1"), ("user_id", "u1"), ("segment", "pro"), ("variant", "b"), ("model_version", "m+1"), ("experiment", "e"),
        ("metadata", new JsonObject { ["k"] = "v" }), ("occurred_at", "2026-05-01T12:00:00+02:00"), ("success", true), ("source", "survey"),
        ("context", new JsonObject { ["system"] = "be kind", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "hi" }) }),
        ("consent", new JsonObject { ["training"] = true }));

    /// <summary>What is kept, without what says when it came and the metadata, which is kept as it was written.</summary>
    private async Task<string> KeptAsync(string id)
    {
        var kept = await _client.GetJsonAsync($"/v1/interactions/{id}");
        kept.Remove("request_id");
        foreach (var answer in kept["answers"]!.AsArray())
        {
            answer!.AsObject().Remove("first_seen_at");
            foreach (var signal in answer["signals"]!.AsArray())
            {
                Assert.Equal("v", (string?)signal!["metadata"]!["k"]);
                signal.AsObject().Remove("received_at");
            }

            answer.AsObject().Remove("candidates");
        }

        foreach (var list in new[] { "uses", "outcomes" })
        {
            foreach (var use in kept[list]!.AsArray()) use!.AsObject().Remove("received_at");
        }

        return kept.ToJsonString();
    }

    private static string Escaped(JsonNode node) => node switch
    {
        JsonObject o => "{" + string.Join(",", o.Select(m => $"{Hidden(m.Key)}:{Escaped(m.Value!)}")) + "}",
        JsonArray a => "[" + string.Join(",", a.Select(n => Escaped(n!))) + "]",
        JsonValue v when v.TryGetValue<string>(out var text) => Hidden(text),
        _ => node.ToJsonString(),
    };

    private static string Hidden(string text) => "\"" + string.Concat(text.Select(c => $"\\u{(int)c:x4}")) + "\"";
}
