using System.Net;
using System.Net.Sockets;
using System.Text;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Http;

/// <summary>What needs a real socket: raw addresses, too many headers, chunked bodies.</summary>
public sealed class RawSocketTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly ApiHost _host = new();
    private HttpClient _key = null!;

    public async ValueTask InitializeAsync()
    {
        _host.UseKestrel(0);
        _host.StartServer();
        _key = await _host.ClientAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("with/slash")]
    [InlineData("with%2Fescape")]
    [InlineData("back\\slash\\..\\x")]
    [InlineData("...")]
    [InlineData("batch")]
    [InlineData("../v1/feedback")]
    [InlineData("a/./b/../c/")]
    [InlineData("%2e%2e")]
    [InlineData("line\nbreak\ttab")]
    [InlineData("50% of / everything?#&+ ü\u202E\U0001F600")]
    public async Task An_id_of_any_characters_is_found_again(string id)
    {
        await _key.PostExpectAsync("/v1/feedback", Json.Signal(id));
        Assert.Equal(id, (string?)(await _key.GetJsonAsync($"/v1/interactions/{Uri.EscapeDataString(id)}"))["request_id"]);
    }

    [Theory]
    [InlineData("GET /v1/interactions/a%00b HTTP/1.1")]
    [InlineData("GET /v1/interactions/%ff%fe HTTP/1.1")]
    [InlineData("GET /v1/interactions/%zz HTTP/1.1")]
    [InlineData("GET /v1/../../etc/passwd HTTP/1.1")]
    [InlineData("GET v1/feedback HTTP/1.1")]
    [InlineData("GET /v1/datasets/%2e%2e/versions/1/manifest HTTP/1.1")]
    [InlineData("BREW /v1/feedback HTTP/1.1")]
    [InlineData("GET /v1/feedback HTTP/7.0")]
    public async Task A_malformed_request_line_is_refused(string line) =>
        Assert.Matches("^HTTP/1.1 (4..|505) ", await RawAsync($"{line}\r\nHost: localhost\r\n{Bearer}\r\nConnection: close\r\n\r\n"));

    [Fact]
    public async Task A_thousand_headers_are_refused()
    {
        var headers = string.Concat(Enumerable.Range(0, 1000).Select(i => $"X-{i}: {i}\r\n"));
        Assert.StartsWith("HTTP/1.1 431 ", await RawAsync($"GET /v1/flywheel/status HTTP/1.1\r\nHost: localhost\r\n{Bearer}\r\n{headers}Connection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_is_accepted_up_to_the_limit()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendInPiecesAsync("/v1/feedback", Json.Signal().ToJsonString(), 7)).StatusCode);
        var tooLarge = Json.Signal("big", "edit", ("user_correction", new string('a', 5 << 20))).ToJsonString();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendInPiecesAsync("/v1/feedback", tooLarge, 1 << 20)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendInPiecesAsync("/v1/feedback/batch", $"[{string.Join(',', Enumerable.Repeat(tooLarge, 7))}]", 4 << 20)).StatusCode);
    }

    [Fact]
    public async Task A_body_that_ends_too_early_affects_no_other_request()
    {
        using (var socket = await ConnectAsync())
        {
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /v1/feedback HTTP/1.1\r\nHost: localhost\r\n{Bearer}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"request_id\":"), Stop);
        }

        await _key.PostExpectAsync("/v1/feedback", Json.Signal("after"));
    }

    [Fact]
    public async Task A_body_that_never_comes_times_out()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answer = await RawAsync($"POST /v1/feedback HTTP/1.1\r\nHost: localhost\r\n{Bearer}\r\nContent-Type: application/json\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{{");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }

    private string Bearer => $"Authorization: {_key.DefaultRequestHeaders.Authorization}";

    private async Task<TcpClient> ConnectAsync()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync("localhost", _key.BaseAddress!.Port, Stop);
        return socket;
    }

    private async Task<string> RawAsync(string request)
    {
        using var socket = await ConnectAsync();
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync(Stop);
    }

    private Task<HttpResponseMessage> SendInPiecesAsync(string path, string body, int size)
    {
        var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body)), size);
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        return _key.SendAsync(request, Stop);
    }
}
