using Bunit;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Faults;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Curate.Review;
using Flywheel.Web.Components.Curate.Review.Session;
using Flywheel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Flywheel.Tests.Components.Curate.Review;

/// <summary>The review page of one person over a real database, with a script that answers as the browser's would.</summary>
public sealed class ReviewPageContext : BunitContext
{
    private readonly JSRuntimeInvocationHandler<string> _flush;

    private ReviewPageContext(TestDatabase database, ReviewFixture fixture, Actor actor, FaultyContexts contexts)
    {
        (Database, Fixture, Actor, Contexts) = (database, fixture, actor, contexts);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var script = JSInterop.SetupModule("./Components/Curate/Review/FixEditor.razor.js").SetupModule(call => call.Identifier == "attach");
        _flush = script.Setup<string>("flush");
        _flush.SetResult("untouched");
        Services.AddMudServices();
        Services.AddScoped<Shortcuts>();
        Services.AddSingleton<TimeProvider>(database.Time);
        Services.AddSingleton(MakeServices(database, contexts));
        RenderTree.Add<CascadingValue<Actor>>(p => p.Add(c => c.Value, actor));
    }

    public TestDatabase Database { get; }
    public ReviewFixture Fixture { get; }
    public Actor Actor { get; }
    public FaultyContexts Contexts { get; }
    public IRenderedComponent<ReviewPage> Page { get; private set; } = null!;

    /// <summary>The text of the page's quiet line.</summary>
    public string Line => Page.Find(".rv-line").TextContent.Trim();

    /// <summary>A page over a fresh database, opened when the items are there.</summary>
    public static async Task<ReviewPageContext> CreateAsync(int items)
    {
        var database = await TestDatabase.CreateAsync();
        var fixture = await ReviewFixture.CreateAsync(database);
        for (var id = 1; id <= items; id++) await fixture.AddAsync(id);
        return For(database, fixture, fixture.Ana);
    }

    /// <summary>Another person's page over the same database.</summary>
    public static ReviewPageContext For(TestDatabase database, ReviewFixture fixture, Actor actor) =>
        new(database, fixture, actor, new(database.Get<IDbContextFactory<FlywheelDbContext>>()));

    /// <summary>Opens the page and waits until an item is there.</summary>
    public void Open(long? certain = null)
    {
        Page = Render<ReviewPage>(p => p.Add(c => c.Id, certain));
        Page.WaitForElement(".rv-item", WaitLimit);
    }

    public static TimeSpan WaitLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Presses a key as the listener of the shell would report it.</summary>
    public Task<bool> PressAsync(string key, bool typing = false) =>
        Page.InvokeAsync(() => Services.GetRequiredService<Shortcuts>().DispatchAsync(key, typing, dialogOpen: false));

    /// <summary>Types into the editor: the script stores the draft and says so.</summary>
    public async Task TypeAsync(string text)
    {
        await Database.Get<ReviewDrafts>().SaveAsync(Actor, ShownId, text, CancellationToken.None);
        _flush.SetResult("saved");
        await Page.FindComponent<FixEditor>().Instance.SavedAsync();
    }

    /// <summary>What the script answers when the editor asks it to store the text.</summary>
    public void ScriptAnswers(string answer) => _flush.SetResult(answer);

    /// <summary>The item on screen.</summary>
    public long ShownId => Page.FindComponent<ReviewItemView>().Instance.Prepared.Item.Id;

    public void WaitFor(Action assertion) => Page.WaitForAssertion(assertion, WaitLimit);

    public void WaitForObstacle() => Page.WaitForElement(".rv-obstacle", WaitLimit);

    public void WaitForItem(long id) => WaitFor(() => Assert.Equal(id, ShownId));

    /// <summary>An item as it is stored now.</summary>
    public async Task<TrainingCandidate> StoredAsync(long id)
    {
        await using var db = Database.Open();
        return await db.Candidates.AsNoTracking().Include(c => c.Decisions).SingleAsync(c => c.Id == id);
    }

    /// <summary>Ana's lease runs out and Ben takes the item.</summary>
    public async Task LoseToBenAsync(long id)
    {
        // The page renews its lease when the clock is moved, and may be faster than Ben.
        for (var attempt = 1; ; attempt++)
        {
            Database.Time.Advance(TimeSpan.FromMinutes(16));
            if (await Database.Get<ReviewQueue>().ClaimOneAsync(Fixture.Ben, id, CancellationToken.None) is not null) return;
            Assert.True(attempt < 10, "Ben never got it.");
        }
    }

    public async Task CloseAsync()
    {
        await DisposeComponentsAsync();
        await DisposeAsync();
        await Database.DisposeAsync();
    }

    private static ReviewServices MakeServices(TestDatabase database, FaultyContexts contexts)
    {
        var (faulty, changes, actions) = (new Database(contexts, database.Get<WriteGate>()), database.Get<ChangeBus>(), database.Get<ActorActions>());
        var queue = new ReviewQueue(faulty, changes, database.Get<Telemetry>(), database.Time, actions);
        var decisions = new ReviewDecisions(faulty, database.Get<PolicyEvaluators>(), database.Get<AuditLog>(), changes, database.Time, actions);
        return new(queue, decisions, new(faulty, database.Time, actions), new(faulty), new(faulty, database.Time), changes, database.Time);
    }
}
