namespace Flywheel.Web.Components;

/// <summary>The Blazor console.</summary>
public static class ConsoleRoutes
{
    /// <summary>Adds components and what they need.</summary>
    public static void AddConsole(this WebApplicationBuilder builder) => builder.Services.AddRazorComponents().AddInteractiveServerComponents();

    /// <summary>Maps pages, assets and downloads.</summary>
    public static void MapConsole(this WebApplication app) => app.MapStaticAssets();
}
