using System.Net;
using System.Text;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Api;

/// <summary>Every route of access-matrix.txt, asked with the ids of an application that the person does not see.</summary>
public sealed class VisibilityApiTests(TwoApplicationsFixture fixture) : IClassFixture<TwoApplicationsFixture>
{
    private const string Password = "correct horse battery";
    private static readonly string[] Bodies = ["{}", "{\"count\":100}", "{\"version\":0,\"decision\":\"approve\",\"name\":\"Next\"}"];

    public static TheoryData<AccessLine> ApiLines => [.. AccessMatrix.Listed.Where(l => l.Route.StartsWith("/v1/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(ApiLines))]
    public async Task No_route_reveals_an_application_that_is_not_visible(AccessLine line)
    {
        foreach (var role in new[] { Roles.Reviewer, Roles.Manager })
        {
            using var person = await fixture.PersonAsync(role);
            foreach (var address in Addresses(line))
            {
                foreach (var body in Bodies) await AssertSilentAsync(person, line, address, body);
            }
        }
    }

    [Fact]
    public async Task Someone_who_sees_all_gets_it_from_the_same_routes()
    {
        using var person = await fixture.PersonAsync(Roles.Manager, seesAll: true);
        var told = new List<string>();
        foreach (var line in ApiLines.Select(row => row.Data).Where(l => l.Method == "GET"))
        {
            var answer = await SendAsync(person, line, Addresses(line)[0], "");
            if ((await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(TwoApplicationsFixture.Word, StringComparison.OrdinalIgnoreCase)) told.Add(line.Route);
        }

        Assert.Equal(
            ["/v1/datasets/", "/v1/datasets/{name}/versions/{n:int}/export", "/v1/datasets/{name}/versions/{n:int}/manifest", "/v1/experiments/", "/v1/experiments/{key}",
                "/v1/flywheel/metrics", "/v1/flywheel/training-candidates", "/v1/interactions/{request_id}", "/v1/revolutions/"],
            told.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/review/texts/{id:long}/{field}")]
    [InlineData("/datasets/{application:int}/{name}/{number:int}/download?format=csv")]
    [InlineData("/datasets/{application:int}/{name}/{number:int}/manifest")]
    [InlineData("/trends.csv?split=segment")]
    [InlineData("/trends.csv?application=vault")]
    public async Task No_download_reveals_an_application_that_is_not_visible(string route)
    {
        using var shopper = await BrowserAsync(ApplicationAccess.Of(fixture.Shop));
        using var other = await BrowserAsync(ApplicationAccess.All);
        var address = fixture.OfVault(route, fixture.Waiting);
        Assert.DoesNotContain(TwoApplicationsFixture.Word, await TextAsync(await shopper.GetAsync(address)), StringComparison.OrdinalIgnoreCase);
        var told = await other.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
    }

    [Fact]
    public async Task A_token_loses_what_its_person_no_longer_sees_within_seconds()
    {
        var id = await fixture.Host.MemberAsync("later", Roles.Reviewer);
        using var person = fixture.Host.Bearer((await fixture.Get<PersonalTokens>().CreateAsync(Actor.System, id, "test", Scopes.Read, null)).Secret);
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/v1/interactions/vault-1", TestContext.Current.CancellationToken)).StatusCode);
        await fixture.Get<MemberDirectory>().ChangeApplicationsAsync(Actor.System, id, ApplicationAccess.Of(fixture.Shop));
        fixture.Get<Flywheel.Core.Access.Keys.CredentialCache>().Forget();
        Assert.Equal(HttpStatusCode.NotFound, (await person.GetAsync("/v1/interactions/vault-1", TestContext.Current.CancellationToken)).StatusCode);
    }

    private List<string> Addresses(AccessLine line)
    {
        var items = line.Route.Contains("{id", StringComparison.Ordinal) ? new[] { fixture.Waiting, fixture.Held, fixture.Approved } : [0];
        var plain = items.Select(item => fixture.OfVault(line.Route.TrimEnd('/'), item)).ToList();
        // The request's own words may be repeated in the answer: what is named in the address is looked for in the vault only.
        var named = plain.Select(a => $"{a}?application={TwoApplicationsFixture.Word}&format=csv&unit=u").ToList();
        return line.Route.Contains("{name}", StringComparison.Ordinal) ? named : [.. plain, .. named];
    }

    private static async Task AssertSilentAsync(HttpClient person, AccessLine line, string address, string body)
    {
        var answer = await SendAsync(person, line, address, body);
        var text = await TextAsync(answer);
        Assert.DoesNotContain(TwoApplicationsFixture.Word, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Enumerable.Range(200, 100), s => line.Route.Contains('{', StringComparison.Ordinal) && s == (int)answer.StatusCode);
        Assert.True((int)answer.StatusCode < 500, text);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient person, AccessLine line, string address, string body) =>
        person.SendAsync(
            new(new HttpMethod(line.Method), address) { Content = line.Method is "GET" or "DELETE" ? null : new StringContent(body, Encoding.UTF8, "application/json") },
            TestContext.Current.CancellationToken);

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<Browser> BrowserAsync(ApplicationAccess access)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        using var scope = fixture.Host.Services.CreateScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = new Member { UserName = email, Email = email, DisplayName = "M" };
        Assert.True((await members.CreateAsync(member, Password)).Succeeded);
        Assert.True((await members.AddToRoleAsync(member, Roles.Manager)).Succeeded);
        Assert.Equal(MemberOutcome.Done, await fixture.Get<MemberDirectory>().ChangeApplicationsAsync(Actor.System, member.Id, access));
        var browser = new Browser(fixture.Host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(email, Password)).StatusCode);
        return browser;
    }
}
