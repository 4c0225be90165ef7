using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>What is decided of an experiment.</summary>
/// <param name="Decision"><c>ship</c> or <c>keep</c>.</param>
/// <param name="Arm">The arm to ship; may be absent where there is only one beside the control. Without meaning for <c>keep</c>.</param>
/// <param name="Reason">1-2,000 characters.</param>
public sealed record DecideRequest(string? Decision = null, string? Arm = null, string? Reason = null, int? Version = null);

public sealed partial class Experiments
{
    private const int MaxReason = 2_000;

    /// <summary>Draft to running: from now on units are assigned, and interactions count.</summary>
    /// <param name="version">The version that was read; null for whichever there is.</param>
    public Task<ExperimentOutcome> StartAsync(Actor actor, string key, int? version, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "experiment.start", "experiment", () => DoStartAsync(actor, key, version, cancellationToken), cancellationToken);

    private Task<ExperimentOutcome> DoStartAsync(Actor actor, string key, int? version, CancellationToken cancellationToken) =>
        ChangeAsync(actor, key, version, [ExperimentState.Draft], "experiment.start", row =>
        {
            (row.State, row.StartedAt) = (ExperimentState.Running, clock.Now());
            return new { row.Key, row.State };
        }, cancellationToken);

    /// <summary>
    /// Running to stopped: what happens later does not count. It is stopped at once; then what came in before is measured, at most for
    /// <see cref="Measurer.LongestWait"/>, and the analysis says where that was not enough.
    /// </summary>
    /// <param name="version">The version that was read; null for whichever there is.</param>
    public Task<ExperimentOutcome> StopAsync(Actor actor, string key, int? version, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "experiment.stop", "experiment", () => DoStopAsync(actor, key, version, cancellationToken), cancellationToken);

    private async Task<ExperimentOutcome> DoStopAsync(Actor actor, string key, int? version, CancellationToken cancellationToken)
    {
        var outcome = await ChangeAsync(actor, key, version, [ExperimentState.Running], "experiment.stop", row =>
        {
            (row.State, row.StoppedAt) = (ExperimentState.Stopped, clock.Now());
            return new { row.Key, row.State };
        }, cancellationToken);
        if (outcome is ExperimentOutcome.Done) await measurer.CatchUpToNowAsync(cancellationToken);
        return outcome;
    }

    /// <summary>
    /// Decides a running or stopped experiment; a running one is stopped by it. What came in before is measured first, and where that takes longer
    /// than <see cref="Measurer.LongestWait"/> nothing is decided. Nothing is shipped while an alarm about the arms' shares hides the result.
    /// </summary>
    public Task<ExperimentOutcome> DecideAsync(Actor actor, string key, DecideRequest request, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "experiment.decide", "experiment", () => DoDecideAsync(actor, key, request, cancellationToken), cancellationToken);

    private async Task<ExperimentOutcome> DoDecideAsync(Actor actor, string key, DecideRequest request, CancellationToken cancellationToken)
    {
        if (!actor.MayManage) return new ExperimentOutcome.NotAllowed();
        if (await FindAsync(actor, key, cancellationToken) is not { } experiment) return new ExperimentOutcome.Missing();
        var (decision, arm, errors) = Read(request, experiment);
        if (errors.Count > 0) return new ExperimentOutcome.Invalid(errors.GroupBy(e => e.Field, e => e.Error).ToDictionary(g => g.Key, g => g.ToArray()));
        if (!await measurer.CatchUpToNowAsync(cancellationToken)) return new ExperimentOutcome.NotMeasured(await lags.ReadAsync(actor, experiment.ApplicationId, cancellationToken));
        // Never one that is kept: what came in since may have raised the alarm.
        var analysis = await analyses.AnalyseForDecisionAsync(actor, experiment, cancellationToken);
        if (decision == ExperimentDecision.Ship && analysis?.Hidden == true)
            return new ExperimentOutcome.Conflict(experiment.State, experiment.Version, "The arms did not get the shares that were planned: look into it and acknowledge it first.");
        return await ChangeAsync(actor, key, request.Version, [ExperimentState.Running, ExperimentState.Stopped], "experiment.decide", row =>
        {
            (row.State, row.DecidedAt, row.DecidedBy) = (ExperimentState.Decided, clock.Now(), actor.Name);
            row.StoppedAt ??= row.DecidedAt;
            (row.Decision, row.DecidedArm, row.Reason) = (decision, arm, request.Reason!.Trim());
            return new { row.Key, row.State, row.Decision, row.DecidedArm, row.Reason };
        }, cancellationToken);
    }

