using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

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
