using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>Which measurement is shown.</summary>
internal static class ShownGeneration
{
    /// <summary>The id of the newest generation that is shown; 0 where nothing was measured yet.</summary>
    public static Task<int> FindAsync(FlywheelDbContext db, CancellationToken cancellationToken) =>
        db.MeasureGenerations.Where(g => g.ShownAt != null && g.RetiredAt == null).OrderByDescending(g => g.Id).Select(g => g.Id)
            .FirstOrDefaultAsync(cancellationToken);
}