    /// <summary>Somebody looked into an alarm about the arms' shares: from now on the result is shown, with that said.</summary>
    /// <param name="version">The version that was read; null for whichever there is.</param>
    public Task<ExperimentOutcome> AcknowledgeAsync(Actor actor, string key, int? version, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "experiment.acknowledge", "experiment", () => DoAcknowledgeAsync(actor, key, version, cancellationToken), cancellationToken);

    private async Task<ExperimentOutcome> DoAcknowledgeAsync(Actor actor, string key, int? version, CancellationToken cancellationToken)
    {
        if (!actor.MayManage) return new ExperimentOutcome.NotAllowed();
        if (await FindAsync(actor, key, cancellationToken) is not { } experiment) return new ExperimentOutcome.Missing();
        if (!await IsHiddenAsync(actor, experiment, cancellationToken))
            return new ExperimentOutcome.Conflict(experiment.State, experiment.Version, "There is no alarm to acknowledge.");
        return await ChangeAsync(actor, key, version, [ExperimentState.Running, ExperimentState.Stopped, ExperimentState.Decided], "experiment.acknowledge", row =>
        {
            (row.SampleRatioSeenBy, row.SampleRatioSeenAt) = (actor.Name, clock.Now());
            return new { row.Key, row.SampleRatioSeenBy };
        }, cancellationToken);
    }

    private async Task<bool> IsHiddenAsync(Actor actor, ExperimentDetails experiment, CancellationToken cancellationToken) =>
        (await analyses.AnalyseAsync(actor, experiment, cancellationToken))?.Hidden == true;

    private Task<ExperimentOutcome> ChangeAsync(
        Actor actor, string key, int? version, ExperimentState[] from, string action, Func<Experiment, object> change, CancellationToken cancellationToken) =>
        !actor.MayManage ? Task.FromResult<ExperimentOutcome>(new ExperimentOutcome.NotAllowed()) : RunAsync(async db =>
        {
            var row = await db.Experiments.VisibleTo(actor).Include(e => e.Arms).FirstOrDefaultAsync(e => e.Key == key, cancellationToken);
            if (row is null) return new ExperimentOutcome.Missing();
            if (Obstacle(row, version, from) is { } obstacle) return obstacle;
            var after = change(row);
            row.Version++;
            return await RecordAsync(db, actor, row, action, after, cancellationToken);
        }, cancellationToken);

    private async Task<ExperimentOutcome> RunAsync(Func<FlywheelDbContext, Task<ExperimentOutcome>> work, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(work, cancellationToken);
        if (outcome is ExperimentOutcome.Done) changes.Publish(Change.Experiments);
        return outcome;
    }

    private async Task<ExperimentOutcome> RecordAsync(FlywheelDbContext db, Actor actor, Experiment row, string action, object after, CancellationToken cancellationToken)
    {
        audit.Append(db, actor, action, $"experiment/{row.Id}", null, after);
        var application = await db.Applications.Where(a => a.Id == row.ApplicationId).Select(a => a.Name).FirstOrDefaultAsync(cancellationToken);
        return new ExperimentOutcome.Done(ExperimentDetails.Of(row, application, types.Latest));
    }

    private static ExperimentOutcome.Conflict? Obstacle(Experiment row, int? version, params ExperimentState[] from) =>
        !from.Contains(row.State) ? new(row.State, row.Version, $"The experiment is {Words(row.State)}.")
        : version is { } read && read != row.Version ? new(row.State, row.Version, "Somebody changed it since you read it.")
        : null;

    private static string Words(ExperimentState state) => state == ExperimentState.Draft ? "still a draft" : $"{state.ToWire()} already";

    private static (ExperimentDecision Decision, string Arm, List<(string Field, string Error)> Errors) Read(DecideRequest request, ExperimentDetails experiment)
    {
        var errors = ExperimentRules.TextErrors("reason", request.Reason, MaxReason).ToList();
        if (request.Decision is not ("ship" or "keep")) errors.Add(("decision", "must be ship or keep."));
        if (request.Decision != "ship") return (ExperimentDecision.Keep, experiment.Control, errors);
        var arm = request.Arm ?? (experiment.Arms.Count == 2 ? experiment.Arms[1].Name : null);
        if (arm is null || !experiment.Arms.Skip(1).Any(a => a.Name == arm))
            errors.Add(("arm", $"must be one of {string.Join(", ", experiment.Arms.Skip(1).Select(a => a.Name))}."));
        return (ExperimentDecision.Ship, arm ?? "", errors);
    }
}
