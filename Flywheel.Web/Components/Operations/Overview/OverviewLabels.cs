using Flywheel.Core;
using Flywheel.Core.Operations;
using Flywheel.Web.Components.Measure;
using Flywheel.Web.Shell.Links;

namespace Flywheel.Web.Components.Operations.Overview;

/// <summary>What the overview says to people, and where it leads them.</summary>
public static class OverviewLabels
{
    public static string Of(OverviewTask task) => task.Kind switch
    {
        OverviewTaskKind.Review => $"{NumberText.Count(task.Count, "item")} to review",
        OverviewTaskKind.SecondOpinion => $"{NumberText.Count(task.Count, "item")} for your second judgement",
        OverviewTaskKind.Held => $"{NumberText.Count(task.Count, "item")} held back by a finding, to be released or rejected",
        OverviewTaskKind.Decide => $"{NumberText.Count(task.Count, "stopped experiment")} without a decision",
        OverviewTaskKind.ApproveDraft => $"{NumberText.Count(task.Count, "draft")} of the curation policy for your approval",
        _ => "No application can send anything yet: make a key",
    };

    public static string Of(OverviewEvent happening) => happening.Kind switch
    {
        OverviewEventKind.DatasetFrozen => $"{happening.Subject} was frozen",
        OverviewEventKind.RevolutionStarted => $"{happening.Subject} began",
        OverviewEventKind.ExperimentStarted => $"Experiment {happening.Subject} was started",
        _ => $"Experiment {happening.Subject} was decided",
    };

    /// <summary>Where the task is done; null where there is no page for it.</summary>
    public static string? HrefOf(OverviewTaskKind task) => task switch
    {
        OverviewTaskKind.Review or OverviewTaskKind.SecondOpinion => Links.Review,
        OverviewTaskKind.Held => Links.CandidatesAt(new() { States = [Flywheel.Core.Curate.Candidates.CandidateState.Held] }),
        OverviewTaskKind.Decide => Links.Experiments,
        OverviewTaskKind.ApproveDraft => Links.Policy,
        OverviewTaskKind.MakeKey => Links.Applications,
        _ => null,
    };

    /// <summary>The page of what happened; null where there is none.</summary>
    public static string? HrefOf(OverviewEvent happening) => happening.Kind switch
    {
        OverviewEventKind.DatasetFrozen when happening.Key.Split('/') is [var application, var name, var version]
            && int.TryParse(application, out var id) && int.TryParse(version, out var number) => Links.DatasetVersion(id, name, number),
        OverviewEventKind.RevolutionStarted => Links.Revolutions,
        OverviewEventKind.ExperimentStarted or OverviewEventKind.ExperimentDecided => Links.Experiment(happening.Key),
        _ => null,
    };
}
