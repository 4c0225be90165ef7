using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>Tells beforehand what a version would take.</summary>
public sealed class DatasetPreviews(Database database)
{
    /// <summary>
    /// How many approved candidates the request takes now. The version may hold fewer: duplicates and what stands between two
    /// sides of the split are left out. Null where the request is not valid, or where the actor may not freeze, or does not see the application.
    /// </summary>
    public async Task<int?> CountAsync(Actor actor, int applicationId, DatasetRequest request, CancellationToken cancellationToken)
    {
        if (!actor.MayManage || !actor.Applications.Covers(applicationId) || request.Validate().Plan is not { } plan) return null;
        await using var db = await database.ReadAsync(cancellationToken);
        return await DatasetQueries.Filtered(db, applicationId, plan.Filter).CountAsync(c => c.State == CandidateState.Approved, cancellationToken);
    }
}
