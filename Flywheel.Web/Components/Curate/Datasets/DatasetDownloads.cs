using Flywheel.Core;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Web.Api.Http;
using Flywheel.Web.Identity;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Web.Components.Curate.Datasets;

/// <summary>Files of datasets for the browser: streamed past the circuit, for managers and admins.</summary>
internal static class DatasetDownloads
{
    internal static void MapDatasetDownloads(this IEndpointRouteBuilder routes)
    {
        var downloads = routes.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Manager, Roles.Admin)).ExcludeFromDescription();
        downloads.MapGet(Links.DownloadRoute, DownloadAsync);
        downloads.MapGet(Links.ManifestRoute, ManifestAsync);
    }

    private static async Task<IResult> DownloadAsync(
        HttpContext http, int application, string name, int number, string? format, string? split, string? rows, DatasetLibrary library)
    {
        if (ActorOf(http) is not { } actor) return Results.Forbid();
        return await library.ExportAsync(actor, application, name, number, format, split, rows, http.RequestAborted) switch
        {
            ExportOutcome.Ready file => new DatasetFileResult(file),
            ExportOutcome.Invalid broken => Results.BadRequest($"{broken.Field} {broken.Message}"),
            ExportOutcome.Withheld => Results.StatusCode(StatusCodes.Status410Gone),
            ExportOutcome.NotAllowed => Results.Forbid(),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult> ManifestAsync(HttpContext http, int application, string name, int number, DatasetLibrary library)
    {
        if (ActorOf(http) is not { } actor) return Results.Forbid();
        if (await library.FindAsync(actor, application, name, number, http.RequestAborted) is not { } version) return Results.NotFound();
        if (version.Withheld) return Results.StatusCode(StatusCodes.Status410Gone);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}-v{number}.manifest.json\"";
        return Results.Text(version.Manifest.ToJson(), "application/json");
    }

    private static Actor? ActorOf(HttpContext http) => http.User.ToActor(http.Connection.RemoteIpAddress?.ToString());
}
