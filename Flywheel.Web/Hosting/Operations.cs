using Flywheel.Core.Data;

namespace Flywheel.Web.Hosting;

/// <summary>Start-up, health and telemetry.</summary>
public static class Operations
{
    /// <summary>Adds health checks and telemetry.</summary>
    public static void AddOperations(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks();

    /// <summary>Brings the database up before the first request.</summary>
    public static async Task BringUpAsync(this WebApplication app) =>
        await app.Services.GetRequiredService<DatabaseStartup>().RunAsync(app.Lifetime.ApplicationStopping);

    /// <summary>Maps the health routes.</summary>
    public static void MapOperations(this WebApplication app) => app.MapHealthChecks("/health/live");
}
