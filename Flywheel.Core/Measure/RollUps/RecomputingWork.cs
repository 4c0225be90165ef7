using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.RollUps;

/// <summary>A pass over all records under a newer definition or ledger.</summary>
internal sealed class RecomputingWork : IBackgroundWork
{
    public string Name => "Recomputing success";

    public async Task<WorkProgress?> ReadAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        if (await Generations.BuildingAsync(db, cancellationToken) is not { } pass) return null;
        var at = await MeasurePositions.ReadAsync(db, pass.Id, cancellationToken);
        var done = (double)at.Signals + at.Exposures + at.Outcomes;
        var all = (double)await LastAsync(db.Signals.Select(s => s.Id), cancellationToken)
            + await LastAsync(db.Exposures.Select(e => e.Id), cancellationToken) + await LastAsync(db.Outcomes.Select(o => o.Id), cancellationToken);
        return new($"All history is measured by success definition {pass.DefinitionVersion}; the charts change over when it is done.", all > 0 ? Math.Min(1, done / all) : 1, pass.StartedAt);
    }

    private static Task<long> LastAsync(IQueryable<long> ids, CancellationToken cancellationToken) =>
        ids.OrderByDescending(id => id).FirstOrDefaultAsync(cancellationToken);
}
