using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Api.Collect;

public sealed class SignalTypeApiTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private HttpClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _client = await _host.ClientAsync();
        var types = _host.Services.GetRequiredService<SignalTypes>();
        await types.AddAsync(Actor.System, new("star_rating", "Star rating", true, SignalDirection.For, 0.7, 1, 5), Cancel);
        await types.AddAsync(Actor.System, new("shared", "Shared", false, SignalDirection.For, 0.3), Cancel);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_defined_type_is_taken_with_its_value()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("r", "star_rating", ("value", 4.5)));
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("r", "shared"));
        var signals = (await _client.GetJsonAsync("/v1/interactions/r"))["answers"]![0]!["signals"]!.AsArray();
        Assert.Equal(["star_rating 4.5", "shared "], signals.Select(s => $"{s!["signal_type"]} {s["value"]}"));
    }

    [Theory]
    [InlineData("star_rating", "6", "must be a number from 1 to 5 for star_rating.")]
    [InlineData("star_rating", "null", "must be a number from 1 to 5 for star_rating.")]
    [InlineData("star_rating", "\"five\"", "must be a number.")]
    [InlineData("star_rating", "1e999", "must be a number.")]
    [InlineData("shared", "1", "must be left out for shared, which carries no value.")]
    [InlineData("copy", "1", "must be left out for copy, which carries no value.")]
    public async Task A_value_that_does_not_belong_is_refused_by_its_field(string type, string value, string error)
    {
        var body = Json.Signal("r", type).ToJsonString()[..^1] + $",\"value\":{value}}}";
        var response = await _client.PostRawAsync("/v1/feedback", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(error, (await response.JsonAsync()).ErrorOf("value"));
    }

    [Fact]
    public async Task An_unknown_type_is_answered_with_the_known_ones_and_a_retired_one_is_unknown()
    {
        await _host.Services.GetRequiredService<SignalTypes>().RetireAsync(Actor.System, "shared", Cancel);
        var problem = await _client.PostExpectAsync("/v1/feedback", Json.Signal("r", "shared"), HttpStatusCode.BadRequest);
        Assert.Equal($"must be one of {string.Join(", ", SignalType.All)}, star_rating.", problem.ErrorOf("signal_type"));
    }

    [Fact]
    public async Task Items_of_a_batch_are_held_to_the_same_rules()
    {
        var answer = await _client.PostExpectAsync("/v1/feedback/batch", new JsonArray(Json.Signal("a", "star_rating", ("value", 1)), Json.Signal("b", "star_rating")));
        Assert.Equal(["recorded", "rejected"], answer["results"]!.AsArray().Select(r => (string)r!["status"]!));
    }

    [Fact]
    public async Task Another_value_under_one_idempotency_key_is_another_body()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("r", "star_rating", ("value", 4), ("idempotency_key", "k")));
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("r", "star_rating", ("value", 4.0), ("idempotency_key", "k")));
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("r", "star_rating", ("value", 5), ("idempotency_key", "k")), HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_description_of_the_api_names_the_defined_types()
    {
        var schema = (await _client.GetJsonAsync("/openapi/v1.json"))["components"]!["schemas"]!["Signal"]!["properties"]!;
        Assert.Contains("star_rating", schema["signal_type"]!["enum"]!.AsArray().Select(n => (string)n!));
        Assert.StartsWith("star_rating: required, 1 to 5.", (string?)schema["value"]!["description"]);
    }
}
