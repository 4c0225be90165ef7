using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Tests.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Access;

public sealed class MemberDirectoryTests : IAsyncLifetime
{
    private TestDatabase _database = default!;
    private Actor _ada = default!;

    private MemberDirectory Directory => _database.Get<MemberDirectory>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(services =>
        {
            services.AddDataProtection();
            new IdentityBuilder(typeof(Member), typeof(IdentityRole), services).AddDefaultTokenProviders();
        });
        var door = _database.Get<FirstAdministrator>();
        var claim = await door.ClaimAsync((await door.IssueAsync())!, "ada@example.org", "Ada", "correct horse battery");
        _ada = new Actor(claim.MemberId!, "Ada", Roles.Admin, ApplicationAccess.All);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_invited_person_sets_a_password_with_the_token_once()
    {
        var invited = await Directory.InviteAsync(_ada, "bob@example.org", "Bob", Roles.Reviewer, ApplicationAccess.All);

        Assert.True((await ResetAsync(invited.MemberId!, invited.Token!)).Succeeded);
        Assert.False((await ResetAsync(invited.MemberId!, invited.Token!)).Succeeded);
    }

    [Fact]
    public async Task An_address_is_invited_once_whatever_its_case()
    {
        await Directory.InviteAsync(_ada, "bob@example.org", "Bob", Roles.Reviewer, ApplicationAccess.All);

        var again = await Directory.InviteAsync(_ada, "BOB@example.org", "Bob", Roles.Reviewer, ApplicationAccess.All);

        Assert.Null(again.MemberId);
        Assert.Single(again.Errors);
    }

    [Theory]
    [InlineData("", "Bob", Roles.Reviewer)]
    [InlineData("bob@example.org", " ", Roles.Reviewer)]
    [InlineData("Bob <bob@example.org>", "Bob", Roles.Reviewer)]
    [InlineData("bob@example.org", "Bob", "Emperor")]
    public async Task Values_that_make_no_member_are_refused(string email, string name, string role) =>
        Assert.NotEmpty((await Directory.InviteAsync(_ada, email, name, role, ApplicationAccess.All)).Errors);

    [Theory]
    [InlineData(Roles.Reviewer)]
    [InlineData(Roles.Manager)]
    public async Task Someone_who_is_not_an_admin_changes_nobody(string role)
    {
        var bob = await AddAsync("bob@example.org", role);
        var actor = new Actor(bob, "Bob", role, ApplicationAccess.All);

        Assert.Equal(MemberOutcome.NotAllowed, await Directory.ChangeRoleAsync(actor, _ada.MemberId, Roles.Reviewer));
        Assert.Equal(MemberOutcome.NotAllowed, await Directory.SuspendAsync(actor, _ada.MemberId));
        Assert.Equal(MemberOutcome.NotAllowed, await Directory.SignOutEverywhereAsync(actor, _ada.MemberId));
        Assert.Null(await Directory.ResetTokenAsync(actor, _ada.MemberId));
        Assert.NotEmpty((await Directory.InviteAsync(actor, "eve@example.org", "Eve", Roles.Admin, ApplicationAccess.All)).Errors);
        Assert.Equal(0, (await Directory.PageAsync(actor, null, 0, 50)).Total);
    }

    [Fact]
    public async Task Nobody_changes_their_own_role_or_suspends_themselves()
    {
        await AddAsync("second@example.org", Roles.Admin);

        Assert.Equal(MemberOutcome.Yourself, await Directory.ChangeRoleAsync(_ada, _ada.MemberId, Roles.Reviewer));
        Assert.Equal(MemberOutcome.Yourself, await Directory.SuspendAsync(_ada, _ada.MemberId));
    }

    [Fact]
    public async Task The_last_admin_stays_even_for_an_operator()
    {
        var outcome = await Directory.ChangeRoleAsync(Actor.Operator, _ada.MemberId, Roles.Manager);

        Assert.Equal(MemberOutcome.LastAdmin, outcome);
        Assert.Equal(Roles.Admin, (await LineAsync("ada")).Role);
        Assert.DoesNotContain("member.role", await ActionsAsync());
    }

    [Fact]
    public async Task Two_admins_who_demote_each_other_leave_one()
    {
        var bob = await AddAsync("bob@example.org", Roles.Admin);
        var other = new Actor(bob, "Bob", Roles.Admin, ApplicationAccess.All);

        var outcomes = await Task.WhenAll(
            Task.Run(() => AttemptAsync(_ada, bob)),
            Task.Run(() => AttemptAsync(other, _ada.MemberId)));

        Assert.Equal([MemberOutcome.Done, MemberOutcome.LastAdmin], outcomes.Order());

        // The second one is not an admin any more; either refusal is right.
        async Task<MemberOutcome> AttemptAsync(Actor actor, string whom)
        {
            try
            {
                return await Directory.ChangeRoleAsync(actor, whom, Roles.Reviewer);
            }
            catch (UnauthorizedAccessException)
            {
                return MemberOutcome.LastAdmin;
            }
        }
    }

