using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Collect;

public sealed class FeedbackBatchTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await _host.ClientAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Good_items_are_stored_and_bad_ones_named_by_index_and_field()
    {
        var answer = await _client.PostExpectAsync("/v1/feedback/batch", new JsonArray(Json.Signal("a"), Json.Signal("b", "like"), Json.Signal("c")));
        Assert.Equal((2, 1), ((int)answer["accepted"]!, (int)answer["rejected"]!));
        Assert.Equal(["recorded", "rejected", "recorded"], ((JsonArray)answer["results"]!).Select(r => (string?)r!["status"]));
        Assert.NotNull(((JsonObject)answer["results"]![1]!).ErrorOf("signal_type"));
    }

    [Fact]
    public async Task Lines_are_taken_like_an_array_and_a_broken_line_costs_only_itself()
    {
        var lines = $"{Json.Signal("a").ToJsonString()}\n\nnot json\r\n{Json.Signal("b").ToJsonString()}";
        var response = await _client.PostRawAsync("/v1/feedback/batch", lines, "application/x-ndjson");
        var answer = await response.JsonAsync();
        Assert.Equal((2, 1), ((int)answer["accepted"]!, (int)answer["rejected"]!));
    }

    [Fact]
    public async Task Sending_a_batch_with_keys_again_changes_nothing()
    {
        var batch = new JsonArray(Json.Signal("a", more: ("idempotency_key", "k1")), Json.Signal("b", more: ("idempotency_key", "k2")));
        await _client.PostExpectAsync("/v1/feedback/batch", batch.DeepClone());
        var again = await _client.PostExpectAsync("/v1/feedback/batch", batch);
        Assert.Equal(["duplicate", "duplicate"], ((JsonArray)again["results"]!).Select(r => (string?)r!["status"]));
        await using var db = _host.Open();
        Assert.Equal(2, db.Signals.Count());
    }

    [Fact]
    public async Task The_same_key_twice_inside_one_batch_is_stored_once()
    {
        var answer = await _client.PostExpectAsync("/v1/feedback/batch", new JsonArray(
            Json.Signal("a", more: ("idempotency_key", "k")), Json.Signal("a", more: ("idempotency_key", "k")), Json.Signal("other", more: ("idempotency_key", "k"))));
        Assert.Equal(["recorded", "duplicate", "rejected"], ((JsonArray)answer["results"]!).Select(r => (string?)r!["status"]));
    }

    [Fact]
    public async Task A_thousand_items_are_taken_and_one_more_is_a_413()
    {
        var thousand = Enumerable.Range(0, 1000).Select(i => (JsonNode?)Json.Signal($"r{i}")).ToArray();
        Assert.Equal(1000, (int)(await _client.PostExpectAsync("/v1/feedback/batch", new JsonArray([.. thousand.Select(s => s!.DeepClone())])))["accepted"]!);
        await _client.PostExpectAsync("/v1/feedback/batch", new JsonArray([.. thousand, Json.Signal()]), HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{}")]
    [InlineData("[] []")]
    public async Task A_body_that_cannot_be_read_at_all_is_a_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostRawAsync("/v1/feedback/batch", body)).StatusCode);

    [Fact]
    public async Task Items_that_are_no_objects_are_rejected_one_by_one()
    {
        var answer = await (await _client.PostRawAsync("/v1/feedback/batch", "[1,null,\"x\",[]]")).JsonAsync();
        Assert.Equal(4, (int)answer["rejected"]!);
    }

    [Fact]
    public async Task A_batch_beyond_the_limit_is_refused_whole()
    {
        await using var host = new ApiHost().With("Flywheel:Collect:SignalsPerSecondPerKey", "5");
        using var client = await host.ClientAsync();
        var response = await client.PostAsync("/v1/feedback/batch", new JsonArray([.. Enumerable.Range(0, 6).Select(i => (JsonNode?)Json.Signal($"r{i}"))]));
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        await using var db = host.Open();
        Assert.Equal(0, db.Signals.Count());
    }
}
