using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Curate;

/// <summary>The training-candidates route of the contract.</summary>
public sealed class TrainingDataApiTests : IAsyncLifetime
{
    private const string Path = "/v1/flywheel/training-candidates";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly ApiHost _host = new();
    private HttpClient _key = null!, _anna = null!;

    public async ValueTask InitializeAsync()
    {
        (_key, _anna) = (await _host.ClientAsync(), await _host.PersonAsync("anna"));
        await _host.CorrectAsync(_key, 8);
        await _key.PostExpectAsync("/v1/feedback", Json.Signal("liked", "thumbs_up", ("ai_response", "Paris is the capital of France, on the river Seine.")));
        await _host.CuratedAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Nothing_is_returned_before_somebody_approved() =>
        Assert.Equal("""{"candidates":[],"total":0}""", await _key.GetStringAsync($"{Path}?min_quality=low", Stop));

    [Fact]
    public async Task Only_what_was_approved_is_returned_in_exactly_these_members()
    {
        var items = await _anna.ClaimAsync();
        await _anna.DecideAsync(items[0], "approve");
        await _anna.DecideAsync(items[1], "reject", HttpStatusCode.OK, ("reason", "spam"));
        await _anna.DecideAsync(items[2], "fix", HttpStatusCode.OK, ("ideal_output", "As I would say it."));
        var answer = await _key.GetJsonAsync(Path);
        Assert.Equal(("candidates total", 2), (answer.Members(), (int)answer["total"]!));
        Assert.All(answer["candidates"]!.AsArray(), c => Assert.Equal("input ideal_output source quality", c.Members()));
        Assert.Equal([(string)items[0]["proposed_output"]!, "As I would say it."], answer["candidates"]!.AsArray().Select(c => (string)c!["ideal_output"]!));
    }

    [Fact]
    public async Task With_all_fields_a_pair_also_has_its_ids_and_times()
    {
        await _host.CorrectAsync(_key, 1, 20, ("segment", "retail"), ("model_version", "m1"));
        await _anna.ApproveAllAsync();
        var all = (await _key.GetJsonAsync($"{Path}?fields=all"))["candidates"]!.AsArray();
        Assert.All(all, c => Assert.Equal("id input ideal_output source quality application request_id segment model_version created_at decided_at", c.Members()));
        var one = all.Single(c => (string)c!["request_id"]! == "r-20")!;
        Assert.Equal(("shop", "retail", "m1"), ((string?)one["application"], (string?)one["segment"], (string?)one["model_version"]));
        Assert.All(["created_at", "decided_at"], time => Assert.EndsWith("Z", (string?)one[time], StringComparison.Ordinal));
        Assert.Null(all.First(c => (string)c!["request_id"]! == "r-1")!["segment"]);
        Assert.Equal(all.Select(c => (string)c!["input"]!), (await _key.GetJsonAsync(Path))["candidates"]!.AsArray().Select(c => (string)c!["input"]!));
    }

    [Fact]
    public async Task All_fields_stay_from_page_to_page_and_another_word_is_refused()
    {
        await _anna.ApproveAllAsync();
        var first = await _key.GetAsync($"{Path}?fields=all&limit=2", Stop);
        Assert.Contains("fields=all", Assert.Single(first.Headers.GetValues("Link")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await _key.GetAsync($"{Path}?fields=id", Stop)).StatusCode);
    }

    [Theory]
    [InlineData("low", 9)]
    [InlineData("medium", 9)]
    [InlineData("high", 9)]
    [InlineData("very_high", 8)]
    public async Task Corrections_are_very_high_and_approved_answers_high(string least, int expected)
    {
        await _anna.ApproveAllAsync();
        var answer = await _key.GetJsonAsync($"{Path}?min_quality={least}");
        Assert.Equal((expected, expected), ((int)answer["total"]!, answer["candidates"]!.AsArray().Count));
        Assert.All(answer["candidates"]!.AsArray(), c => Assert.Equal((string)c!["source"]! == "user_correction" ? "very_high" : "high", (string)c["quality"]!));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(10_000)]
    public async Task Pages_by_link_lose_and_repeat_nothing(int limit)
    {
        await _anna.ApproveAllAsync();
        var everything = (await _key.GetJsonAsync($"{Path}?min_quality=low"))["candidates"]!.AsArray().Select(c => c!.ToJsonString());
        var paged = new List<string>();
        for (var next = $"{Path}?min_quality=low&limit={limit}"; next is not null;)
        {
            var answer = await _key.GetAsync(next, Stop);
            var body = await answer.JsonAsync();
            Assert.Equal(9, (int)body["total"]!);
            Assert.InRange(body["candidates"]!.AsArray().Count, 1, limit);
            paged.AddRange(body["candidates"]!.AsArray().Select(c => c!.ToJsonString()));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(everything, paged);
    }

    [Fact]
    public async Task A_pull_is_in_the_audit_once_however_many_pages_it_has()
    {
        await _anna.ApproveAllAsync();
        using var first = await _key.GetAsync($"{Path}?min_quality=low&limit=2", Stop);
        var next = first.Headers.GetValues("Link").Single();
        await _key.GetJsonAsync(next[1..next.IndexOf('>', StringComparison.Ordinal)]);
        await using var db = _host.Open();
        Assert.Equal("application/shop", Assert.Single(db.Audit, e => e.Action == "training_data.pull").Subject);
    }

    [Fact]
    public async Task Another_application_sees_nothing_of_it()
    {
        await _anna.ApproveAllAsync();
        using var other = await _host.ClientAsync("other");
        Assert.Equal(0, (int)(await other.GetJsonAsync($"{Path}?min_quality=low"))["total"]!);
        Assert.Equal(0, (int)(await other.GetJsonAsync($"{Path}?min_quality=low&application=shop"))["total"]!);
    }

    [Fact]
    public async Task Without_consent_nothing_becomes_training_data()
    {
        await _host.CorrectAsync(_key, 2, 50, ("consent", new JsonObject { ["training"] = false }));
        Assert.Equal(9, await _anna.ApproveAllAsync());
    }
}
