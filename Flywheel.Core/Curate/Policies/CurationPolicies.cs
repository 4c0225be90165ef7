using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies;

/// <summary>A policy and the number it is stored under.</summary>
public sealed record NumberedPolicy(int Number, CurationPolicy Policy);

/// <summary>The curation policy in force.</summary>
public static class CurationPolicies
{
    /// <summary>The version with the highest number. The start-up put version 1 there.</summary>
    public static async Task<NumberedPolicy> InForceAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var version = await db.CurationPolicies.AsNoTracking().OrderByDescending(p => p.Number).FirstAsync(cancellationToken);
        return new(version.Number, version.Read());
    }
}
