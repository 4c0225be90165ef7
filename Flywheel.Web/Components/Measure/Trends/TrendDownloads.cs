using System.Globalization;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Web.Identity;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Web.Components.Measure.Trends;

/// <summary>The numbers of a trend as a file, for managers and admins.</summary>
internal static class TrendDownloads
{
    internal static void MapTrendDownloads(this IEndpointRouteBuilder routes)
    {
        var downloads = routes.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Manager, Roles.Admin)).ExcludeFromDescription();
        downloads.MapGet(Links.TrendsCsvRoute, DownloadAsync);
    }

    private static async Task<IResult> DownloadAsync(
        HttpContext http, string? zone, Core.Measure.Trends.Trends trends, Applications applications, SignalTypes types, TimeProvider clock)
    {
        var cancel = http.RequestAborted;
        if (http.User.ToActor() is not { } actor) return Results.Forbid();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone ?? "UTC", out var place)) return Results.BadRequest("zone is not the name of a time zone.");
        var (address, known) = (http.Request.Path + http.Request.QueryString, await types.CurrentAsync(cancel));
        if (Links.UnknownInTrends(address, known, "zone").FirstOrDefault(u => u.Expected is not null) is { } unknown) return Results.BadRequest($"{unknown.Name} must be {unknown.Expected}.");
        var view = Links.ReadTrends(address, known);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.Now(), place));
        if ((view.RangeError(today) ?? view.StepError(today)) is { } error) return Results.BadRequest(error);
        if (view.ToQuery(today, place, await applications.ListAsync(actor, cancel)) is not { } query) return Results.NotFound();
        var trend = await trends.ReadAsync(actor, query, cancel);
        return Results.Stream(
            output => TrendCsv.WriteAsync(trend, TrendMetric.Of(view.Metric), output, cancel), "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"trend-{query.From:yyyy-MM-dd}-{query.To:yyyy-MM-dd}.csv"));
    }
}
