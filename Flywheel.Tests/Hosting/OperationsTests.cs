using System.Text.Json;
using Flywheel.Tests.Support.Hosts;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Flywheel.Tests.Hosting;

public sealed class OperationsTests : IDisposable
{
    private readonly CommandFixture _shell = new();
    private readonly WebApplicationFactory<Program> _server;

    public OperationsTests() => _server = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host.UseSetting("Flywheel:DataDirectory", _shell.DataDirectory));

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_server_that_is_up_says_so_to_anybody(string path)
    {
        using var http = _server.CreateClient();
        Assert.Equal("Healthy", await http.GetStringAsync(path));
    }

    [Fact]
    public async Task Without_its_database_a_server_is_alive_and_not_ready()
    {
        using var server = _server.WithWebHostBuilder(host => host.ConfigureServices(services =>
            services.AddHealthChecks().AddCheck("gone", () => HealthCheckResult.Unhealthy(), tags: ["ready"])));
        using var http = server.CreateClient();
        Assert.Equal(200, (int)(await http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(503, (int)(await http.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task The_description_is_there_for_the_api_alone()
    {
        using var http = _server.CreateClient();
        using var document = JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json"));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/v1/feedback", paths);
        Assert.All(paths, path => Assert.StartsWith("/v1/", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_to_read_it_on_loads_its_script_from_here_and_nothing_from_elsewhere()
    {
        using var http = _server.CreateClient();
        var answer = await http.GetAsync("/docs/");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Contains("script-src 'self' 'nonce-", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await http.GetAsync("/docs/scalar.js")).StatusCode);
    }

    [Fact]
    public async Task Forwarded_headers_of_anybody_do_not_count()
    {
        using var http = _server.CreateClient(new() { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        var answer = await http.SendAsync(request);
        Assert.DoesNotContain("evil.example", answer.Headers.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _server.Dispose();
        _shell.Dispose();
    }
}
