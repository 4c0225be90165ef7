using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Flywheel.Web.Hosting;

/// <summary>Does the database answer, and is it at this version?</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    private volatile bool _migrated;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        if (!_migrated && (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return HealthCheckResult.Unhealthy("The database is not migrated.");
        _migrated = true;
        await db.CurationPolicies.AnyAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>Can signals be stored?</summary>
internal sealed class WriterHealth(SignalWriter writer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(writer.Healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The last commit failed."));
}
