using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Web.Hosting;

/// <summary>Counts the console's connected sessions.</summary>
internal sealed class CircuitCount(Telemetry telemetry) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Change(1);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Change(-1);

    private Task Change(int by)
    {
        telemetry.Circuits(by);
        return Task.CompletedTask;
    }
}

/// <summary>Figures that are read from the database when somebody collects.</summary>
internal sealed class Gauges(Telemetry telemetry, SignalWriter writer, IDbContextFactory<FlywheelDbContext> contexts, TimeProvider clock)
{
    private const string Curator = "curator";

    /// <summary>Begins to answer collectors.</summary>
    internal void Start()
    {
        telemetry.ObserveQueue(() => writer.QueueDepth);
        telemetry.ObserveCurationLag(LagSeconds);
        telemetry.ObserveExpiredLeases(ExpiredLeases);
    }

    internal double LagSeconds()
    {
        using var db = contexts.CreateDbContext();
        var position = db.FeedCursors.Where(c => c.Reader == Curator).Select(c => c.Position).FirstOrDefault();
        var oldest = db.Signals.Where(s => s.Id > position).OrderBy(s => s.Id).Select(s => (DateTime?)s.ReceivedAt).FirstOrDefault();
        return oldest is null ? 0 : Math.Max(0, (clock.Now() - oldest.Value).TotalSeconds);
    }

    internal int ExpiredLeases()
    {
        var now = clock.Now();
        using var db = contexts.CreateDbContext();
        return db.Candidates.Count(c => c.LeaseHolderId != null && c.LeaseUntil < now);
    }
}

/// <summary>Counts posts of signals that were refused, by the status of the answer.</summary>
internal static class RefusalCounter
{
    internal static void UseRefusalCounter(this WebApplication app) => app.UseWhen(
        http => http.Request.Path.StartsWithSegments("/v1/feedback"),
        feedback => feedback.Use(async (http, next) =>
        {
            await next(http);
            if (Cause(http.Response.StatusCode) is { } cause) http.RequestServices.GetRequiredService<Telemetry>().Rejected(cause);
        }));

    /// <summary>A conflict is counted where it is found, by signals.</summary>
    private static string? Cause(int status) => status switch
    {
        400 => "invalid",
        401 or 403 => "not_allowed",
        413 => "too_large",
        415 => "content_type",
        429 => "rate_limit",
        503 => "unavailable",
        500 => "fault",
        _ => null,
    };
}
