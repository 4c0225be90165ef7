using System.Net;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Tests.Support.Hosts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Measure.Trends;

public sealed class TrendDownloadTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_manager_gets_the_numbers_as_a_file()
    {
        using var browser = await SignedInAsync(Roles.Manager);
        var answer = await browser.GetAsync("/trends.csv?range=7d&zone=Europe%2FBerlin");
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(8, (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_reviewer_and_an_anonymous_caller_get_nothing()
    {
        using var reviewer = await SignedInAsync(Roles.Reviewer);
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.GetAsync("/trends.csv")).StatusCode);
        using var stranger = new Browser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/trends.csv")).StatusCode);
    }

    [Theory]
    [InlineData("?zone=Nowhere", HttpStatusCode.BadRequest)]
    [InlineData("?from=2020-01-01&to=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData("?range=90d&step=hour", HttpStatusCode.BadRequest)]
    [InlineData("?application=bank", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_drawn_is_refused(string query, HttpStatusCode expected)
    {
        using var browser = await SignedInAsync(Roles.Manager);
        Assert.Equal(expected, (await browser.GetAsync($"/trends.csv{query}")).StatusCode);
    }

    private async Task<Browser> SignedInAsync(string role)
    {
        var email = $"{role}-{Guid.NewGuid():N}@example.org";
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
            var member = new Member { UserName = email, Email = email, DisplayName = role };
            Assert.True((await members.CreateAsync(member, Password)).Succeeded);
            Assert.True((await members.AddToRoleAsync(member, role)).Succeeded);
        }

        var browser = new Browser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(email, Password)).StatusCode);
        return browser;
    }
}
