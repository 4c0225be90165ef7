using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Api.Curate;

/// <summary>Many decisions in one post, and claims that are narrowed by a filter.</summary>
public sealed class BulkDecisionsTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private HttpClient _key = null!, _anna = null!, _bert = null!;

    public async ValueTask InitializeAsync() => (_key, _anna, _bert) = (await _host.ClientAsync(), await _host.PersonAsync("anna"), await _host.PersonAsync("bert"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_decision_has_an_outcome_of_its_own()
    {
        await _host.CorrectAsync(_key, 5);
        var items = await _anna.ClaimAsync(4);
        var others = (await _bert.ClaimAsync(1))[0];
        await _anna.DecideAsync(items[1], "approve");
        var answer = await SendAsync(
            Decide(items[0], "approve"), Decide(items[1], "reject", ("reason", "wrong")), Decide(others, "approve"), Decide(items[2], "reject"),
            Decide(items[3], "fix", ("ideal_output", "Mine."), ("version", 99)), new JsonObject { ["id"] = 9_999, ["version"] = 1, ["decision"] = "approve" },
            new JsonObject { ["version"] = 1, ["decision"] = "approve" }, "text", Decide(items[0], "approve"));
        Assert.Equal("decided refused results", answer.Members());
        Assert.Equal((1, 8), ((int)answer["decided"]!, (int)answer["refused"]!));
        var results = answer["results"]!.AsArray();
        Assert.Equal(
            ["decided", "already_decided", "lease_lost", "invalid", "changed", "not_found", "invalid", "invalid", "already_decided"], results.Select(r => (string)r!["status"]!));
        Assert.Equal(Enumerable.Range(0, 9), results.Select(r => (int)r!["index"]!));
        Assert.Equal("index status id state version decision_id", results[0].Members());
        Assert.Equal(("anna", "approved"), ((string?)results[1]!["decided_by"], (string?)results[1]!["state"]));
        Assert.True((bool)results[2]!["lease_lost"]!);
        Assert.NotNull(results[3]!["errors"]!["reason"]);
        Assert.Equal((int)items[3]["version"]!, (int)results[4]!["version"]!);
        Assert.NotNull(results[6]!["errors"]!["id"]);
    }

    [Fact]
    public async Task A_hundred_are_taken_and_more_are_refused_whole()
    {
        await _host.CorrectAsync(_key, 100);
        var items = await _anna.ClaimAsync();
        var decisions = items.Select(i => (JsonNode)Decide(i, "approve")).ToArray();
        var over = await _anna.PostAsync("/v1/review/decisions", Body([.. decisions.Select(d => d.DeepClone()), decisions[0].DeepClone()]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, over.StatusCode);
        Assert.Equal(items.Count, (int)(await SendAsync(decisions))["decided"]!);
        Assert.Equal(100, items.Count);
    }

    [Fact]
    public async Task A_decision_that_the_storage_does_not_take_hides_none_of_the_others()
    {
        await _host.CorrectAsync(_key, 3);
        var items = await _anna.ClaimAsync();
        await using (var db = _host.Open())
            await db.Database.ExecuteSqlAsync($"CREATE TRIGGER refuse BEFORE INSERT ON Decisions WHEN NEW.CandidateId = 2 BEGIN SELECT RAISE(ABORT, 'refused'); END", TestContext.Current.CancellationToken);
        var answer = await SendAsync([.. items.OrderBy(i => (long)i["id"]!).Select(i => (JsonNode)Decide(i, "approve"))]);
        Assert.Equal(["decided", "unavailable", "decided"], answer["results"]!.AsArray().Select(r => (string)r!["status"]!));
        Assert.Equal(2, (long)Assert.Single((await _anna.GetJsonAsync("/v1/review/claims"))["items"]!.AsArray())!["id"]!);
    }

    [Fact]
    public async Task The_list_alone_is_taken_as_well()
    {
        await _host.CorrectAsync(_key, 2);
        var list = new JsonArray([.. (await _anna.ClaimAsync()).Select(i => (JsonNode)Decide(i, "approve"))]);
        Assert.Equal(2, (int)(await _anna.PostExpectAsync("/v1/review/decisions", list))["decided"]!);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"decisions":[]}""")]
    [InlineData("""{"decisions":7}""")]
    [InlineData("[]")]
    public async Task A_post_without_decisions_names_the_field(string body)
    {
        var problem = await _anna.PostExpectAsync("/v1/review/decisions", JsonNode.Parse(body)!, HttpStatusCode.BadRequest);
        Assert.NotNull(problem.ErrorOf("decisions"));
    }

    [Fact]
    public async Task A_claimed_item_says_where_it_comes_from()
    {
        var context = JsonNode.Parse("""{"system":"Be brief.","messages":[{"role":"user","content":"Hello \u2028 there"}],"documents":[{"id":"d1","text":"Terms"}]}""");
        await _host.CorrectAsync(_key, 1, 1, ("segment", "retail"), ("context", context));
        var item = Assert.Single(await _anna.ClaimAsync());
        Assert.Equal(("r-1", "retail", "shop"), ((string?)item["request_id"], (string?)item["segment"], (string?)item["application"]));
        Assert.Equal("Be brief.", (string?)item["context"]!["system"]);
        Assert.Equal("Hello \u2028 there", (string?)item["context"]!["messages"]![0]!["content"]);
        Assert.Equal("d1", (string?)item["context"]!["documents"]![0]!["id"]);
    }

    [Theory]
    [InlineData("segment", "retail", 2)]
    [InlineData("segment", "Retail", 0)]
    [InlineData("request_id", "r-5", 1)]
    [InlineData("application", "bank", 1)]
    [InlineData("source", "user_approved", 1)]
    public async Task A_filter_narrows_what_is_claimed_and_what_is_read_of_it(string field, string value, int expected)
    {
        await SomeOfEachAsync();
        var claimed = await _anna.PostExpectAsync("/v1/review/claims", new JsonObject { ["count"] = 100, [field] = value });
        Assert.Equal(expected, claimed["items"]!.AsArray().Count);
        await _anna.ClaimAsync();
        var held = await _anna.GetJsonAsync($"/v1/review/claims?{field}={value}");
        Assert.Equal(expected, held["items"]!.AsArray().Count);
        Assert.All(held["items"]!.AsArray(), i => Assert.Equal(value, (string?)i![field]));
    }

    [Fact]
    public async Task A_filter_that_names_nothing_there_is_said()
    {
        await _anna.PostExpectAsync("/v1/review/claims", new JsonObject { ["count"] = 1, ["application"] = "nowhere" }, HttpStatusCode.NotFound);
        Assert.NotNull((await _anna.PostExpectAsync("/v1/review/claims", new JsonObject { ["count"] = 1, ["source"] = "thumbs" }, HttpStatusCode.BadRequest)).ErrorOf("source"));
        Assert.NotNull((await _anna.PostExpectAsync("/v1/review/claims", new JsonObject { ["count"] = 1, ["segment"] = 7 }, HttpStatusCode.BadRequest)).ErrorOf("segment"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _anna.GetAsync("/v1/review/claims?source=thumbs", TestContext.Current.CancellationToken)).StatusCode);
    }

    /// <summary>Two of the segment retail, one of another, an approved answer, and one of another application.</summary>
    private async Task SomeOfEachAsync()
    {
        await _host.CorrectAsync(_key, 2, 1, ("segment", "retail"));
        await _host.CorrectAsync(_key, 1, 5, ("segment", "business"));
        await _key.PostExpectAsync("/v1/feedback", ApiFixture.Correction(6, ("signal_type", "thumbs_up"), ("user_correction", null)));
        await _host.CorrectAsync(await _host.ClientAsync("bank"), 1, 8);
    }

    private static JsonObject Decide(JsonObject item, string decision, params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject { ["id"] = (long)item["id"]!, ["version"] = (int)item["version"]!, ["decision"] = decision };
        foreach (var (name, value) in more) body[name] = value;
        return body;
    }

    private static JsonObject Body(JsonNode[] decisions) => new() { ["decisions"] = new JsonArray(decisions) };

    private Task<JsonObject> SendAsync(params JsonNode[] decisions) => _anna.PostExpectAsync("/v1/review/decisions", Body(decisions));
}
