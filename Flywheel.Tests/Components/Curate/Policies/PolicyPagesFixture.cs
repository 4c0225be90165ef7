using Bunit;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Curate.Policies.Drafts;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Curate.Policies;

/// <summary>Two administrators, some candidates, and a console for the first of the two.</summary>
public sealed class PolicyPagesFixture : IAsyncDisposable
{
    private PolicyPagesFixture(TestDatabase database, ShellContext context) => (Database, Context) = (database, context);

    public TestDatabase Database { get; }
    public ShellContext Context { get; }

    /// <summary>Who sits at the console.</summary>
    public Actor Ada => Context.Actor;
    public Actor Bob { get; } = new("m2", "Bob", Roles.Admin, ApplicationAccess.All);

    private PolicyDrafts Drafts => Database.Get<PolicyDrafts>();

    public static async Task<PolicyPagesFixture> CreateAsync(int candidates = 3)
    {
        var database = await TestDatabase.CreateAsync();
        var review = await ReviewFixture.CreateAsync(database);
        for (var id = 1; id <= candidates; id++) await review.AddAsync(id);
        await database.StoreAsync(new FeedCursor { Reader = "curator", Position = candidates });
        var fixture = new PolicyPagesFixture(database, new ShellContext());
        await fixture.AppointAsync(fixture.Ada);
        await fixture.AppointAsync(fixture.Bob);
        fixture.Register();
        return fixture;
    }

    /// <summary>Begins a draft.</summary>
    public async Task<PolicyDraftView> BeginAsync(Actor? by = null, string name = "Copies count less") =>
        Assert.IsType<PolicyDraftOutcome.Done>(await Drafts.CreateAsync(by ?? Ada, name, null, false, CancellationToken.None)).Draft;

    /// <summary>Another person saves a weight of copies.</summary>
    public async Task<PolicyDraftView> SaveAsync(Actor by, PolicyDraftView draft, double weight)
    {
        var policy = draft.Policy with { Weights = new Dictionary<string, double>(draft.Policy.Weights) { ["copy"] = weight } };
        return Assert.IsType<PolicyDraftOutcome.Done>(await Drafts.SaveAsync(by, draft.Id, draft.Version, new(draft.Name, draft.Note, policy), CancellationToken.None)).Draft;
    }

    public async Task<PolicyDraftView> FindAsync(int id) => (await Drafts.FindAsync(Ada, id, CancellationToken.None))!;

    /// <summary>Opens the editor.</summary>
    public IRenderedComponent<PolicyDraftPage> Edit(int id)
    {
        var page = Context.Render<PolicyDraftPage>(p => p.Add(c => c.Id, id));
        page.WaitForElement(".pl-editor, .pl-document, .fw-state");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task AppointAsync(Actor actor)
    {
        await using var db = Database.Open();
        var role = db.Roles.Single(r => r.Name == Roles.Admin);
        db.Users.Add(new() { Id = actor.MemberId, UserName = actor.MemberId, NormalizedUserName = actor.MemberId, DisplayName = actor.Name, PasswordHash = "x" });
        db.UserRoles.Add(new() { UserId = actor.MemberId, RoleId = role.Id });
        await db.SaveChangesAsync();
    }

    private void Register()
    {
        var services = Context.Services;
        services.AddSingleton(Database.Get<PolicyDrafts>());
        services.AddSingleton(Database.Get<PolicyVersions>());
        services.AddSingleton(Database.Get<BacktestRunner>());
        services.AddSingleton(Database.Get<Backtests>());
        services.AddSingleton(Database.Get<BacktestTexts>());
        services.AddSingleton(Database.Get<Applications>());
        services.AddSingleton(Database.Get<SignalTypes>());
        services.AddSingleton(Database.Get<ChangeBus>());
    }
}
