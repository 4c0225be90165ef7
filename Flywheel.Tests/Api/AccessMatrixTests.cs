using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Api;

/// <summary>Nothing is open unless it is listed in access-matrix.txt, and what is listed is kept over HTTP.</summary>
public sealed partial class AccessMatrixTests(ApiHost host) : IClassFixture<ApiHost>
{
    public static TheoryData<AccessLine> ApiLines => [.. AccessMatrix.Listed.Where(l => l.Who.Contains(':', StringComparison.Ordinal))];

    [Fact]
    public void Every_endpoint_and_page_is_listed_with_who_may_use_it()
    {
        var running = AccessMatrix.Of(host.Services.GetRequiredService<EndpointDataSource>());
        var unlisted = running.Except(AccessMatrix.Listed).ToList();
        var gone = AccessMatrix.Listed.Except(running).ToList();
        Assert.True(unlisted.Count + gone.Count == 0, $"Not in access-matrix.txt:\n{string.Join('\n', unlisted)}\nThere, but not in the host:\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void Every_endpoint_says_who_may_use_it() =>
        Assert.DoesNotContain(AccessMatrix.Listed, l => l.Who == "nobody-said" && !l.Route.StartsWith("/_", StringComparison.Ordinal));

    [Fact]
    public void Only_these_are_open_to_anybody() => Assert.All(
        AccessMatrix.Listed.Where(l => l.Who == "anonymous"),
        l => Assert.Matches("^/(health|openapi|docs|setup|account/)", l.Route));

    [Theory]
    [MemberData(nameof(ApiLines))]
    public async Task Without_a_good_key_it_is_a_401_whatever_else_is_wrong(AccessLine line)
    {
        using var anonymous = host.CreateClient();
        using var stranger = host.Bearer("fw_key_" + new string('x', 43));
        foreach (var client in new[] { anonymous, stranger })
        {
            var answer = await SendAsync(client, line, "not json");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            await AssertProblemAsync(answer);
        }
    }

    [Theory]
    [MemberData(nameof(ApiLines))]
    public async Task Without_the_scope_it_is_a_403(AccessLine line)
    {
        var needed = line.Who.Split(':')[1].Split('+');
        var others = new[] { Scopes.Ingest, Scopes.Read, Scopes.Export }.Where(s => !needed.Contains(ScopeNames.Of(s)[0])).Aggregate((a, b) => a | b);
        using var client = await host.ClientAsync("shop", others);
        var answer = await SendAsync(client, line, "not json");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await AssertProblemAsync(answer);
    }

    [Theory]
    [MemberData(nameof(ApiLines))]
    public async Task With_the_scope_access_is_given_and_no_answer_is_a_server_error(AccessLine line)
    {
        using var client = line.Who.StartsWith("token", StringComparison.Ordinal)
            ? await host.PersonAsync($"p{Guid.NewGuid():N}", Roles.Manager, Scopes.Read | Scopes.Export | Scopes.Review | Scopes.Manage)
            : await host.ClientAsync("shop");
        var status = (int)(await SendAsync(client, line, "{}")).StatusCode;
        Assert.True(status is < 500 and not (401 or 403 or 405), $"{status}");
    }

    [Fact]
    public async Task What_is_another_applications_is_a_404_like_what_does_not_exist()
    {
        using var owner = await host.ClientAsync("owner");
        await owner.PostExpectAsync("/v1/feedback", Json.Signal("theirs"));
        // A version of nothing is not made: one row has to be approved first.
        await host.CorrectAsync(owner, 1, 900);
        using var reviewer = await host.PersonAsync("reviewer-of-theirs");
        await reviewer.ApproveAllAsync();
        await owner.PostExpectAsync("/v1/datasets/theirs/versions", Json.Signal(), HttpStatusCode.Created);
        using var other = await host.ClientAsync("other");
        foreach (var path in new[] { "/v1/interactions/{0}", "/v1/datasets/{0}/versions/1/manifest", "/v1/datasets/{0}/versions/1/export?format=csv" })
        {
            Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(path.Replace("{0}", "theirs", StringComparison.Ordinal))).StatusCode);
            var theirs = await other.GetAsync(path.Replace("{0}", "theirs", StringComparison.Ordinal));
            var missing = await other.GetAsync(path.Replace("{0}", "missing", StringComparison.Ordinal));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (theirs.StatusCode, missing.StatusCode));
            Assert.Equal(await missing.Content.ReadAsStringAsync(), await theirs.Content.ReadAsStringAsync());
        }
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)answer.StatusCode, (int)(await answer.JsonAsync())["status"]!);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, AccessLine line, string body)
    {
        var request = new HttpRequestMessage(new(line.Method), Parameter().Replace(line.Route, "1"));
        if (line.Method is "POST" or "PUT") request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
