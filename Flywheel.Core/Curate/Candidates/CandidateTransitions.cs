using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>Transitions of <see cref="TrainingCandidate"/> that are one statement of the database.</summary>
internal static class CandidateTransitions
{
    /// <summary>
    /// <see cref="TrainingCandidate.Release"/> for those of a query that are held at this moment; returns how many were.
    /// </summary>
    public static Task<int> ReleaseHeldAsync(this IQueryable<TrainingCandidate> candidates, DateTime now, CancellationToken cancellationToken) =>
        candidates.Where(c => c.State == CandidateState.Held).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, CandidateState.Pending).SetProperty(c => c.Version, c => c.Version + 1)
                .SetProperty(c => c.UpdatedAt, now).SetProperty(c => c.ReleasedAt, now),
            cancellationToken);
}
