using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Api;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Account;

/// <summary>A GET of a page changes nothing about the person who sends it.</summary>
public sealed partial class SafeGetTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private const string Password = "correct horse battery";

    [Theory]
    [InlineData(Roles.Reviewer)]
    [InlineData(Roles.Admin)]
    public async Task No_page_and_no_file_changes_the_person(string role)
    {
        using var browser = await SignedInAsync(role);
        var before = await PersonAsync(browser.Id);
        foreach (var line in AccessMatrix.Listed.Where(l => l.Method is "PAGE" or "GET" && !l.Route.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            await browser.Here.GetAsync(Parameter().Replace(line.Route, "1"));
            Assert.True(before == await PersonAsync(browser.Id), $"{line}: {before}\n{await PersonAsync(browser.Id)}");
        }
    }

    [Fact]
    public async Task Other_devices_stay_signed_in_when_the_second_step_is_looked_at_and_when_a_code_is_wrong()
    {
        using var browser = await SignedInAsync(Roles.Reviewer);
        var stamp = await StampAsync(browser.Id);
        var page = await (await browser.Here.GetAsync(Links.TwoFactor)).Content.ReadAsStringAsync();
        var offered = Offered().Match(page).Groups[1].Value;
        Assert.NotEmpty(offered);
        var wrong = await browser.Here.PostFormAsync(Links.TwoFactor, Links.TwoFactor, ("Code", "000000"), ("Offered", WebUtility.HtmlDecode(offered)));
        Assert.Contains("This code is not right", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(stamp, await StampAsync(browser.Id));
    }

    [Fact]
    public async Task The_key_of_the_picture_is_the_one_that_a_code_turns_on()
    {
        using var browser = await SignedInAsync(Roles.Reviewer);
        var page = await (await browser.Here.GetAsync(Links.TwoFactor)).Content.ReadAsStringAsync();
        await browser.Here.PostFormAsync(Links.TwoFactor, Links.TwoFactor, ("Code", "000000"), ("Offered", WebUtility.HtmlDecode(Offered().Match(page).Groups[1].Value)));
        await using var scope = host.Services.CreateAsyncScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        Assert.Equal(Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal), (await members.GetAuthenticatorKeyAsync((await members.FindByIdAsync(browser.Id))!))!.ToLowerInvariant());
    }

    [Fact]
    public async Task A_key_that_was_offered_to_somebody_else_is_not_taken()
    {
        using var other = await SignedInAsync(Roles.Reviewer);
        var offered = Offered().Match(await (await other.Here.GetAsync(Links.TwoFactor)).Content.ReadAsStringAsync()).Groups[1].Value;
        using var browser = await SignedInAsync(Roles.Reviewer);
        var answer = await browser.Here.PostFormAsync(Links.TwoFactor, Links.TwoFactor, ("Code", "000000"), ("Offered", WebUtility.HtmlDecode(offered)));
        Assert.Contains("open for too long", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_following_a_link()
    {
        using var browser = await SignedInAsync(Roles.Reviewer);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Here.GetAsync(Links.SignOut)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Here.GetAsync(Links.Account)).StatusCode);
    }

    [Theory]
    [InlineData("/account/two-factor-sign-in?remember=perhaps")]
    [InlineData("/people?page=x")]
    [InlineData("/audit?from=yesterday&to=2026-02-30&before=-1")]
    [InlineData("/datasets/freeze?application=none")]
    public async Task An_invalid_address_is_no_server_error(string address)
    {
        using var browser = await SignedInAsync(Roles.Admin);
        Assert.Equal(HttpStatusCode.OK, (await browser.Here.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("/audit.csv?from=yesterday", "from must be a day")]
    [InlineData("/audit.csv?group=nonsense", "group must be one of")]
    [InlineData("/trends.csv?split=nonsense", "split must be one of")]
    [InlineData("/trends.csv?metric=nonsense", "metric must be one of")]
    [InlineData("/trends.csv?range=5d", "range must be one of")]
    public async Task A_file_of_an_unknown_filter_is_refused_and_the_filter_named(string address, string said)
    {
        using var browser = await SignedInAsync(Roles.Admin);
        var answer = await browser.Here.GetAsync(address);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> StampAsync(string id)
    {
        await using var db = Open();
        return (await db.Users.Where(m => m.Id == id).Select(m => m.SecurityStamp).SingleAsync())!;
    }

    /// <summary>Everything that is kept about the person's sign-in.</summary>
    private async Task<string> PersonAsync(string id)
    {
        await using var db = Open();
        var member = await db.Users.SingleAsync(m => m.Id == id);
        return JsonSerializer.Serialize(new
        {
            Row = db.Entry(member).Properties.ToDictionary(p => p.Metadata.Name, p => p.CurrentValue),
            Tokens = await db.UserTokens.Where(t => t.UserId == id).Select(t => t.Name + t.Value).ToListAsync(),
            Logins = await db.UserLogins.CountAsync(l => l.UserId == id),
            Passkeys = await db.Set<IdentityUserPasskey<string>>().CountAsync(p => p.UserId == id),
            Personal = await db.PersonalTokens.CountAsync(t => t.MemberId == id),
            Audit = await db.Audit.CountAsync(e => e.Subject == "member/" + id),
        });
    }

    private FlywheelDbContext Open() => host.Services.GetRequiredService<IDbContextFactory<FlywheelDbContext>>().CreateDbContext();

    private async Task<SignedIn> SignedInAsync(string role)
    {
        var email = $"{role}-{Guid.NewGuid():N}@example.org";
        await using var scope = host.Services.CreateAsyncScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = new Member { UserName = email, Email = email, DisplayName = role };
        Assert.True((await members.CreateAsync(member, Password)).Succeeded);
        Assert.True((await members.AddToRoleAsync(member, role)).Succeeded);
        var browser = new Browser(host);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync(email, Password)).StatusCode);
        return new(browser, member.Id);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("name=\"Offered\" value=\"([^\"]*)\"")]
    private static partial Regex Offered();

    [GeneratedRegex("Key: <code>([^<]+)</code>")]
    private static partial Regex Key();

    private sealed record SignedIn(Browser Here, string Id) : IDisposable
    {
        public void Dispose() => Here.Dispose();
    }
}
