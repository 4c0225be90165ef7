using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Http;

/// <summary>Text from editors and spreadsheets begins with a mark: that of UTF-8 is passed over, others are named.</summary>
public sealed class ByteOrderMarkTests : IAsyncLifetime
{
    private const string Outcome = "{\"request_id\":\"r\",\"success\":true}";
    private readonly ApiHost _host = new();
    private HttpClient _client = null!;

    [Theory]
    [InlineData("/v1/outcomes", "application/json", "\uFEFF" + Outcome)]
    [InlineData("/v1/outcomes/batch", "application/json", "\uFEFF[" + Outcome + "]")]
    [InlineData("/v1/outcomes/batch", "application/x-ndjson", "\uFEFF" + Outcome)]
    [InlineData("/v1/outcomes/batch", "application/x-ndjson", Outcome + "\r\n\uFEFF" + Outcome + "\n\uFEFF\n")]
    public async Task The_mark_of_utf_8_is_passed_over(string route, string type, string body)
    {
        var answer = await PostAsync(_client, route, Encoding.UTF8.GetBytes(body), type);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && !text.Contains("rejected\":1", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Metadata_after_a_mark_are_kept_as_they_were_sent()
    {
        var body = "\uFEFF{\"metadata\":{\"k\": [1,2]},\"request_id\":\"m\",\"signal_type\":\"copy\",\"user_query\":\"q\",\"ai_response\":\"a\"}";
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(_client, "/v1/feedback", Encoding.UTF8.GetBytes(body), "application/json")).StatusCode);
        await using var db = _host.Open();
        Assert.Equal("{\"k\": [1,2]}", db.Signals.Single().Metadata);
    }

    [Fact]
    public async Task Other_bodies_may_begin_with_it_too()
    {
        var admin = await _host.PersonAsync("m", Roles.Admin, Scopes.Review | Scopes.Read | Scopes.Manage | Scopes.Export);
        foreach (var (route, body) in new[] { ("/v1/revolutions", "{\"name\":\"Second\"}"), ("/v1/review/claims", "{\"count\":1}") })
        {
            var answer = await PostAsync(admin, route, Encoding.UTF8.GetBytes("\uFEFF" + body), "application/json");
            Assert.True(answer.IsSuccessStatusCode, $"{route}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Theory]
    [InlineData("/v1/outcomes", "application/json", Outcome)]
    [InlineData("/v1/outcomes/batch", "application/json", "[" + Outcome + "]")]
    [InlineData("/v1/outcomes/batch", "application/x-ndjson", Outcome)]
    public async Task Utf_16_and_utf_32_are_named(string route, string type, string body)
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true) })
        {
            foreach (var bytes in new[] { encoding.GetBytes(body), [.. encoding.Preamble, .. encoding.GetBytes(body)] })
            {
                var answer = await PostAsync(_client, route, bytes, type);
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                Assert.Contains("must be UTF-8, not UTF-16 or UTF-32.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
    }

    public async ValueTask InitializeAsync() => _client = await _host.ClientAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string route, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return client.PostAsync(route, content, TestContext.Current.CancellationToken);
    }
}
