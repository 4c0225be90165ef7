using Flywheel.Web.Api.Http;
using Flywheel.Web.Components.Account;
using Flywheel.Web.Components.Audit;
using Flywheel.Web.Components.Curate.Datasets;
using Flywheel.Web.Components.Curate.Review;
using Flywheel.Web.Components.Curate.Review.Session;
using Flywheel.Web.Components.Layout;
using Flywheel.Web.Components.Measure.Trends;
using Flywheel.Web.Hosting;
using Flywheel.Web.Shell;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http.HttpResults;
using MudBlazor;
using MudBlazor.Services;

namespace Flywheel.Web.Components;

/// <summary>The Blazor console.</summary>
public static class ConsoleRoutes
{
    /// <summary>Adds components and what they need.</summary>
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        // Outside Development too, so that the packages' assets are found without publishing first.
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            // A browser that lays out a megabyte says nothing for half a minute on a slow machine; that is no lost connection.
            .AddHubOptions(hub => hub.ClientTimeoutInterval = TimeSpan.FromSeconds(90));
        builder.Services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.PreventDuplicates = false;
            options.SnackbarConfiguration.VisibleStateDuration = 8000;
            options.SnackbarConfiguration.RequireInteraction = false;
            options.SnackbarConfiguration.ShowTransitionDuration = options.SnackbarConfiguration.HideTransitionDuration = 100;
        });
        builder.Services.AddScoped<Shortcuts>();
        builder.Services.AddSingleton<ReviewServices>();
        builder.Services.AddSingleton<IPaletteSource, PagePalette>();
        builder.Services.AddSingleton<IPaletteSource, CuratePalette>();
        builder.Services.AddSingleton<INavCounts, QueueNavCounts>();
        builder.Services.AddSingleton<INavCounts, PolicyNavCounts>();
    }

    /// <summary>Adds the middleware that has to see every request first.</summary>
    public static void UseConsole(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseWhen(IsPage, pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => ShowAsync(context, Problems.StatusOfFault(context)) });
            pages.UseStatusCodePages(status => ShowAsync(status.HttpContext, status.HttpContext.Response.StatusCode));
        });
        // What scripts of our pages ask for gets the same answers as a program.
        app.UseWhen(IsScript, scripts => scripts.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Problems.WriteFaultAsync }));
    }

    /// <summary>Maps pages, assets and downloads.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapAccount();
        app.MapDatasetDownloads();
        app.MapDrafts();
        app.MapTrendDownloads();
        app.MapAuditDownloads();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .RequireAuthorization();
    }

    /// <summary>Does somebody with a browser ask? Programs get their faults in the form of the API.</summary>
    private static bool IsPage(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/v1") && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static bool IsScript(HttpContext context) => !context.Request.Path.StartsWithSegments("/v1") && !IsPage(context);

    private static Task ShowAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = Problems.RetryAfterFault.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new RazorComponentResult<StatusPage>(new { Status = status }).ExecuteAsync(context);
    }
}
