using System.Globalization;
using Flywheel.Core;
using Flywheel.Core.Audit;
using Flywheel.Core.Spreadsheets;
using Flywheel.Web.Identity;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Web.Components.Audit;

/// <summary>The audit as comma-separated values, for admins. No text is run as a formula by a spreadsheet.</summary>
internal static class AuditDownloads
{
    private static readonly string[] Header = ["id", "at", "who", "action", "subject", "before", "after", "from"];

    internal static void MapAuditDownloads(this IEndpointRouteBuilder routes)
    {
        var downloads = routes.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Admin)).ExcludeFromDescription();
        downloads.MapGet(Links.AuditCsvRoute, Download);
    }

    private static IResult Download(HttpContext http, AuditTrail trail)
    {
        if (http.User.ToActor(http.Connection.RemoteIpAddress?.ToString()) is not { } actor) return Results.Forbid();
        var asked = Links.ReadAudit(http.Request.Path + http.Request.QueryString);
        if (asked.Unknown.FirstOrDefault(u => u.Expected is not null) is { } unknown) return Results.BadRequest($"{unknown.Name} must be {unknown.Expected}.");
        return Results.Stream(output => WriteAsync(trail.ReadAllAsync(actor, asked.Filter, http.RequestAborted), output, http.RequestAborted), "text/csv; charset=utf-8", "audit.csv");
    }

    internal static async Task WriteAsync(IAsyncEnumerable<AuditLine> entries, Stream output, CancellationToken cancel)
    {
        await using var csv = new SpreadsheetWriter(output);
        csv.Texts(Header);
        await csv.EndRowAsync(cancel);
        await foreach (var entry in entries.WithCancellation(cancel))
        {
            csv.Number(entry.Id);
            csv.Text(entry.At.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            csv.Texts([entry.ActorName, entry.Action, entry.Subject, entry.Before, entry.After, entry.From]);
            await csv.EndRowAsync(cancel);
        }
    }
}
