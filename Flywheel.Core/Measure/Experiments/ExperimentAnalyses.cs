using System.Collections.Concurrent;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>
/// Analyses experiments from the measured interactions. An analysis is kept for <see cref="KeptFor"/>, so that many who look cost as much
/// as one; it says when it was made.
/// </summary>
public sealed class ExperimentAnalyses(Database database, MeasureLags lags, TimeProvider clock) : IDisposable
{
    /// <summary>How old an analysis may get.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Recent = TimeSpan.FromDays(14);
    private readonly ConcurrentDictionary<int, (int Version, ExperimentAnalysis Analysis)> _kept = new();

    private readonly ConcurrentDictionary<int, bool> _alarmedAtEnd = new();

    // One after the other: an analysis reads every unit of an experiment.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>What the data say; null for a draft, and where the actor does not see the experiment.</summary>
    public async Task<ExperimentAnalysis?> AnalyseAsync(Actor actor, ExperimentDetails experiment, CancellationToken cancellationToken)
    {
        if (experiment.State == ExperimentState.Draft || !actor.Applications.Covers(experiment.ApplicationId)) return null;
        if (Kept(experiment) is { } kept) return kept;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Kept(experiment) is { } other) return other;
            var analysis = await ComputeAsync(experiment, _alarmedAtEnd.ContainsKey(experiment.Id), cancellationToken);
            _kept[experiment.Id] = (experiment.Version, analysis);
            return analysis;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// The analysis that a decision rests on: made anew, whatever is kept, and with the one fixed test of the arms' shares that the end of an
    /// experiment has. Where that raises an alarm every later analysis includes the test, so that what stands in the way of the decision is seen.
    /// </summary>
    public async Task<ExperimentAnalysis?> AnalyseForDecisionAsync(Actor actor, ExperimentDetails experiment, CancellationToken cancellationToken)
    {
        if (experiment.State == ExperimentState.Draft || !actor.Applications.Covers(experiment.ApplicationId)) return null;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var analysis = await ComputeAsync(experiment, true, cancellationToken);
            // Without an alarm the running experiment goes on with the looks that may be many.
            if (!analysis.Hidden) return analysis;
            _alarmedAtEnd[experiment.Id] = true;
            _kept[experiment.Id] = (experiment.Version, analysis);
            return analysis;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// What a plan needs and how long it takes, going by the past 28 days and the traffic of the last 14 of the interactions that could take
    /// part and that the actor may see.
    /// </summary>
    /// <param name="baseline">The level to plan with; for a value its standard deviation. Null: the plan's own, or else the past's.</param>
    public async Task<PowerForecast> ForecastAsync(Actor actor, ExperimentPlan plan, double? baseline, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var generation = (await Generations.ShownAsync(db, cancellationToken)).Id;
        var (now, application) = (clock.Now(), plan.Application);
        var rows = db.MeasuredInteractions.AsNoTracking().Within(actor.Applications, m => m.ApplicationId).Where(m => m.Generation == generation && m.OccurredAt <= now);
        if (application is not null) rows = rows.Where(m => db.Applications.Any(a => a.Id == m.ApplicationId && a.Name == application));
        var from = now - Participation.PastPeriod;
        var id = application is null ? (int?)null : await db.Applications.Where(a => a.Name == application).Select(a => (int?)a.Id).FirstOrDefaultAsync(cancellationToken);
        var reporters = await OutcomeReporters.ReadAsync(db, generation, actor.Applications.Narrowed(id), from, now, cancellationToken);
        rows = Counted(rows, plan.Metric, reporters.Any);
        var past = await TrafficReader.LevelAsync(rows.Where(m => m.OccurredAt >= from), plan.Metric, plan.Unit, cancellationToken);
        var perDay = await PerDayAsync(rows, plan.Metric, plan.Unit, now - Recent, now, cancellationToken);
        baseline ??= plan.Baseline;
        var (level, deviation) = plan.Metric.IsRate ? (baseline ?? past.Level, past.Deviation) : (past.Level, baseline ?? past.Deviation);
        return PowerForecast.Of(new(plan.Metric, plan.HigherIsBetter, plan.SmallestEffect, plan.Arms, level, deviation, past.DesignEffect, perDay));
    }

    /// <summary>The forecast of a stored draft.</summary>
    public Task<PowerForecast> ForecastAsync(Actor actor, ExperimentDetails draft, CancellationToken cancellationToken) => ForecastAsync(
        actor,
        new ExperimentPlan(draft.Key, draft.Hypothesis, draft.Application, draft.Unit, draft.Metric, draft.HigherIsBetter, draft.Guardrails, draft.SmallestEffect, draft.Arms, draft.Baseline),
        null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private ExperimentAnalysis? Kept(ExperimentDetails experiment) =>
        _kept.TryGetValue(experiment.Id, out var kept) && kept.Version == experiment.Version && clock.Now() - kept.Analysis.ComputedAt < KeptFor ? kept.Analysis : null;

    private async Task<ExperimentAnalysis> ComputeAsync(ExperimentDetails experiment, bool deciding, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var now = clock.Now();
        var measured = await lags.ReadAsync(Actor.System, experiment.ApplicationId, cancellationToken);
        var participation = await WithOutcomesAsync(db, new(experiment, (await Generations.ShownAsync(db, cancellationToken)).Id, now), cancellationToken);
        var facts = await new UnitReader(db, participation).ReadAsync(cancellationToken);
        var from = now - Recent > participation.Start ? now - Recent : participation.Start;
        var perDay = await PerDayAsync(Counted(participation.Rows(db), experiment.Metric, participation.ByOutcomes), experiment.Metric, experiment.Unit, from, now, cancellationToken);
        // Before the control has any figures of its own, the past's are the ones to plan with.
        var power = facts.Arms[0].Of(experiment.Metric).Moments.Count == 0 ? await ForecastAsync(Actor.System, experiment, cancellationToken) : Forecast(experiment, facts, perDay);
        return ExperimentAnalyst.Analyse(experiment, facts, power, now, measured, deciding);
    }

    /// <summary>Decided once for the whole experiment, by outcomes in it or in the 90 days before its end.</summary>
    private static async Task<Participation> WithOutcomesAsync(FlywheelDbContext db, Participation participation, CancellationToken cancellationToken)
    {
        var access = ApplicationAccess.All.Narrowed(participation.Experiment.ApplicationId);
        var reporters = await OutcomeReporters.ReadAsync(db, participation.Generation, access, participation.Start, participation.End, cancellationToken);
        return participation with { ByOutcomes = reporters.Any || await participation.Claimed(db).AnyAsync(m => m.Reported, cancellationToken) };
    }

    private static IQueryable<MeasuredInteraction> Counted(IQueryable<MeasuredInteraction> rows, ExperimentMetric metric, bool byOutcomes) =>
        byOutcomes && metric.Kind == MetricKind.SuccessRate ? rows.Where(m => m.Reported) : rows;

    private static PowerForecast Forecast(ExperimentDetails experiment, ExperimentFacts facts, double perDay)
    {
        var control = facts.Arms[0].Of(experiment.Metric);
        var fewest = facts.Arms.Min(a => experiment.Metric.IsRate ? a.Of(experiment.Metric).Rate.Trials : a.Of(experiment.Metric).Moments.Count);
        var sample = control.Moments.Hits;
        double? deviation = sample.Count < 2 || !sample.IsFinite ? null : sample.HasSpread ? Math.Sqrt(sample.Variance) : 0;
        return PowerForecast.Of(new(
            experiment.Metric, experiment.HigherIsBetter, experiment.SmallestEffect, experiment.Arms, control.Rate.Rate, deviation,
            Statistics.ClusterRobust.DesignEffect(control.Rate), perDay, fewest));
    }

    /// <summary>Trials a day; for a value units a day, each counted once.</summary>
    private static async Task<double> PerDayAsync(
        IQueryable<MeasuredInteraction> rows, ExperimentMetric metric, ExperimentUnit unit, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        // A first hour would promise the moon.
        var days = Math.Max(1, (to - from).TotalDays);
        var recent = TrafficReader.Trials(rows.Where(m => m.OccurredAt >= from), metric);
        var count = metric.IsRate ? await recent.CountAsync(cancellationToken) : (await TrafficReader.LevelAsync(recent, metric, unit, cancellationToken)).Trials;
        return count / days;
    }
}
