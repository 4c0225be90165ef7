using Flywheel.Core;
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
internal sealed class Gauges(Telemetry telemetry, Database database, TimeProvider clock)
{
    private const string Curator = "curator";

    /// <summary>Begins to answer collectors.</summary>
    internal void Start() => telemetry.ObserveCurationLag(LagSeconds);

    internal double LagSeconds()
    {
        using var db = database.Read();
        var position = db.FeedCursors.Where(c => c.Reader == Curator).Select(c => c.Position).FirstOrDefault();
        var oldest = db.Signals.Where(s => s.Id > position).OrderBy(s => s.Id).Select(s => (DateTime?)s.ReceivedAt).FirstOrDefault();
        return oldest is null ? 0 : Math.Max(0, (clock.Now() - oldest.Value).TotalSeconds);
    }
}
