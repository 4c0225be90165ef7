using Flywheel.Core;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Api.Http;

public sealed class KeyUseTests
{
    [Fact]
    public async Task The_last_use_of_a_key_is_written_down()
    {
        await using var host = new ApiHost();
        using var client = await host.ClientAsync();
        await client.PostExpectAsync("/v1/feedback", Json.Signal());
        await host.Services.GetRequiredService<KeyUseRecorder>().RecordAsync(TestContext.Current.CancellationToken);
        await using var db = host.Open();
        Assert.NotNull(db.ApiKeys.Single().LastUsedAt);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once_in_the_process_that_revoked_it()
    {
        await using var host = new ApiHost();
        using var client = await host.ClientAsync();
        await client.PostExpectAsync("/v1/feedback", Json.Signal());
        await host.Services.GetRequiredService<ApplicationKeys>().RevokeAsync(Actor.System, 1);
        await client.PostExpectAsync("/v1/feedback", Json.Signal(), System.Net.HttpStatusCode.Unauthorized);
    }
}
