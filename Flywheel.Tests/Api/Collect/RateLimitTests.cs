using System.Net;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;

namespace Flywheel.Tests.Api.Collect;

/// <summary>The limit of a key.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private readonly ApiHost _host = new ApiHost().With("Flywheel:Collect:SignalsPerSecondPerKey", "2");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_key_over_its_limit_gets_a_retry_after_and_other_keys_are_not_affected()
    {
        using var greedy = await _host.ClientAsync();
        using var modest = await _host.ClientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => greedy.PostAsync("/v1/feedback", Json.Signal($"r{i}"))));
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.InRange(a.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60));
        Assert.All(refused, a => Assert.Equal("application/problem+json", a.Content.Headers.ContentType?.MediaType));
        await modest.PostExpectAsync("/v1/feedback", Json.Signal("modest"));
        Assert.Equal(HttpStatusCode.OK, (await greedy.GetAsync("/v1/flywheel/status", TestContext.Current.CancellationToken)).StatusCode);
    }
}