    [Fact]
    public async Task A_suspended_admin_does_not_count_as_one()
    {
        var bob = await AddAsync("bob@example.org", Roles.Admin);
        await Directory.SuspendAsync(_ada, bob);

        Assert.Equal(MemberOutcome.LastAdmin, await Directory.SuspendAsync(Actor.Operator, _ada.MemberId));
    }

    [Fact]
    public async Task Every_change_of_rights_replaces_the_security_stamp_and_is_audited()
    {
        var bob = await AddAsync("bob@example.org", Roles.Reviewer);
        var stamps = new List<string?> { await StampAsync(bob) };
        foreach (var change in new Func<Task<MemberOutcome>>[]
        {
            () => Directory.ChangeRoleAsync(_ada, bob, Roles.Manager),
            () => Directory.SuspendAsync(_ada, bob),
            () => Directory.ResumeAsync(_ada, bob),
            () => Directory.SignOutEverywhereAsync(_ada, bob),
        })
        {
            Assert.Equal(MemberOutcome.Done, await change());
            stamps.Add(await StampAsync(bob));
        }

        Assert.Equal(5, stamps.Distinct().Count());
        Assert.Equal(["member.role", "member.suspend", "member.resume", "member.sign-out"], (await ActionsAsync()).TakeLast(4));
    }

    [Fact]
    public async Task A_page_holds_what_matches_and_counts_all_of_it()
    {
        for (var i = 0; i < 5; i++) await AddAsync($"p{i}@example.org", Roles.Reviewer, $"Person {i}");
        await AddAsync("x@example.org", Roles.Reviewer, "100% sure");

        var page = await Directory.PageAsync(_ada, "person", 2, 2);

        Assert.Equal(["Person 2", "Person 3"], page.Members.Select(m => m.Name));
        Assert.Equal(5, page.Total);
        Assert.Equal("100% sure", Assert.Single((await Directory.PageAsync(_ada, "0%", 0, 50)).Members).Name);
    }

    [Fact]
    public async Task A_line_shows_the_state_of_the_member()
    {
        var bob = await AddAsync("bob@example.org", Roles.Reviewer);
        Assert.Equal(MemberState.Invited, (await LineAsync("bob")).State);
        await Directory.SuspendAsync(_ada, bob);
        Assert.Equal(MemberState.Suspended, (await LineAsync("bob")).State);
        Assert.Equal(MemberState.Active, (await LineAsync("ada")).State);
    }

    [Fact]
    public async Task Since_when_somebody_is_an_admin_is_kept_while_they_are_one()
    {
        var bob = await AddAsync("bob@example.org", Roles.Manager);
        Assert.Null(await AdminSinceAsync(bob));
        await Directory.ChangeRoleAsync(_ada, bob, Roles.Admin);
        var since = await AdminSinceAsync(bob);
        Assert.Equal(_database.Time.GetUtcNow().UtcDateTime, since);
        _database.Time.Advance(TimeSpan.FromDays(1));
        await Directory.ChangeRoleAsync(_ada, bob, Roles.Admin);
        Assert.Equal(since, await AdminSinceAsync(bob));
        await Directory.ChangeRoleAsync(_ada, bob, Roles.Reviewer);
        Assert.Null(await AdminSinceAsync(bob));
        Assert.NotNull(await AdminSinceAsync(_ada.MemberId));
    }

    private async Task<DateTime?> AdminSinceAsync(string id)
    {
        await using var db = _database.Open();
        return (await db.Users.SingleAsync(u => u.Id == id)).AdminSince;
    }

    private async Task<string> AddAsync(string email, string role, string name = "Bob") =>
        (await Directory.InviteAsync(_ada, email, name, role, ApplicationAccess.All)).MemberId!;

    private async Task<MemberLine> LineAsync(string search) => Assert.Single((await Directory.PageAsync(_ada, search, 0, 10)).Members);

    private async Task<string?> StampAsync(string id)
    {
        await using var db = _database.Open();
        return (await db.Users.SingleAsync(u => u.Id == id)).SecurityStamp;
    }

    private async Task<List<string>> ActionsAsync()
    {
        await using var db = _database.Open();
        return await db.Audit.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync();
    }

    private async Task<IdentityResult> ResetAsync(string id, string token)
    {
        using var scope = _database.Services.CreateScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        return await members.ResetPasswordAsync((await members.FindByIdAsync(id))!, token, "correct horse battery");
    }
}
