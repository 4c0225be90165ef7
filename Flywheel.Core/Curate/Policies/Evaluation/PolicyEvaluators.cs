using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>The evaluator of the policy in force, compiled once a version and whenever a signal type is defined.</summary>
public sealed class PolicyEvaluators(SignalTypes types)
{
    private PolicyEvaluator? _last;

    /// <summary>The version with the highest number, as the database has it now.</summary>
    public async Task<PolicyEvaluator> InForceAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var number = await db.CurationPolicies.MaxAsync(p => p.Number, cancellationToken);
        var catalogue = await types.CurrentAsync(cancellationToken);
        if (Volatile.Read(ref _last) is { } known && known.Number == number && known.Types == catalogue) return known;
        var evaluator = new PolicyEvaluator(await CurationPolicies.InForceAsync(db, cancellationToken), catalogue);
        Volatile.Write(ref _last, evaluator);
        return evaluator;
    }
}
