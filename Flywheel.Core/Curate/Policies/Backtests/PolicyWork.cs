using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies.Backtests;

/// <summary>Judging anew by a policy that came into force.</summary>
internal sealed class RescoringWork : IBackgroundWork
{
    public string Name => "Judging anew";

    public async Task<WorkProgress?> ReadAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var job = await db.Rescorings.AsNoTracking().Where(r => r.FinishedAt == null).OrderByDescending(r => r.PolicyVersion).FirstOrDefaultAsync(cancellationToken);
        return job is null ? null : new(
            $"Policy {job.PolicyVersion} is applied to what nobody has decided; {job.Changed} of {job.Done} changed so far.",
            job.Total > 0 ? Math.Min(1, (double)job.Done / job.Total) : 1, job.StartedAt);
    }
}

/// <summary>Backtests that wait or run in this process.</summary>
internal sealed class BacktestWork(Backtests backtests) : IBackgroundWork
{
    public string Name => "Backtests";

    public Task<WorkProgress?> ReadAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var going = backtests.Going;
        return Task.FromResult(going.Count == 0 ? null : new WorkProgress(
            $"{going.Count(r => r.State == BacktestState.Running)} run, {going.Count(r => r.State == BacktestState.Waiting)} wait.",
            going.FirstOrDefault(r => r.State == BacktestState.Running) is { Progress: { Total: > 0 } at } ? Math.Min(1, (double)at.Done / at.Total) : null, null));
    }
}
