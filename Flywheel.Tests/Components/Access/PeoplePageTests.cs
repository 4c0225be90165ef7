using Bunit;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Access;
using Flywheel.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace Flywheel.Tests.Components.Access;

public sealed class PeoplePageTests : IAsyncLifetime
{
    private readonly ShellContext _shell = new();
    private TestDatabase _database = default!;
    private ReviewFixture _fixture = default!;

    private MemberDirectory Directory => _database.Get<MemberDirectory>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(services =>
        {
            services.AddDataProtection();
            new IdentityBuilder(typeof(Member), typeof(IdentityRole), services).AddDefaultTokenProviders();
        });
        _fixture = await ReviewFixture.CreateAsync(_database);
        _shell.Services.AddSingleton(Directory);
        _shell.Services.AddSingleton(_database.Get<Applications>());
        var mailer = new Mailer(Options.Create(new EmailOptions()), NullLogger<Mailer>.Instance);
        _shell.Services.AddSingleton(new LinkDelivery(mailer));
        _shell.Render<MudPopoverProvider>();
    }

    public async ValueTask DisposeAsync()
    {
        await _shell.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_list_shows_what_each_person_sees()
    {
        await Directory.ChangeApplicationsAsync(Actor.System, "ana", ApplicationAccess.Of(_fixture.ApplicationId));
        await Directory.ChangeApplicationsAsync(Actor.System, "ben", ApplicationAccess.None);
        var page = _shell.Render<PeoplePage>();
        Assert.Equal(["shop", "None", "All"], page.WaitForElements("tbody tr").Select(row => row.Children[2].TextContent));
    }

    [Theory]
    [InlineData("ЖАННА", 1)]
    [InlineData("müller", 1)]
    [InlineData("MULLER", 0)]
    [InlineData("%", 0)]
    public async Task People_are_found_whatever_the_case(string search, int expected)
    {
        await _database.StoreAsync(new Member { Id = "z", UserName = "z", DisplayName = "Жанна MÜLLER", Email = "z@example.org" });
        var page = await Directory.PageAsync(Actor.System, search, 0, 10);
        Assert.Equal((expected, expected), (page.Total, page.Members.Count));
    }

    [Fact]
    public async Task The_dialog_takes_an_application_away()
    {
        var dialogs = _shell.Render<MudDialogProvider>();
        var line = (await Directory.PageAsync(Actor.System, "Ana", 0, 10)).Members[0];
        var applications = await _database.Get<Applications>().ListAsync(Actor.System, default);
        var saved = 0;
        await dialogs.InvokeAsync(() => ApplicationsDialog.OpenAsync(
            _shell.Services.GetRequiredService<IDialogService>(), _shell.Actor, line, applications, EventCallback.Factory.Create(this, () => saved++)));
        dialogs.WaitForElements("input[type=radio]")[1].Change(true);
        dialogs.WaitForElements("input[type=checkbox]")[0].Change(false);
        await dialogs.Find("button.is-primary").ClickAsync(new());
        Assert.Equal(1, saved);
        Assert.Equal(ApplicationAccess.Of(_fixture.ApplicationId), (await Directory.PageAsync(Actor.System, "Ana", 0, 10)).Members[0].Applications);
    }

    [Fact]
    public async Task An_invitation_says_what_is_seen()
    {
        var dialogs = _shell.Render<MudDialogProvider>();
        var applications = await _database.Get<Applications>().ListAsync(Actor.System, default);
        _ = dialogs.InvokeAsync(() => InviteDialog.OpenAsync(_shell.Services.GetRequiredService<IDialogService>(), Actor.System, applications));
        dialogs.WaitForElement("#invite-email").Change("dan@example.org");
        dialogs.Find("#invite-name").Change("Dan");
        dialogs.FindAll("input[type=radio]")[1].Change(true);
        dialogs.FindAll("input[type=checkbox]")[1].Change(false);
        await dialogs.Find("button.is-primary").ClickAsync(new());
        Assert.Equal(ApplicationAccess.Of(_fixture.OtherApplicationId), (await Directory.PageAsync(Actor.System, "Dan", 0, 10)).Members[0].Applications);
    }

    [Theory]
    [InlineData(1, "a")]
    [InlineData(2, "a, b")]
    [InlineData(4, "a, b and 2 more")]
    public void Visible_applications_are_named_in_a_few_words(int count, string words)
    {
        var applications = "abcd".Select((name, id) => new CallerApplication(id + 1, $"{name}", false)).ToList();
        Assert.Equal(words, ApplicationsDialog.InWords(ApplicationAccess.Of(Enumerable.Range(1, count)), applications));
    }
}
