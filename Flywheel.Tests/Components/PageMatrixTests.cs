using System.Net;
using System.Text.RegularExpressions;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Tests.Api;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components;

/// <summary>Every page of access-matrix.txt, asked for by everybody.</summary>
public sealed partial class PageMatrixTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task An_anonymous_visitor_sees_only_what_is_for_anybody()
    {
        using var browser = new Browser(host);
        foreach (var page in Pages())
        {
            var answer = await browser.GetAsync(Address(page));
            if (page.Who == "anonymous") Assert.True(IsAnswered(answer), $"{page}: {answer.StatusCode}");
            else Assert.True(IsSignIn(answer), $"{page}: {answer.StatusCode} {answer.Headers.Location}");
        }
    }

    [Theory]
    [InlineData(Roles.Reviewer)]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Admin)]
    public async Task A_person_sees_what_is_for_the_role_and_nothing_else(string role)
    {
        using var browser = await SignedInAsync(role);
        foreach (var page in Pages())
        {
            var answer = await browser.GetAsync(Address(page));
            var allowed = page.Who is "anonymous" or "signed-in" || page.Who.Split(',').Contains(role);
            Assert.True(allowed ? IsAnswered(answer) : answer.StatusCode == HttpStatusCode.Forbidden, $"{role} at {page}: {answer.StatusCode}");
        }
    }

    private static List<AccessLine> Pages() => [.. AccessMatrix.Listed.Where(l => l.Method == "PAGE")];

    private static string Address(AccessLine page) => Parameter().Replace(page.Route, "1");

    /// <summary>Shown, or sent on to where it goes on, or nothing there under that id.</summary>
    private static bool IsAnswered(HttpResponseMessage answer) =>
        (int)answer.StatusCode is 200 or 404 || (answer.StatusCode == HttpStatusCode.Redirect && !answer.Headers.Location!.ToString().Contains("returnUrl", StringComparison.OrdinalIgnoreCase));

    private static bool IsSignIn(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Redirect && new Uri(new Uri("http://localhost"), answer.Headers.Location!).AbsolutePath == Links.SignInPage;

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

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
