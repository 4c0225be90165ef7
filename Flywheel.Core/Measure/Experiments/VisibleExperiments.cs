using Flywheel.Core.Access;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>Limits experiments to what somebody may see.</summary>
public static class VisibleExperiments
{
    /// <summary>The experiments of those applications; one of all applications only for whoever sees all.</summary>
    public static IQueryable<Experiment> VisibleTo(this IQueryable<Experiment> experiments, Actor actor) =>
        actor.Applications.IsAll ? experiments : experiments.Where(e => e.ApplicationId != null).Within(actor.Applications, e => e.ApplicationId!.Value);
}
