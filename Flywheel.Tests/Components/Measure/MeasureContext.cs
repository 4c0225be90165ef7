using Bunit;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Trends;
using Flywheel.Core.Operations;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Flywheel.Tests.Components.Measure;

/// <summary>A page of Measure over a real database with one application.</summary>
public sealed class MeasureContext : IAsyncDisposable
{
    private int _requests;

    private MeasureContext(TestDatabase database, string role)
    {
        (Database, Shell) = (database, new ShellContext(role));
        Shell.Services.AddSingleton<TimeProvider>(database.Time);
        Shell.Services.AddSingleton(database.Get<Core.Measure.Trends.Trends>());
        Shell.Services.AddSingleton(database.Get<Core.Measure.Revolutions.Revolutions>());
        Shell.Services.AddSingleton(database.Get<Overviews>());
        Shell.Services.AddSingleton(database.Get<MeasureLags>());
        Shell.Services.AddSingleton(database.Get<Applications>());
        Shell.Services.AddSingleton(database.Get<SignalTypes>());
        Shell.Services.AddSingleton(database.Get<ChangeBus>());
    }

    public TestDatabase Database { get; }
    public ShellContext Shell { get; }
    public Actor Manager { get; } = new("m1", "Max", Roles.Manager, ApplicationAccess.All);
    public string Address => new Uri(Navigation.Uri).PathAndQuery;

    private NavigationManager Navigation => Shell.Services.GetRequiredService<NavigationManager>();

    public static async Task<MeasureContext> CreateAsync(string role = Roles.Manager)
    {
        var context = new MeasureContext(await TestDatabase.CreateAsync(), role);
        await context.Database.StoreAsync(new Application { Name = "shop" });
        return context;
    }

    /// <summary>Stores uses with reported outcomes some days ago, and measures them.</summary>
    public async Task UsedAsync(int succeeded, int failed, int daysAgo = 0, string? segment = null, string? model = null)
    {
        for (var i = 0; i < succeeded + failed; i++)
        {
            var at = Database.Now().AddDays(-daysAgo);
            var request = $"r{++_requests}";
            await Database.StoreAsync(Database.Use(request, segment, model: model, at: at), Database.Ended(request, i < succeeded, at: at));
        }

        await Database.MeasureAsync();
    }

    /// <summary>Opens a page at an address.</summary>
    public IRenderedComponent<T> Open<T>(string address) where T : IComponent
    {
        Navigation.NavigateTo(address);
        return Shell.Render<T>();
    }

    /// <summary>Where dialogs appear.</summary>
    public IRenderedComponent<MudDialogProvider> Dialogs()
    {
        Shell.Render<MudPopoverProvider>();
        return Shell.Render<MudDialogProvider>();
    }

    public async ValueTask DisposeAsync()
    {
        await Shell.DisposeAsync();
        await Database.DisposeAsync();
    }
}
