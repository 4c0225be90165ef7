using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>Gives back to the queue what a member holds of applications that the member no longer sees.</summary>
public sealed class LeaseRelease : IAccessChange
{
    /// <inheritdoc/>
    public async Task ApplyAsync(FlywheelDbContext db, string memberId, ApplicationAccess access, CancellationToken cancellationToken)
    {
        if (access.IsAll) return;
        var ids = access.Ids.ToList();
        await db.Candidates.Where(c => c.LeaseHolderId == memberId && !ids.Contains(c.ApplicationId)).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.LeaseHolderId, (string?)null).SetProperty(c => c.LeaseUntil, (DateTime?)null), cancellationToken);
    }
}
