using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Core.Operations.Erasure;
using Flywheel.Web.Api.Http.Description;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Flywheel.Web.Hosting;

/// <summary>Start-up, health and telemetry.</summary>
public static partial class Operations
{
    /// <summary>Health checks with this tag decide whether the process is ready; a feature adds its own.</summary>
    public const string Ready = "ready";

    /// <summary>Well under the 30 seconds that a service manager waits before it kills.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    /// <summary>Adds health checks, telemetry and what runs beside the requests.</summary>
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", tags: [Ready], timeout: TimeSpan.FromSeconds(3))
            .AddCheck<WriterHealth>("writer", tags: [Ready]);
        builder.Services.AddHostedService<DemoStart>();
        builder.Services.AddHostedService<AuditHeadWriter>();
        builder.Services.AddSingleton<Gauges>();
        builder.Services.AddSingleton<CircuitHandler, CircuitCount>();
        builder.AddTelemetry();
        builder.AddApiDescription();
    }

    /// <summary>Brings the database up before the first request, and keeps a restore away for as long as the process lives.</summary>
    public static async Task BringUpAsync(this WebApplication app)
    {
        var location = app.Services.GetRequiredService<DatabaseLocation>();
        var presence = ServerLock.Share(location) ?? throw new IOException($"A restore is going on in {location.DataDirectory}.");
        app.Lifetime.ApplicationStopped.Register(presence.Dispose);
        if (app.Services.GetRequiredService<Restore>().RemoveLeftovers()) RestoreWasStopped(app.Logger);
        DataLiesIn(app.Logger, location.DataDirectory, location.Provider);
        foreach (var key in Settings.UnknownKeys(app.Configuration)) NobodyReads(app.Logger, key);
        await app.Services.GetRequiredService<DatabaseStartup>().RunAsync(app.Lifetime.ApplicationStopping);
        await app.Services.GetRequiredService<SignalTypes>().CurrentAsync(app.Lifetime.ApplicationStopping);
        await app.Services.GetRequiredService<DatasetFreezer>().RemoveHalfMadeAsync(app.Lifetime.ApplicationStopping);
        // Before the first request: a database that is a backup from before an erasure is never served as it is.
        await app.Services.GetRequiredService<ErasureReplay>().RunAsync(app.Lifetime.ApplicationStopping);
        await DemoStart.CheckAsync(app);
        app.Services.GetRequiredService<Gauges>().Start();
    }

    /// <summary>Maps the health routes, the API's description and the page to read it on.</summary>
    public static void MapOperations(this WebApplication app)
    {
        // Alive is a question about the process alone: no check, no database.
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
        app.MapApiDescription();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Data directory: {Directory} ({Provider})")]
    private static partial void DataLiesIn(ILogger logger, string directory, DatabaseProvider provider);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A restore was stopped before its end; what it left beside the data is removed")]
    private static partial void RestoreWasStopped(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The setting {Key} is not known and has no effect")]
    private static partial void NobodyReads(ILogger logger, string key);
}
