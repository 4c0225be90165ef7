using System.Net;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Identity;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Identity;

/// <summary>Sign-in with a real provider that the test starts.</summary>
public sealed class OpenIdConnectTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private static readonly HttpClient Outside = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly ApiHost _host = new();
    private OpenIdProvider _provider = default!;

    public async ValueTask InitializeAsync()
    {
        _provider = await OpenIdProvider.StartAsync();
        _host.With("Flywheel:OpenIdConnect:Authority", _provider.Authority.ToString())
            .With("Flywheel:OpenIdConnect:ClientId", OpenIdProvider.ClientId).With("Flywheel:OpenIdConnect:ClientSecret", OpenIdProvider.ClientSecret)
            .With("Flywheel:OpenIdConnect:DisplayName", "Example Login").With("Flywheel:SignIn:AttemptsPerMinutePerAddress", "0")
            .With("Flywheel:OpenIdConnect:Roles:Admin:0", "owners").With("Flywheel:OpenIdConnect:Roles:Manager:0", "leads")
            .With("Flywheel:OpenIdConnect:Roles:Reviewer:0", "judges").With("Flywheel:OpenIdConnect:Roles:Reviewer:1", "more judges");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task The_sign_in_page_offers_it_by_name()
    {
        using var browser = new Browser(_host);
        Assert.Contains("Sign in with Example Login", await TextAsync(await browser.GetAsync(Links.SignInPage)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_sign_in_makes_a_member_with_the_role_of_the_strongest_group()
    {
        using var browser = await EnterAsync(new("s-1", "nora@example.org", true, "Nora", "judges", "leads", "strangers"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Links.Trends)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(Links.People)).StatusCode);
        var nora = Assert.Single((await PeopleAsync("nora")).Members);
        Assert.Equal(("Nora", Roles.Manager, MemberState.Active), (nora.Name, nora.Role, nora.State));
        Assert.Contains("member.add", await ActionsAsync());
    }

    [Fact]
    public async Task Another_group_is_another_role_at_the_next_sign_in_and_ends_the_older_sign_ins()
    {
        var nora = new ProviderPerson("s-1", "nora@example.org", true, "Nora", "leads");
        using var first = await EnterAsync(nora);
        using var second = await EnterAsync(nora with { Groups = ["more judges"] });
        Assert.Equal(HttpStatusCode.Forbidden, (await second.GetAsync(Links.Trends)).StatusCode);
        var line = Assert.Single((await PeopleAsync("nora")).Members);
        Assert.Equal(Roles.Reviewer, line.Role);
        Assert.Contains("member.role", await ActionsAsync());
    }

    [Fact]
    public async Task The_person_is_known_by_the_subject_whatever_the_address_is_now()
    {
        using var first = await EnterAsync(new("s-1", "nora@example.org", true, "Nora", "judges"));
        using var second = await EnterAsync(new("s-1", "nora.new@example.org", true, "Nora", "judges"));
        Assert.Single((await PeopleAsync("nora")).Members);
    }

    [Theory]
    [InlineData("strangers")]
    [InlineData("JUDGES")]
    [InlineData(null)]
    public async Task Without_a_group_that_has_a_role_nobody_comes_in(string? group) =>
        await AssertRefusedAsync(new("s-1", "nora@example.org", true, "Nora", group is null ? [] : [group]), SignInRefusal.Groups);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_with_a_password_is_not_linked_by_its_address_alone(bool verified)
    {
        await AddAsync("nora@example.org", Roles.Admin, Password);
        await AssertRefusedAsync(new("thief", "NORA@example.org", verified, "Thief", "judges"), SignInRefusal.Account);
        await using var db = _host.Open();
        Assert.Empty(await db.UserLogins.ToListAsync());
        Assert.Equal(Roles.Admin, Assert.Single((await PeopleAsync("nora")).Members).Role);
    }

    [Fact]
    public async Task An_open_invitation_is_accepted_with_an_address_that_the_provider_verified()
    {
        var invited = await AddAsync("nora@example.org", Roles.Reviewer, null);
        await AssertRefusedAsync(new("thief", "nora@example.org", false, "Thief", "judges"), SignInRefusal.Account);
        using var browser = await EnterAsync(new("s-1", "nora@example.org", true, "Nora", "leads"));
        var nora = Assert.Single((await PeopleAsync("nora")).Members);
        Assert.Equal((invited, Roles.Manager), (nora.Id, nora.Role));
        await AssertRefusedAsync(new("s-2", "nora@example.org", true, "Another", "judges"), SignInRefusal.Account);
    }

    [Fact]
    public async Task A_suspended_person_stays_out()
    {
        await AddAsync("ada@example.org", Roles.Admin, Password);
        var nora = new ProviderPerson("s-1", "nora@example.org", true, "Nora", "judges");
        using (await EnterAsync(nora))
        {
            var id = Assert.Single((await PeopleAsync("nora@example.org")).Members).Id;
            Assert.Equal(MemberOutcome.Done, await SuspendAsync(id));
        }

        await AssertRefusedAsync(nora, SignInRefusal.Account);
    }

    [Fact]
    public async Task Without_any_group_the_role_is_lost_until_there_is_one_again()
    {
        await AddAsync("ada@example.org", Roles.Admin, Password);
        var nora = new ProviderPerson("s-1", "nora@example.org", true, "Nora", "owners");
        using (await EnterAsync(nora)) await AssertRefusedAsync(nora with { Groups = [] }, SignInRefusal.Groups);
        Assert.Equal("", Assert.Single((await PeopleAsync("nora@example.org")).Members).Role);
        using var again = await EnterAsync(nora with { Groups = ["judges"] });
        Assert.Equal(Roles.Reviewer, Assert.Single((await PeopleAsync("nora@example.org")).Members).Role);
    }

    [Fact]
    public async Task A_new_member_sees_no_application_until_some_are_given()
    {
        using var browser = await EnterAsync(new("s-1", "nora@example.org", true, "Nora", "judges"));
        await using var db = _host.Open();
        Assert.Equal(ApplicationAccess.None, await MemberAccess.OfAsync(db, (await db.Users.SingleAsync(u => u.Email == "nora@example.org")).Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_an_address_nobody_is_made() => await AssertRefusedAsync(new("s-1", null, true, "Nora", "judges"), SignInRefusal.Email);

    [Fact]
    public async Task The_last_admin_stays_one_whatever_the_groups_say()
    {
        var nora = new ProviderPerson("s-1", "nora@example.org", true, "Nora", "owners");
        using var first = await EnterAsync(nora);
        using var second = await EnterAsync(nora with { Groups = ["judges"] });
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync(Links.People)).StatusCode);
        Assert.Equal(Roles.Admin, Assert.Single((await PeopleAsync("nora")).Members).Role);
    }

    [Fact]
    public async Task An_answer_that_another_browser_asked_for_is_refused()
    {
        _provider.Person = new("s-1", "nora@example.org", true, "Nora", "owners");
        using var browser = new Browser(_host);
        using var other = new Browser(_host);
        var (answer, others) = (await AnswerAsync(browser), await AnswerAsync(other));
        // The state belongs to the other browser's cookie.
        Assert.Equal(Links.SignInRefusedFor(SignInRefusal.Failed), Location(await browser.GetAsync(others)));
        // The code belongs to the other browser's verifier and nonce.
        var mixed = Replace(answer, "code", Query(others, "code"));
        Assert.Equal(Links.SignInRefusedFor(SignInRefusal.Failed), Location(await browser.GetAsync(mixed)));
        Assert.Empty((await PeopleAsync("")).Members);
    }

    [Fact]
    public async Task The_callback_without_a_sign_in_at_the_provider_lets_nobody_in()
    {
        using var browser = new Browser(_host);
        Assert.Equal(Links.SignInRefusedFor(SignInRefusal.Failed), Location(await browser.GetAsync(Links.OpenIdReturnTo("/people"))));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    public async Task It_goes_on_to_addresses_of_its_own_only(string address)
    {
        _provider.Person = new("s-1", "nora@example.org", true, "Nora", "judges");
        using var browser = new Browser(_host);
        var back = await browser.GetAsync(await AnswerAsync(browser, address));
        Assert.Equal(Links.Overview, Location(await browser.GetAsync(Location(back))));
    }

    private async Task<Browser> EnterAsync(ProviderPerson person)
    {
        _provider.Person = person;
        var browser = new Browser(_host);
        Assert.Equal(Links.Overview, await LastAsync(browser));
        return browser;
    }

    private async Task AssertRefusedAsync(ProviderPerson person, SignInRefusal why)
    {
        _provider.Person = person;
        using var browser = new Browser(_host);
        var page = await LastAsync(browser);
        Assert.Equal(Links.SignInRefusedFor(why), page);
        Assert.Contains("You are not signed in", await TextAsync(await browser.GetAsync(page)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(Links.Review)).StatusCode);
    }

    /// <summary>To the provider and back; where that ends.</summary>
    private static async Task<string> LastAsync(Browser browser)
    {
        var back = await browser.GetAsync(await AnswerAsync(browser));
        return Location(await browser.GetAsync(Location(back)));
    }

    /// <summary>The address with which the provider sends the browser back.</summary>
    private static async Task<string> AnswerAsync(Browser browser, string? returnUrl = null)
    {
        var leave = await browser.GetAsync($"{Links.OpenIdSignIn}?returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}");
        Assert.Contains("code_challenge_method=S256", leave.Headers.Location!.Query, StringComparison.Ordinal);
        var answer = await Outside.GetAsync(leave.Headers.Location);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.PathAndQuery;
    }

    private static string Location(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var location = answer.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
    }

    private static string Query(string address, string name) => System.Web.HttpUtility.ParseQueryString(new Uri(new Uri("http://localhost"), address).Query)[name]!;

    private static string Replace(string address, string name, string value) =>
        address.Replace($"{name}={Uri.EscapeDataString(Query(address, name))}", $"{name}={Uri.EscapeDataString(value)}", StringComparison.Ordinal);

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    private Task<MemberPage> PeopleAsync(string search) => _host.Services.GetRequiredService<MemberDirectory>().PageAsync(Actor.System, search, 0, 10);

    private Task<MemberOutcome> SuspendAsync(string id) => _host.Services.GetRequiredService<MemberDirectory>().SuspendAsync(Actor.System, id);

    private async Task<List<string>> ActionsAsync()
    {
        await using var db = _host.Open();
        return await db.Audit.Select(e => e.Action).ToListAsync();
    }

    private async Task<string> AddAsync(string email, string role, string? password)
    {
        using var scope = _host.Services.CreateScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = new Member { UserName = email, Email = email, DisplayName = "Nora" };
        Assert.True((password is null ? await members.CreateAsync(member) : await members.CreateAsync(member, password)).Succeeded);
        Assert.True((await members.AddToRoleAsync(member, role)).Succeeded);
        return member.Id;
    }
}
