using Flywheel.Core.Access;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>Limits candidates to what somebody may see.</summary>
public static class VisibleCandidates
{
    /// <summary>The candidates of the applications that the actor may see.</summary>
    public static IQueryable<TrainingCandidate> VisibleTo(this IQueryable<TrainingCandidate> candidates, Actor actor) =>
        candidates.Within(actor.Applications, c => c.ApplicationId);
}
