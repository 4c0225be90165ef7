using System.Net;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Identity;

/// <summary>Sign-in, headers, cookies and page access of the console, over HTTP.</summary>
public sealed class ConsoleSecurityTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Password = "correct horse battery";

    [Theory]
    [InlineData("/")]
    [InlineData("/people")]
    [InlineData("/account")]
    [InlineData("/account/tokens")]
    public async Task An_anonymous_visitor_is_sent_to_sign_in(string page)
    {
        using var browser = new Browser(host);

        var answer = await browser.GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(Links.SignInPage, answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_scripts_and_frames()
    {
        using var browser = new Browser(host);

        var headers = (await browser.GetAsync(Links.SignInPage)).Headers;

        var policy = Assert.Single(headers.GetValues("Content-Security-Policy"));
        Assert.Matches("script-src 'self' 'nonce-[^']+';", policy);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task A_foreign_origin_opens_no_circuit(string origin, HttpStatusCode expected)
    {
        using var browser = new Browser(host);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);

        Assert.Equal(expected, (await browser.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Sign_in_says_the_same_whether_the_person_exists_or_not()
    {
        await AddAsync("known@example.org", Roles.Reviewer);

        var known = await ErrorAsync("known@example.org", "wrong wrong wrong");
        var unknown = await ErrorAsync("nobody@example.org", "wrong wrong wrong");

        Assert.NotNull(known);
        Assert.Equal(known, unknown);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_too()
    {
        await AddAsync("locked@example.org", Roles.Reviewer);
        for (var i = 0; i < 5; i++) await ErrorAsync("locked@example.org", "wrong wrong wrong");

        Assert.NotNull(await ErrorAsync("locked@example.org", Password));
    }

    [Fact]
    public async Task Attempts_from_one_address_are_limited()
    {
        await using var strict = host.WithWebHostBuilder(b => b.UseSetting("Flywheel:SignIn:AttemptsPerMinutePerAddress", "3"));
        using var browser = new Browser(strict);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++) statuses.Add((await browser.SignInAsync($"p{i}@example.org", "wrong wrong wrong")).StatusCode);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task A_suspended_person_is_refused()
    {
        var id = await AddAsync("out@example.org", Roles.Reviewer);
        await AddAsync("stays@example.org", Roles.Admin);
        var outcome = await host.Services.GetRequiredService<MemberDirectory>().SuspendAsync(Actor.System with { MemberId = "other" }, id);
        Assert.Equal(MemberOutcome.Done, outcome);

        Assert.NotNull(await ErrorAsync("out@example.org", Password));
    }

    [Fact]
    public async Task The_cookie_is_http_only_and_same_site()
    {
        await AddAsync("cookie@example.org", Roles.Reviewer);
        using var browser = new Browser(host);

        var answer = await browser.SignInAsync("cookie@example.org", Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("flywheel-sign-in=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_page_beyond_the_role_is_forbidden()
    {
        await AddAsync("reviewer@example.org", Roles.Reviewer);
        using var browser = new Browser(host);
        await browser.SignInAsync("reviewer@example.org", Password);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/people")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/applications")).StatusCode);
    }

    [Fact]
    public async Task Sign_out_needs_a_post_with_the_forms_token()
    {
        await AddAsync("leaver@example.org", Roles.Reviewer);
        using var browser = new Browser(host);
        await browser.SignInAsync("leaver@example.org", Password);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(Links.SignOut)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(Links.SignOut)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        await browser.PostFormAsync(Links.Account, Links.SignOut);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_forged_link_sets_no_password_and_reveals_nothing()
    {
        var id = await AddAsync("target@example.org", Roles.Admin);

        Assert.Equal(await SetPasswordAsync(id), await SetPasswordAsync("nobody"));
    }

    private async Task<string?> SetPasswordAsync(string member)
    {
        using var browser = new Browser(host);
        var page = Links.SetPassword(member, "made-up");
        return await Browser.ErrorAsync(await browser.PostFormAsync(page, page, ("Password", Password), ("Again", Password)));
    }

    private async Task<string?> ErrorAsync(string email, string password)
    {
        using var browser = new Browser(host);
        return await Browser.ErrorAsync(await browser.SignInAsync(email, password));
    }

    private async Task<string> AddAsync(string email, string role)
    {
        using var scope = host.Services.CreateScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = new Member { UserName = email, Email = email, DisplayName = email };
        Assert.True((await members.CreateAsync(member, Password)).Succeeded);
        Assert.True((await members.AddToRoleAsync(member, role)).Succeeded);
        return member.Id;
    }
}
