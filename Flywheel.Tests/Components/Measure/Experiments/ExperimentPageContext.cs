using Bunit;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Measure.Experiments;

/// <summary>The pages of experiments over a database, as a manager sees them.</summary>
public abstract class ExperimentPageContext : IAsyncLifetime
{
    protected TestDatabase Database { get; private set; } = null!;
    protected ExperimentFixture Fixture { get; private set; } = null!;
    protected ShellContext Context { get; private set; } = null!;

    /// <summary>Where the browser is.</summary>
    protected string Path => new Uri(Context.Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Fixture = await ExperimentFixture.CreateAsync(Database);
        Context = new ShellContext(Roles.Manager);
        Context.Services.AddSingleton<TimeProvider>(Database.Time);
        Context.Services.AddSingleton(Database.Get<Applications>());
        Context.Services.AddSingleton(Database.Get<ChangeBus>());
        Context.Services.AddSingleton(Database.Get<SignalTypes>());
        Context.Services.AddSingleton(Database.Get<MeasureLags>());
        Context.Services.AddSingleton(Fixture.Experiments);
        Context.Services.AddSingleton(Fixture.Analyses);
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>So many persons in each arm, of whom so many succeeded.</summary>
    protected Task StoreAsync(int control, int controlSuccesses, int treatment, int treatmentSuccesses, Action<MeasuredInteraction>? change = null) =>
        Fixture.StoreAsync([.. Fixture.Arm("control", control, controlSuccesses, change), .. Fixture.Arm("treatment", treatment, treatmentSuccesses, change)]);

    /// <summary>What stands there for people, with its white space made one.</summary>
    protected static string Words<T>(IRenderedComponent<T> page)
        where T : IComponent => string.Join(' ', string.Join(' ', page.Nodes.Select(n => n.TextContent)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
