using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Access;

public sealed class MemberApplicationsTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private TestDatabase _database = default!;
    private ReviewFixture _fixture = default!;

    private MemberDirectory Directory => _database.Get<MemberDirectory>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ReviewFixture.CreateAsync(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Somebody_sees_all_applications_unless_it_is_said_otherwise()
    {
        Assert.Equal(ApplicationAccess.All, await SeenAsync());
        await Directory.ChangeApplicationsAsync(Actor.System, "ana", Shop);
        Assert.Equal(Shop, await SeenAsync());
        await Directory.ChangeApplicationsAsync(Actor.System, "ana", ApplicationAccess.All);
        Assert.Equal(ApplicationAccess.All, await SeenAsync());
    }

    [Fact]
    public async Task A_change_ends_the_sign_ins_and_is_audited_with_before_and_after()
    {
        await using var db = _database.Open();
        var before = await db.Users.Where(u => u.Id == "ana").Select(u => u.SecurityStamp).SingleAsync();
        await Directory.ChangeApplicationsAsync(Actor.System, "ana", Shop);
        Assert.NotEqual(before, await db.Users.Where(u => u.Id == "ana").Select(u => u.SecurityStamp).SingleAsync());
        var entry = await db.Audit.SingleAsync(e => e.Action == "member.applications");
        Assert.Equal(("{\"applications\":\"all\"}", "{\"applications\":[\"shop\"]}"), (entry.Before, entry.After));
    }

    [Fact]
    public async Task What_the_person_holds_of_other_applications_goes_back_to_the_queue()
    {
        await _fixture.AddAsync(1);
        await _fixture.AddAsync(2, c => c.ApplicationId = _fixture.OtherApplicationId);
        await _database.Get<ReviewQueue>().ClaimAsync(_fixture.Ana, 10, Cancel);
        await Directory.ChangeApplicationsAsync(Actor.System, "ana", Shop);
        await using var db = _database.Open();
        Assert.Equal([1L], await db.Candidates.Where(c => c.LeaseHolderId == "ana").Select(c => c.Id).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Only_an_admin_changes_it_and_nobody_their_own()
    {
        Assert.Equal(MemberOutcome.NotAllowed, await Directory.ChangeApplicationsAsync(_fixture.Cleo, "ana", Shop));
        var ada = await _database.PersonAsync("ada", Roles.Admin);
        Assert.Equal(MemberOutcome.Yourself, await Directory.ChangeApplicationsAsync(ada, "ada", Shop));
        Assert.Equal(MemberOutcome.NoSuchApplication, await Directory.ChangeApplicationsAsync(Actor.System, "ana", ApplicationAccess.Of(4711)));
        Assert.Equal(MemberOutcome.NoSuchMember, await Directory.ChangeApplicationsAsync(Actor.System, "nobody", Shop));
        Assert.Equal(ApplicationAccess.All, await SeenAsync());
    }

    [Fact]
    public void An_admin_sees_all_whatever_is_said() =>
        Assert.True(new Actor("a", "A", Roles.Admin, ApplicationAccess.None).Applications.IsAll);

    [Fact]
    public async Task An_application_that_comes_later_is_not_seen_by_a_restricted_person()
    {
        await Directory.ChangeApplicationsAsync(Actor.System, "ana", Shop);
        await _database.StoreAsync(new Application { Name = "later" });
        await using var db = _database.Open();
        var actor = new Actor("ana", "Ana", Roles.Reviewer, await MemberAccess.OfAsync(db, "ana", Cancel));
        Assert.Equal(["shop"], (await _database.Get<Applications>().ListAsync(actor, Cancel)).Select(a => a.Name));
        Assert.Equal("shop", (await _database.Get<Applications>().OnlyOneAsync(actor, Cancel))!.Name);
    }

    [Fact]
    public async Task A_query_of_somebody_who_sees_all_is_the_query_itself()
    {
        await using var db = _database.Open();
        Assert.Same(db.Candidates, db.Candidates.VisibleTo(_fixture.Ana));
    }

    private ApplicationAccess Shop => ApplicationAccess.Of(_fixture.ApplicationId);

    private async Task<ApplicationAccess> SeenAsync()
    {
        await using var db = _database.Open();
        return await MemberAccess.OfAsync(db, "ana", Cancel);
    }
}
