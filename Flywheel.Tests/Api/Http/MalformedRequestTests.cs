using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Http;

/// <summary>Every malformed request is answered with a 4xx as problem+json that reveals no internals.</summary>
public sealed class MalformedRequestTests(ApiHost host) : IClassFixture<ApiHost>, IAsyncLifetime
{
    private static readonly string Long = new('x', 6000);
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private HttpClient _key = null!, _person = null!;

    public static TheoryData<string> Addresses => new(
        "/v1", "/v1/", "/v1/nothing", "/v1/feedback/", "/v1/feedback/x", "/v1//feedback", "/v1/interactions/", "/v1/interactions/missing", "/v1/interactions/%E2%80%AE",
        $"/v1/interactions/{Long}", "/v1/interactions/a%2Fb%2F..%2Fc",
        "/v1/flywheel/training-candidates?limit=0", "/v1/flywheel/training-candidates?limit=-1", "/v1/flywheel/training-candidates?limit=abc",
        "/v1/flywheel/training-candidates?limit=10001", "/v1/flywheel/training-candidates?limit=99999999999999999999", "/v1/flywheel/training-candidates?limit=",
        "/v1/flywheel/training-candidates?limit=1&limit=2", "/v1/flywheel/training-candidates?after=-1&limit=1", "/v1/flywheel/training-candidates?after=x",
        "/v1/flywheel/training-candidates?min_quality=best", "/v1/flywheel/training-candidates?min_quality=HIGH", $"/v1/flywheel/training-candidates?min_quality={Long}",
        "/v1/datasets/a/versions/abc/manifest", "/v1/datasets/a/versions/0/manifest", "/v1/datasets/a/versions/-1/manifest", "/v1/datasets/a/versions/99999999999/manifest",
        "/v1/datasets/a/versions/1/export", "/v1/datasets/%20/versions/1/manifest", "/v1/datasets/..%2F..%2Fetc/versions/1/export?format=csv",
        "/v1/review/items/1/lease", "/v1/review/items/x/lease", "/v1/review/items/99999999999999999999/lease", "/v1/review/items/-1/lease");

    public static TheoryData<string> Bodies => new(
        "", " ", "null", "[]", "\"x\"", "1", "{", "}", "{}{}", "{\"a\":1,}", "{a:1}", "\uFEFF{}", "{\"\\ud800\":1}", "{\"count\":\"\\ud800\"}", "{\"count\":1e400}", "{\"count\":1.5}",
        "{\"count\":99999999999999999999}", "{\"count\":0}", "{\"count\":101}", "{\"count\":-1}", "{\"count\":[1]}", "{\"count\":1,\"count\":2}", "{\"version\":2147483648}",
        "{\"version\":1,\"decision\":\"\\ud800\"}", "{\"version\":1,\"decision\":{}}", "{\"version\":1,\"decision\":\"reject\",\"reason\":7}",
        "{\"version\":1,\"decision\":\"fix\",\"ideal_output\":\"\\u0000\"}", "{\"split\":7}", "{\"split\":{\"train\":1e999}}", "{\"split\":{\"train\":-1}}", "{\"split\":{\"train\":\"NaN\"}}",
        "{\"sources\":[null]}", "{\"segments\":[\"\\ud800\"]}", "{\"segments\":{}}", "{\"note\":\"\\u0000\"}", "{\"min_quality\":[]}", "{\"min_quality\":\"x\"}",
        new string('[', 5000), string.Concat(Enumerable.Repeat("{\"a\":", 5000)), "{\"a\":" + new string('[', 100) + new string(']', 100) + "}", "{\"x\":" + new string('9', 100_000) + "e}");

    public static TheoryData<string, string> Methods => new()
    {
        { "GET", "/v1/feedback" }, { "DELETE", "/v1/feedback" }, { "PUT", "/v1/feedback/batch" }, { "POST", "/v1/interactions/1" }, { "POST", "/v1/flywheel/status" },
        { "PATCH", "/v1/review/claims" }, { "GET", "/v1/review/items/1/decisions" }, { "TRACE", "/v1/feedback" }, { "OPTIONS", "/v1/feedback" }, { "FOO", "/v1/datasets" },
    };

