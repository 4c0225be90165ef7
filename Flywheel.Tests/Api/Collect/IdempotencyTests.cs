using System.Net;
using System.Text.Json.Nodes;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Collect;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await _host.ClientAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_same_key_and_body_is_stored_once_even_in_parallel()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _client.PostAsync("/v1/feedback", Json.Signal(more: ("idempotency_key", "k")))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        await using var db = _host.Open();
        Assert.Equal(1, db.Signals.Count());
    }

    [Fact]
    public async Task The_same_body_in_another_order_of_members_is_the_same()
    {
        await _client.PostRawAsync("/v1/feedback", """{"idempotency_key":"k","request_id":"r","signal_type":"copy","user_query":"q","ai_response":"a","metadata":{"x":1,"y":[2]}}""");
        var again = await _client.PostRawAsync("/v1/feedback", """{ "ai_response":"a","user_query":"q","metadata":{"y":[2],"x":1},"signal_type":"copy","request_id":"r","idempotency_key":"k"}""");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_a_422()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("a", more: ("idempotency_key", "k")));
        var problem = await _client.PostExpectAsync("/v1/feedback", Json.Signal("b", more: ("idempotency_key", "k")), HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(problem.ErrorOf("idempotency_key"));
    }

    [Fact]
    public async Task The_header_is_the_same_as_the_field()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal(more: ("idempotency_key", "k")));
        _client.DefaultRequestHeaders.Add("Idempotency-Key", "k");
        await _client.PostExpectAsync("/v1/feedback", Json.Signal());
        await using var db = _host.Open();
        Assert.Equal(1, db.Signals.Count());
    }

    [Fact]
    public async Task Keys_of_two_applications_never_meet()
    {
        using var other = await _host.ClientAsync("other");
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("a", more: ("idempotency_key", "k")));
        await other.PostExpectAsync("/v1/feedback", Json.Signal("b", more: ("idempotency_key", "k")));
        await using var db = _host.Open();
        Assert.Equal(2, db.Signals.Count());
    }

    [Fact]
    public async Task Without_a_key_every_post_is_a_new_signal()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal());
        await _client.PostExpectAsync("/v1/feedback", Json.Signal());
        await using var db = _host.Open();
        Assert.Equal(2, db.Signals.Count());
    }

    [Fact]
    public async Task A_key_of_another_kind_than_text_is_a_400() =>
        Assert.NotNull((await _client.PostExpectAsync("/v1/feedback", Json.Signal(more: ("idempotency_key", JsonValue.Create(7))), HttpStatusCode.BadRequest)).ErrorOf("idempotency_key"));
}
