using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>
/// How much wider intervals are because the same people come again. It is measured within whole scopes of an application (a UTC
/// day for hours and days, a UTC month for weeks and months, a revolution) and holds for every line that is drawn of them. A range
/// of several days has the effect of its months, by its part of a month.
/// </summary>
internal sealed class ClusterEffects
{
    private readonly Dictionary<(int ApplicationId, string Scope), ClusterSums> _sums;

    private ClusterEffects(Dictionary<(int, string), ClusterSums> sums) => _sums = sums;

    /// <summary>Reads the scopes of some applications, of all verdicts and of the outcomes alone.</summary>
    public static async Task<ClusterEffects> ReadAsync(
        FlywheelDbContext db, int generation, ApplicationAccess access, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var both = scopes.Concat(scopes.Select(CountScopes.Outcomes)).ToList();
        var counts = await db.ClusterCounts.AsNoTracking()
            .Where(t => t.Generation == generation && both.Contains(t.Scope)).Within(access, t => t.ApplicationId).ToListAsync(cancellationToken);
        return new(counts.ToDictionary(
            t => (t.ApplicationId, t.Scope), t => new ClusterSums(t.Clusters, t.Trials, t.Successes, t.TrialsSquared, t.TrialsTimesSuccesses, t.SuccessesSquared)));
    }

    /// <summary>The design effect within scopes taken together; of one application, or of all that were read.</summary>
    public double Of(IEnumerable<string> scopes, int? applicationId = null)
    {
        var wanted = scopes.ToHashSet();
        return ClusterRobust.DesignEffect(_sums
            .Where(s => wanted.Contains(s.Key.Scope) && (applicationId is null || s.Key.ApplicationId == applicationId))
            .Aggregate(default(ClusterSums), (sum, s) => sum + s.Value));
    }

    /// <summary>The design effect of the reported outcomes within scopes taken together.</summary>
    public double OfOutcomes(IEnumerable<string> scopes, int? applicationId = null) => Of(scopes.Select(CountScopes.Outcomes), applicationId);
}
