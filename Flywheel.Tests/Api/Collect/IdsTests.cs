using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Api.Collect;

/// <summary>Ids are compared exactly on every database, and every one that is taken can be asked for again.</summary>
public sealed class IdsTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private HttpClient _client = null!;

    public static TheoryData<string> Fields => ["request_id", "session_id", "user_id", "segment", "experiment", "variant", "model_version", "idempotency_key"];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task White_space_at_an_end_of_an_id_is_refused(string field)
    {
        foreach (var id in new[] { "order-1 ", " order-1", "\torder-1", "order-1\n", "order-1\u00A0", "\u3000order-1", " " })
        {
            var problem = await _client.PostExpectAsync("/v1/feedback", Json.Signal("r", more: (field, id)), HttpStatusCode.BadRequest);
            Assert.Equal("must not begin or end with white space.", problem.ErrorOf(field));
        }
    }

    [Theory]
    [InlineData("/v1/interactions", "request_id")]
    [InlineData("/v1/interactions", "segment")]
    [InlineData("/v1/outcomes", "request_id")]
    [InlineData("/v1/outcomes", "source")]
    public async Task The_same_holds_for_interactions_and_outcomes(string route, string field)
    {
        var problem = await _client.PostExpectAsync(route, new JsonObject { ["request_id"] = "r", ["success"] = true, [field] = "x " }, HttpStatusCode.BadRequest);
        Assert.Equal("must not begin or end with white space.", problem.ErrorOf(field));
    }

    [Theory]
    [InlineData("/v1/feedback")]
    [InlineData("/v1/interactions")]
    [InlineData("/v1/outcomes")]
    public async Task Steps_of_a_path_are_no_request_ids(string route)
    {
        foreach (var id in new[] { ".", ".." })
        {
            var problem = await _client.PostExpectAsync(route, Full(id), HttpStatusCode.BadRequest);
            Assert.Equal("must not be . or .., which cannot stand in an address.", problem.ErrorOf("request_id"));
        }

        var batch = await _client.PostExpectAsync($"{route}/batch", new JsonArray(Full(".."), Full("fine")));
        Assert.Equal(["rejected", "recorded"], batch["results"]!.AsArray().Select(r => (string)r!["status"]!));
    }

    [Fact]
    public async Task Ids_that_differ_by_case_or_by_what_is_invisible_are_different_ones()
    {
        string[] ids = ["order-1", "Order-1", "order-1\u200B", "\uFEFForder-1", "order\u00AD-1", "ordér-1", "orde\u0301r-1", "ｏrder-1"];
        foreach (var id in ids) await _client.PostExpectAsync("/v1/feedback", Json.Signal(id));
        await using var db = _host.Open();
        Assert.Equal(ids.Order(StringComparer.Ordinal), (await db.Interactions.Select(i => i.RequestId).ToListAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_that_people_map_keep_the_same_rule()
    {
        var admin = await _host.PersonAsync("m", Roles.Admin, Scopes.Read | Scopes.Manage);
        using var put = new HttpRequestMessage(HttpMethod.Put, "/v1/revolutions/1") { Content = System.Net.Http.Json.JsonContent.Create(new JsonObject { ["model_versions"] = new JsonArray("m1 ") }) };
        var answer = await admin.SendAsync(put, TestContext.Current.CancellationToken);
        Assert.Equal("must not begin or end with white space.", (await answer.JsonAsync()).ErrorOf("model_versions[0]"));
        var arms = new JsonArray(new JsonObject { ["name"] = "control" }, new JsonObject { ["name"] = "b " });
        var experiment = await admin.PostExpectAsync("/v1/experiments", new JsonObject { ["key"] = "e", ["hypothesis"] = "h", ["arms"] = arms }, HttpStatusCode.BadRequest);
        Assert.Equal("must not begin or end with white space.", experiment.ErrorOf("arms[1].name"));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_fallback_from_the_metadata_is_a_string_or_a_number(string field)
    {
        if (field is "request_id" or "idempotency_key") return;
        foreach (var value in new[] { "true", "[1]", "{\"a\":1}", "\"\"", "\"x \"" })
        {
            var refused = await _client.PostRawAsync("/v1/feedback", WithMetadata($"{{\"{field}\":{value}}}"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.NotNull((await refused.JsonAsync()).ErrorOf($"metadata.{field}"));
        }

        foreach (var value in new[] { "42", "-7", "4.10", "1e3", "12345678901234567890", "null" })
            Assert.Equal(HttpStatusCode.OK, (await _client.PostRawAsync("/v1/feedback", WithMetadata($"{{\"{field}\":{value}}}"))).StatusCode);
        // The field itself was sent: what else the metadata hold of that name is the client's own.
        Assert.Equal(HttpStatusCode.OK, (await _client.PostRawAsync("/v1/feedback", WithMetadata($"{{\"{field}\":true}}", $",\"{field}\":\"v\""))).StatusCode);
    }

    [Fact]
    public async Task A_number_as_a_fallback_counts_as_it_is_written()
    {
        await _client.PostRawAsync("/v1/feedback", WithMetadata("{\"model_version\":4.10,\"segment\":7,\"variant\":\"a\",\"variant\":\"b\",\"user_id\":42}"));
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("other", more: ("user_id", "42")));
        var signal = (await _client.GetJsonAsync("/v1/interactions/r"))["answers"]![0]!["signals"]![0]!;
        Assert.Equal(("4.10", "7", "b"), ((string)signal["model_version"]!, (string)signal["segment"]!, (string)signal["variant"]!));
        await using var db = _host.Open();
        Assert.NotNull(Assert.Single(await db.Signals.Select(s => s.PersonHash).Distinct().ToListAsync()));
    }

    public async ValueTask InitializeAsync() => _client = await _host.ClientAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static JsonObject Full(string id) => Json.Signal(id, more: ("success", true));

    private static string WithMetadata(string metadata, string more = "") =>
        $"{{\"request_id\":\"r\",\"signal_type\":\"copy\",\"user_query\":\"q\",\"ai_response\":\"a\",\"metadata\":{metadata}{more}}}";
}