    public async ValueTask InitializeAsync()
    {
        _key = await host.ClientAsync($"a{Guid.NewGuid():N}");
        _person = await host.PersonAsync($"p{Guid.NewGuid():N}", Roles.Manager, Scopes.Read | Scopes.Export | Scopes.Review);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_malformed_address_is_refused(string address)
    {
        foreach (var client in new[] { _key, _person }) await AssertRefusedAsync(await client.GetAsync(address, Stop));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_malformed_body_is_refused(string body)
    {
        await AssertRefusedAsync(await _key.PostRawAsync("/v1/feedback", body));
        foreach (var path in new[] { "/v1/review/claims", "/v1/review/items/1/decisions" })
            if (!(path.EndsWith("claims", StringComparison.Ordinal) && body.StartsWith("{\"count\":1,\"", StringComparison.Ordinal) && body.Length < 10)) await AssertRefusedAsync(await _person.PostRawAsync(path, body));
        Assert.True((int)(await _key.PostRawAsync("/v1/feedback/batch", body)).StatusCode < 500);
        Assert.True((int)(await _key.PostRawAsync("/v1/feedback/batch", body, "application/x-ndjson")).StatusCode < 500);
        Assert.True((int)(await _key.PostRawAsync("/v1/datasets/a/versions", body)).StatusCode < 500);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Another_method_is_a_405_that_names_the_right_ones(string method, string path)
    {
        var answer = await _key.SendAsync(new HttpRequestMessage(new(method), path), Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.NotEmpty(answer.Content.Headers.Allow);
        await AssertRefusedAsync(answer);
    }

    [Theory]
    [InlineData("application/json; charset=nonsense")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/plain")]
    [InlineData("application/jsonx")]
    [InlineData("application/vnd.x+json; charset=utf-7")]
    public async Task A_malformed_content_type_is_never_a_server_error(string type)
    {
        foreach (var path in new[] { "/v1/feedback", "/v1/feedback/batch", "/v1/datasets/a/versions", "/v1/review/claims" })
            Assert.True((int)(await SendTypeAsync(path, type)).StatusCode < 500, path);
    }

    [Theory]
    [InlineData("request_id")]
    [InlineData("signal_type")]
    [InlineData("user_query")]
    [InlineData("ai_response")]
    public async Task A_member_that_comes_twice_and_is_null_in_the_end_is_absent(string field)
    {
        var body = Json.Signal().ToJsonString();
        var answer = await _key.PostRawAsync("/v1/feedback", body[..^1] + $",\"{field}\":null}}");
        Assert.Equal("is required.", (await answer.JsonAsync()).ErrorOf(field));
    }

    [Fact]
    public async Task A_wide_body_is_read_quickly()
    {
        var wide = new StringBuilder("{\"metadata\":{}");
        for (var i = 0; i < 200_000; i++) wide.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"f{i}\":{i}");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await AssertRefusedAsync(await _key.PostRawAsync("/v1/feedback", wide.Append('}').ToString()));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Metadata_with_any_numbers_and_duplicate_members_is_returned_as_it_was_sent()
    {
        const string metadata = "{\"a\":1e999,\"a\":2,\"n\":123456789012345678901234567890.5,\"deep\":[[[[[[[[[[[[[[1]]]]]]]]]]]]]]}";
        var body = Json.Signal("odd").ToJsonString();
        Assert.Equal(HttpStatusCode.OK, (await _key.PostRawAsync("/v1/feedback", body[..^1] + $",\"metadata\":{metadata}}}")).StatusCode);
        Assert.Contains(metadata, await _key.GetStringAsync("/v1/interactions/odd", Stop), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendTypeAsync(string path, string type)
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await (path.Contains("review", StringComparison.Ordinal) ? _person : _key).PostAsync(path, content, Stop);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)answer.StatusCode, (int)JsonNode.Parse(text)!["status"]!);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }
}
