using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Collect;

public sealed class FeedbackTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await _host.ClientAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_signal_is_answered_with_exactly_status_and_request_id()
    {
        var response = await _client.PostAsync("/v1/feedback", Json.Signal("r-\"1\""));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"recorded","request_id":"r-\u00221\u0022"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("thumbs_up")]
    [InlineData("thumbs_down")]
    [InlineData("edit")]
    [InlineData("regenerate")]
    [InlineData("copy")]
    [InlineData("abandon")]
    [InlineData("follow_up")]
    [InlineData("escalation")]
    public async Task Every_signal_type_is_taken(string type)
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("r", type));
        var kept = await _client.GetJsonAsync("/v1/interactions/r");
        Assert.Equal(type, (string?)kept["answers"]![0]!["signals"]![0]!["signal_type"]);
    }

    [Fact]
    public async Task Without_a_key_nothing_else_is_looked_at()
    {
        using var stranger = _host.CreateClient();
        var response = await stranger.PostRawAsync("/v1/feedback", "no json", "text/plain");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused()
    {
        using var reader = await _host.ClientAsync(scopes: Scopes.Read);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync("/v1/feedback", Json.Signal())).StatusCode);
    }

    [Theory]
    [InlineData("request_id")]
    [InlineData("signal_type")]
    [InlineData("user_query")]
    [InlineData("ai_response")]
    public async Task A_missing_required_field_is_named(string field)
    {
        var problem = await _client.PostExpectAsync("/v1/feedback", Json.Signal(more: (field, null)), HttpStatusCode.BadRequest);
        Assert.Equal("is required.", problem.ErrorOf(field));
    }

    [Theory]
    [InlineData("signal_type", "\"like\"")]
    [InlineData("request_id", "\"\"")]
    [InlineData("user_query", "7")]
    [InlineData("user_correction", "[]")]
    [InlineData("metadata", "\"x\"")]
    [InlineData("occurred_at", "\"yesterday\"")]
    [InlineData("occurred_at", "\"2026-01-01T00:00:00\"")]
    [InlineData("occurred_at", "\"1999-12-31T23:59:59Z\"")]
    [InlineData("occurred_at", "\"9999-01-01T00:00:00Z\"")]
    [InlineData("consent", "true")]
    [InlineData("consent.training", "{\"training\":\"yes\"}", "consent")]
    [InlineData("context.messages[1].content", "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":1}]}", "context")]
    [InlineData("context.documents[0].id", "{\"documents\":[{\"title\":\"t\"}]}", "context")]
    [InlineData("user_query", "\"a\\u0000b\"")]
    [InlineData("ai_response", "\"a\\ud800b\"")]
    [InlineData("metadata", "{\"a\":\"\\udc00\"}")]
    [InlineData("metadata", "{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}")]
    public async Task An_invalid_field_is_a_400_that_names_it(string field, string value, string? member = null)
    {
        var body = Json.Signal();
        body.Remove(member ?? field);
        var text = body.ToJsonString().TrimEnd('}') + $",\"{member ?? field}\":{value}}}";
        var response = await _client.PostRawAsync("/v1/feedback", text);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await response.JsonAsync()).ErrorOf(field));
    }

    [Fact]
    public async Task All_broken_rules_are_reported_at_once()
    {
        var response = await _client.PostRawAsync("/v1/feedback", """{"signal_type":"like","user_query":1}""");
        var errors = (JsonObject)(await response.JsonAsync())["errors"]!;
        Assert.Equal(["ai_response", "request_id", "signal_type", "user_query"], errors.Select(e => e.Key).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"request_id\":\"a\"} trailing")]
    public async Task A_body_that_is_no_object_is_a_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostRawAsync("/v1/feedback", body)).StatusCode);

    [Fact]
    public async Task Invalid_utf8_is_a_400()
    {
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes("{\"request_id\":\""), 0xC3, 0x28, (byte)'"', (byte)'}']);
        content.Headers.ContentType = new("application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostAsync("/v1/feedback", content, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Another_content_type_is_a_415() =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _client.PostRawAsync("/v1/feedback", "{}", "text/plain")).StatusCode);

    [Fact]
    public async Task A_text_of_1_MiB_is_taken_and_one_byte_more_is_a_413()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal(more: ("ai_response", new string('a', 1 << 20))));
        var problem = await _client.PostExpectAsync("/v1/feedback", Json.Signal(more: ("ai_response", new string('a', (1 << 20) + 1))), HttpStatusCode.RequestEntityTooLarge);
        Assert.NotNull(problem.ErrorOf("ai_response"));
    }

    [Fact]
    public async Task Metadata_over_64_KiB_is_a_413() =>
        await _client.PostExpectAsync(
            "/v1/feedback", Json.Signal(more: ("metadata", new JsonObject { ["a"] = new string('x', 65_536) })), HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task A_body_over_4_MiB_is_a_413() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _client.PostRawAsync("/v1/feedback", new string(' ', (4 << 20) + 1))).StatusCode);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_body_is_read(string encoding)
    {
        var response = await PostCompressedAsync(Encoding.UTF8.GetBytes(Json.Signal().ToJsonString()), encoding);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_compressed_bomb_is_cut_off_with_a_413() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostCompressedAsync(new byte[64 << 20], "gzip")).StatusCode);

    [Fact]
    public async Task Broken_compression_is_a_400_and_an_unknown_one_a_415()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostEncodedAsync("not gzip"u8.ToArray(), "gzip")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostEncodedAsync("not brotli at all"u8.ToArray(), "br")).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostEncodedAsync("{}"u8.ToArray(), "zstd")).StatusCode);
    }

    [Fact]
    public async Task Texts_are_kept_exactly_as_sent()
    {
        const string odd = "  \u202e\u200b\u2028<script>é e\u0301 😀\r\n\t=1+1 ";
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("odd", "edit", ("ai_response", odd), ("user_correction", odd + "!")));
        var answer = (await _client.GetJsonAsync("/v1/interactions/odd"))["answers"]![0]!;
        Assert.Equal(odd, (string?)answer["ai_response"]);
        Assert.Equal(odd + "!", (string?)answer["signals"]![0]!["user_correction"]);
    }

    [Fact]
    public async Task Members_of_the_metadata_are_fallbacks_for_absent_fields()
    {
        var metadata = new JsonObject { ["segment"] = "pro", ["variant"] = "b", ["model_version"] = "m1", ["session_id"] = "s" };
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("m", more: [("metadata", metadata), ("variant", "a")]));
        var signal = (await _client.GetJsonAsync("/v1/interactions/m"))["answers"]![0]!["signals"]![0]!;
        Assert.Equal(["pro", "a", "m1", "s"], new[] { "segment", "variant", "model_version", "session_id" }.Select(n => (string?)signal[n]));
    }

    [Fact]
    public async Task A_user_id_is_kept_only_as_an_hmac()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("u", more: ("user_id", "anna@example.org")));
        await using var db = _host.Open();
        var hash = db.Signals.Single().PersonHash;
        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.DoesNotContain("anna", (await _client.GetJsonAsync("/v1/interactions/u")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regenerated_answer_is_a_second_interaction()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("two", "regenerate"));
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("two", "thumbs_up", ("ai_response", "Paris.")));
        Assert.Equal(2, ((JsonArray)(await _client.GetJsonAsync("/v1/interactions/two"))["answers"]!).Count);
    }

    [Fact]
    public async Task Applications_are_isolated()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Signal("mine"));
        using var other = await _host.ClientAsync("other");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/v1/interactions/mine", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Status_counts_what_is_stored_and_curated()
    {
        await _client.PostExpectAsync("/v1/feedback", Json.Edit("s", "Paris."));
        await _host.CuratedAsync();
        var status = await _client.GetJsonAsync("/v1/flywheel/status");
        Assert.StartsWith("""{"signals":1,"curated":1,"lag_seconds":0,"pending":1,"held":0,"readers":[""", status.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostCompressedAsync(byte[] plain, string encoding)
    {
        using var buffer = new MemoryStream();
        await using (Stream packed = encoding == "br" ? new BrotliStream(buffer, CompressionLevel.Fastest, true) : new GZipStream(buffer, CompressionLevel.Fastest, true))
            await packed.WriteAsync(plain, TestContext.Current.CancellationToken);
        return await PostEncodedAsync(buffer.ToArray(), encoding);
    }

    private async Task<HttpResponseMessage> PostEncodedAsync(byte[] bytes, string encoding)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        return await _client.PostAsync("/v1/feedback", content, TestContext.Current.CancellationToken);
    }
}
