using System.Text.Json;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>
/// Plans, starts, stops and decides experiments. Only managers and admins may, and every action stands in the audit. What is compared, and
/// who gets what, cannot change once an experiment runs.
/// </summary>
public sealed partial class Experiments(
    Database database, AuditLog audit, ChangeBus changes, ExperimentAnalyses analyses, Measurer measurer, MeasureLags lags, SignalTypes types, TimeProvider clock,
    ActorActions actions)
{
    /// <summary>All experiments of the applications that the actor may see, the newest first. One of all applications is for whoever sees all.</summary>
    public async Task<IReadOnlyList<ExperimentDetails>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await DetailsAsync(db.Experiments.VisibleTo(actor).OrderByDescending(e => e.Id), db, cancellationToken);
    }

    /// <summary>One experiment; null where the actor sees none of that key.</summary>
    public async Task<ExperimentDetails?> FindAsync(Actor actor, string key, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return (await DetailsAsync(db.Experiments.VisibleTo(actor).Where(e => e.Key == key), db, cancellationToken)).SingleOrDefault();
    }

    /// <summary>
    /// Which arm a unit belongs to. Who was assigned keeps the arm when the experiment is stopped; once it is decided everybody gets the arm
    /// that the decision names.
    /// </summary>
    /// <param name="applicationId">The application that asks: what belongs to another one is missing.</param>
    /// <param name="unit">1-200 characters.</param>
    public async Task<AssignmentOutcome> AssignAsync(int applicationId, string key, string unit, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var experiment = await db.Experiments.AsNoTracking().Include(e => e.Arms)
            .SingleOrDefaultAsync(e => e.Key == key && (e.ApplicationId == null || e.ApplicationId == applicationId), cancellationToken);
        if (experiment is null) return new AssignmentOutcome.Missing();
        if (experiment.State == ExperimentState.Draft) return new AssignmentOutcome.NotStarted();
        var details = ExperimentDetails.Of(experiment, null, types.Latest);
        return new AssignmentOutcome.Assigned(details.Ruling is { } ruling ? ruling.Arm ?? details.Control : Assignment.ArmOf(key, unit, details.Arms));
    }

    /// <summary>Makes a draft.</summary>
    public Task<ExperimentOutcome> CreateAsync(Actor actor, ExperimentRequest request, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "experiment.create", "experiment", () => DoCreateAsync(actor, request, cancellationToken), cancellationToken);

    private Task<ExperimentOutcome> DoCreateAsync(Actor actor, ExperimentRequest request, CancellationToken cancellationToken) =>
        PlanAsync(actor, request, async (db, plan) =>
        {
            if (await db.Experiments.FirstOrDefaultAsync(e => e.Key == plan.Key, cancellationToken) is { } taken)
                return (null, Taken(actor, taken));
            var made = new Experiment { CreatedAt = clock.Now(), CreatedBy = actor.Name };
            db.Experiments.Add(made);
            return (made, null);
        }, "experiment.create", cancellationToken);

    /// <summary>Changes a draft; the request says all of it anew. Its key stays.</summary>
    public Task<ExperimentOutcome> EditAsync(Actor actor, string key, ExperimentRequest request, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "experiment.edit", "experiment", () => DoEditAsync(actor, key, request, cancellationToken), cancellationToken);

    private Task<ExperimentOutcome> DoEditAsync(Actor actor, string key, ExperimentRequest request, CancellationToken cancellationToken) =>
        PlanAsync(actor, request with { Key = key }, async (db, plan) =>
        {
            var draft = await db.Experiments.VisibleTo(actor).Include(e => e.Arms).FirstOrDefaultAsync(e => e.Key == plan.Key, cancellationToken);
            if (draft is null) return (null, new ExperimentOutcome.Missing());
            if (Obstacle(draft, request.Version, ExperimentState.Draft) is { } obstacle) return (null, obstacle);
            db.RemoveRange(draft.Arms);
            await db.SaveChangesAsync(cancellationToken);
            return (draft, null);
        }, "experiment.edit", cancellationToken);

    private async Task<ExperimentOutcome> PlanAsync(
        Actor actor, ExperimentRequest request, Func<FlywheelDbContext, ExperimentPlan, Task<(Experiment? Row, ExperimentOutcome? Error)>> find, string action,
        CancellationToken cancellationToken)
    {
        if (!actor.MayManage) return new ExperimentOutcome.NotAllowed();
        var (plan, errors) = request.Validate(await types.CurrentAsync(cancellationToken));
        if (plan is null) return new ExperimentOutcome.Invalid(errors);
        return await RunAsync(async db =>
        {
            var application = await db.Applications.AsNoTracking().Within(actor.Applications, a => a.Id).FirstOrDefaultAsync(a => a.Name == plan.Application, cancellationToken);
            if (plan.Application is null && !actor.Applications.IsAll) return ExperimentOutcome.Broken("application", "is required: you do not see all applications.");
            if (plan.Application is not null && application is null) return ExperimentOutcome.Broken("application", "is not known.");
            var (row, error) = await find(db, plan);
            if (row is null) return error!;
            Write(row, plan, application?.Id);
            await db.SaveChangesAsync(cancellationToken);
            return await RecordAsync(db, actor, row, action, Summary(plan), cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Keys are unique among all applications; of another's experiment nothing but that is told.</summary>
    private static ExperimentOutcome Taken(Actor actor, Experiment other) => actor.Applications.Covers(other.ApplicationId)
        ? new ExperimentOutcome.Conflict(other.State, other.Version, "There is an experiment of that key already.")
        : ExperimentOutcome.Broken("key", "is not available.");

    private static void Write(Experiment row, ExperimentPlan plan, int? applicationId)
    {
        (row.Key, row.Hypothesis, row.ApplicationId, row.Unit) = (plan.Key, plan.Hypothesis, applicationId, plan.Unit);
        (row.PrimaryMetric, row.HigherIsBetter, row.SmallestEffect, row.Baseline) = (plan.Metric.Name, plan.HigherIsBetter, plan.SmallestEffect, plan.Baseline);
        row.Guardrails = JsonSerializer.Serialize(plan.Guardrails.Select(g => g.Name));
        row.Arms = [.. plan.Arms.Select((arm, position) => new ExperimentArm { Position = position, Name = arm.Name, Share = arm.Share })];
        row.Version++;
    }

    private static object Summary(ExperimentPlan plan) => new
    {
        plan.Key, plan.Application, plan.Unit, Metric = plan.Metric.Name, Guardrails = plan.Guardrails.Select(g => g.Name), plan.SmallestEffect, plan.Baseline, plan.Arms,
    };

    private async Task<IReadOnlyList<ExperimentDetails>> DetailsAsync(IQueryable<Experiment> experiments, FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var rows = await experiments.AsNoTracking().Include(e => e.Arms).ToListAsync(cancellationToken);
        var names = rows.Exists(r => r.ApplicationId is not null) ? await db.Applications.ToDictionaryAsync(a => a.Id, a => a.Name, cancellationToken) : [];
        var known = await types.CurrentAsync(cancellationToken);
        return [.. rows.Select(r => ExperimentDetails.Of(r, r.ApplicationId is { } id ? names.GetValueOrDefault(id) : null, known))];
    }
}
