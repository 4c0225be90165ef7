using System.Text.Json;
using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.RollUps;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>An experiment as it is shown; nothing of it is tracked.</summary>
/// <param name="Application">The application's name; null for all.</param>
/// <param name="Arms">The first is the control.</param>
/// <param name="Baseline">The level that was planned with; see <see cref="ExperimentRequest"/>.</param>
/// <param name="Version">Goes up with every change; what is changed must be the version that was read.</param>
public sealed record ExperimentDetails(
    int Id, string Key, int? ApplicationId, string? Application, string Hypothesis, ExperimentUnit Unit, ExperimentMetric Metric, bool HigherIsBetter,
    IReadOnlyList<ExperimentMetric> Guardrails, double SmallestEffect, IReadOnlyList<ArmShare> Arms, ExperimentState State, DateTime CreatedAt,
    string CreatedBy, DateTime? StartedAt, DateTime? StoppedAt, ExperimentRuling? Ruling, string? SampleRatioSeenBy, DateTime? SampleRatioSeenAt, int Version, double? Baseline = null)
{
    /// <summary>The arm that the others are compared with.</summary>
    public string Control => Arms[0].Name;

    internal static ExperimentDetails Of(Experiment e, string? application, SignalCatalogue types) => new(
        e.Id, e.Key, e.ApplicationId, application, e.Hypothesis, e.Unit, MetricOf(e.PrimaryMetric, types), e.HigherIsBetter,
        [.. (JsonSerializer.Deserialize<string[]>(e.Guardrails) ?? []).Select(name => MetricOf(name, types))], e.SmallestEffect,
        [.. e.Arms.OrderBy(a => a.Position).Select(a => new ArmShare(a.Name, a.Share))], e.State, e.CreatedAt, e.CreatedBy, e.StartedAt, e.StoppedAt,
        e.Decision is { } decision ? new(decision, e.DecidedArm, e.DecidedBy ?? "", e.DecidedAt ?? default, e.Reason ?? "") : null,
        e.SampleRatioSeenBy, e.SampleRatioSeenAt, e.Version, e.Baseline);

    /// <summary>A type that another node has just added is not known here for a moment; its name is enough until then.</summary>
    private static ExperimentMetric MetricOf(string name, SignalCatalogue types) =>
        ExperimentMetric.Parse(name, types) ?? new(MetricKind.Signal, name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..]);
}

/// <summary>What was decided of an experiment, by whom and why.</summary>
/// <param name="Arm">The arm that goes to everybody: the shipped one, or the control.</param>
public sealed record ExperimentRuling(ExperimentDecision Decision, string? Arm, string By, DateTime At, string Reason);

/// <summary>The answer to an action on an experiment.</summary>
public abstract record ExperimentOutcome
{
    /// <summary>It is done; this is how it stands now.</summary>
    public sealed record Done(ExperimentDetails Experiment) : ExperimentOutcome;

    /// <summary>Something of the request breaks a rule; by field, in wire names.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : ExperimentOutcome;

    /// <summary>A person who is neither manager nor admin.</summary>
    public sealed record NotAllowed : ExperimentOutcome, IRefusal;

    /// <summary>There is none of that key.</summary>
    public sealed record Missing : ExperimentOutcome, IRefusal;

    /// <summary>What came in is not measured yet: a decision would rest on a part of it. Nothing was changed.</summary>
    public sealed record NotMeasured(Freshness Measured) : ExperimentOutcome;

    /// <summary>Its state does not allow that, or somebody changed it since it was read.</summary>
    /// <param name="Message">One sentence.</param>
    public sealed record Conflict(ExperimentState State, int Version, string Message) : ExperimentOutcome, IRefusal;

    /// <summary>One invalid field.</summary>
    internal static Invalid Broken(string field, string message) => new(new Dictionary<string, string[]> { [field] = [message] });
}

/// <summary>The answer to an assignment.</summary>
public abstract record AssignmentOutcome
{
    /// <summary>The unit belongs to this arm.</summary>
    public sealed record Assigned(string Arm) : AssignmentOutcome;

    /// <summary>It has not been started.</summary>
    public sealed record NotStarted : AssignmentOutcome;

    /// <summary>There is none of that key for this application.</summary>
    public sealed record Missing : AssignmentOutcome;
}
