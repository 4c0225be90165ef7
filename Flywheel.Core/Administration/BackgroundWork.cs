using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Administration;

/// <summary>How far a piece of work in the background has come.</summary>
/// <param name="What">What it is doing, as a sentence.</param>
/// <param name="Share">How much of it is done, 0 to 1; null where that is not known.</param>
/// <param name="Since">When it began; UTC.</param>
public sealed record WorkProgress(string What, double? Share, DateTime? Since);

/// <summary>Work in the background that the system page shows; whatever is registered under this is shown.</summary>
public interface IBackgroundWork
{
    /// <summary>Its name, such as <c>Measuring</c>.</summary>
    string Name { get; }

    /// <summary>Its progress; null where there is nothing to do.</summary>
    Task<WorkProgress?> ReadAsync(FlywheelDbContext db, CancellationToken cancellationToken);
}

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

/// <summary>Erasures that are confirmed and not done.</summary>
internal sealed class ErasingWork : IBackgroundWork
{
    public string Name => "Erasing";

    public async Task<WorkProgress?> ReadAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var jobs = await db.Erasures.AsNoTracking().Where(j => j.CompletedAt == null).OrderBy(j => j.RequestedAt)
            .Select(j => new { j.RequestedAt, j.Signals, j.Candidates }).ToListAsync(cancellationToken);
        if (jobs.Count == 0) return null;
        var waiting = jobs.Count == 1 ? "One erasure goes on" : $"{jobs.Count} erasures wait or go on";
        return new($"{waiting}; {jobs.Sum(j => j.Signals)} signals and {jobs.Sum(j => j.Candidates)} candidates are gone so far.", null, jobs[0].RequestedAt);
    }
}
