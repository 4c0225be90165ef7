using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Api.Collect;

public sealed class UsageApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_use_and_its_outcome_are_recorded_and_measured()
    {
        var key = await host.ClientAsync("usage");
        var use = await key.PostAsJsonAsync("/v1/interactions", new { request_id = "u1", user_id = "ann", segment = "retail", variant = "b", model_version = "m1" }, Cancel);
        Assert.Equal("""{"status":"recorded","request_id":"u1"}""", await use.Content.ReadAsStringAsync(Cancel));
        var outcome = await key.PostAsJsonAsync("/v1/outcomes", new { request_id = "u1", success = true, value = 12.5, source = "checkout" }, Cancel);
        Assert.Equal(HttpStatusCode.OK, outcome.StatusCode);
        await MeasuredAsync();
        await using var db = host.Open();
        var row = db.MeasuredInteractions.Single(m => m.RequestId == "u1");
        Assert.Equal((Verdict.Succeeded, true, true, 12.5, "retail", "b", "m1"), (row.Verdict, row.Reported, row.Exposed, row.Value, row.Segment, row.Variant, row.ModelVersion));
        Assert.Equal(64, row.PersonHash!.Length);
    }

    [Fact]
    public async Task A_use_with_its_answer_and_feedback_on_it_are_one_interaction()
    {
        var key = await host.ClientAsync("answers");
        await key.PostAsJsonAsync("/v1/interactions", new { request_id = "a1", user_query = "How?", ai_response = "So." }, Cancel);
        await key.PostAsJsonAsync("/v1/feedback", new { request_id = "a1", signal_type = "thumbs_up", user_query = "How?", ai_response = "So." }, Cancel);
        await MeasuredAsync();
        await using var db = host.Open();
        var row = db.MeasuredInteractions.Single(m => m.RequestId == "a1");
        Assert.Equal((true, Verdict.Succeeded), (row.Exposed, row.Verdict));
    }

    [Fact]
    public async Task A_batch_says_which_outcomes_are_of_unknown_requests()
    {
        var (key, other) = (await host.ClientAsync("known"), await host.ClientAsync("known-elsewhere"));
        await key.PostAsJsonAsync("/v1/interactions", new { request_id = "used" }, Cancel);
        await key.PostExpectAsync("/v1/feedback", Json.Signal("said", "copy"));
        await other.PostAsJsonAsync("/v1/interactions", new { request_id = "theirs" }, Cancel);
        string[] ids = ["used", "said", "theirs", "nobodys", "Used"];
        var answer = await (await key.PostAsJsonAsync("/v1/outcomes/batch", ids.Select(id => new { request_id = id, success = true }), Cancel)).JsonAsync();
        var results = answer["results"]!.AsArray();
        Assert.Equal(5, (int)answer["accepted"]!);
        Assert.All(results, r => Assert.Equal("recorded", (string?)r!["status"]));
        Assert.Equal([null, null, false, false, false], results.Select(r => (bool?)r!["known"]));
        Assert.Equal("index status request_id", results[0].Members());
        await key.PostAsJsonAsync("/v1/interactions", new { request_id = "nobodys" }, Cancel);
        var again = await (await key.PostAsJsonAsync("/v1/outcomes/batch", new[] { new { request_id = "nobodys", success = true } }, Cancel)).JsonAsync();
        Assert.Null(again["results"]![0]!["known"]);
    }

    [Theory]
    [InlineData("/v1/interactions", """{"segment":"x"}""", "request_id")]
    [InlineData("/v1/interactions", """{"request_id":7}""", "request_id")]
    [InlineData("/v1/interactions", """{"request_id":"r","occurred_at":"1999-12-31T23:59:59Z"}""", "occurred_at")]
    [InlineData("/v1/interactions", """{"request_id":"r","variant":"","segment":"s"}""", "variant")]
    [InlineData("/v1/interactions", """{"request_id":"r","user_query":"a\u0000"}""", "user_query")]
    [InlineData("/v1/outcomes", """{"request_id":"r"}""", "success")]
    [InlineData("/v1/outcomes", """{"request_id":"r","success":"yes"}""", "success")]
    [InlineData("/v1/outcomes", """{"request_id":"r","success":true,"value":"12"}""", "value")]
    [InlineData("/v1/outcomes", """{"request_id":"r","success":true,"value":1e999}""", "value")]
    [InlineData("/v1/outcomes", """{"success":true}""", "request_id")]
    [InlineData("/v1/outcomes", "[]", "")]
    public async Task What_breaks_a_rule_is_named_by_its_field(string route, string body, string field)
    {
        var key = await host.ClientAsync();
        var answer = await key.PostAsync(route, new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task A_batch_answers_for_each_item()
    {
        var key = await host.ClientAsync();
        const string lines = """
            {"request_id":"b1","success":true}
            {"request_id":"b2"}
            {"request_id":"b3","success":false}
            """;
        var answer = await key.PostAsync("/v1/outcomes/batch", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), Cancel);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal((2, 1), ((int)json["accepted"]!, (int)json["rejected"]!));
        Assert.Equal(["recorded", "rejected", "recorded"], json["results"]!.AsArray().Select(r => (string?)r!["status"]));
        await using var db = host.Open();
        Assert.Equal(["b1", "b3"], db.Outcomes.Where(o => o.RequestId == "b1" || o.RequestId == "b2" || o.RequestId == "b3").OrderBy(o => o.Id).Select(o => o.RequestId));
    }

    [Fact]
    public async Task More_than_a_thousand_items_are_too_many()
    {
        var key = await host.ClientAsync();
        var answer = await key.PostAsJsonAsync("/v1/interactions/batch", Enumerable.Range(0, 1001).Select(i => new { request_id = $"x{i}" }), Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_kept_of_a_request_names_its_uses_and_outcomes()
    {
        var key = await host.ClientAsync("kept");
        await key.PostAsJsonAsync("/v1/interactions", new { request_id = "k1", segment = "retail" }, Cancel);
        await key.PostAsJsonAsync("/v1/outcomes", new { request_id = "k1", success = false }, Cancel);
        await key.PostAsJsonAsync("/v1/outcomes", new { request_id = "k1", success = true, value = 3 }, Cancel);
        var json = JsonNode.Parse(await key.GetStringAsync("/v1/interactions/k1", Cancel))!;
        Assert.Equal("retail", (string?)json["uses"]![0]!["segment"]);
        Assert.Equal([false, true], json["outcomes"]!.AsArray().Select(o => (bool)o!["success"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.ClientAsync("others")).GetAsync("/v1/interactions/k1", Cancel)).StatusCode);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<long> MeasuredAsync() => host.Services.GetRequiredService<Measurer>().CatchUpAsync(Cancel);
}
