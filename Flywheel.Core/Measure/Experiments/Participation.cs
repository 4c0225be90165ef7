using Flywheel.Core.Data;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>
/// Which interactions take part in an experiment: those of its application, while it ran, that carry one of its arms as their variant and
/// either name the experiment or name none. An interaction that names none takes part in nothing while two experiments with an arm of that
/// name run side by side: it cannot be told to which it belongs.
/// </summary>
/// <param name="Generation">The one that is shown.</param>
/// <param name="Now">The end, where the experiment still runs; UTC.</param>
internal sealed record Participation(ExperimentDetails Experiment, int Generation, DateTime Now)
{
    /// <summary>How far back units' past is read for variance reduction.</summary>
    public static readonly TimeSpan PastPeriod = TimeSpan.FromDays(28);

    /// <summary>Is success counted by reported outcomes alone? It is wherever any are reported: signals are evidence, not the truth.</summary>
    public bool ByOutcomes { get; init; }

    public DateTime Start => Experiment.StartedAt ?? Now;

    public DateTime End => Experiment.StoppedAt ?? Now;

    /// <summary>The interactions that take part.</summary>
    public IQueryable<MeasuredInteraction> Rows(FlywheelDbContext db)
    {
        var rows = Claimed(db);
        var (key, id) = (Experiment.Key, Experiment.Id);
        return rows.Where(m => m.Experiment == key || !db.Experiments.Any(o =>
            o.Id != id && o.StartedAt != null && o.StartedAt <= m.OccurredAt && (o.StoppedAt == null || o.StoppedAt >= m.OccurredAt)
            && (o.ApplicationId == null || o.ApplicationId == m.ApplicationId) && o.Arms.Any(a => a.Name == m.Variant)));
    }

    /// <summary>Did another experiment with an arm of the same name run beside it? Only then the interactions have to be looked at one by one.</summary>
    public async Task<bool> IsContestedAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var (id, application, start, end) = (Experiment.Id, Experiment.ApplicationId, Start, End);
        var arms = Experiment.Arms.Select(a => a.Name).ToArray();
        return await db.Experiments.AnyAsync(
            o => o.Id != id && o.StartedAt != null && o.StartedAt <= end && (o.StoppedAt == null || o.StoppedAt >= start)
                && (o.ApplicationId == null || application == null || o.ApplicationId == application) && o.Arms.Any(a => arms.Contains(a.Name)),
            cancellationToken);
    }

    /// <summary>The interactions that would take part, those that another experiment may claim as well included.</summary>
    public IQueryable<MeasuredInteraction> Claimed(FlywheelDbContext db)
    {
        var (start, end, key) = (Start, End, Experiment.Key);
        var arms = Experiment.Arms.Select(a => a.Name).ToArray();
        return Own(db).Where(m =>
            m.OccurredAt >= start && m.OccurredAt <= end && m.Variant != null && arms.Contains(m.Variant) && (m.Experiment == null || m.Experiment == key));
    }

    /// <summary>What known persons did before the start; nothing unless persons are the unit.</summary>
    public IQueryable<MeasuredInteraction> Past(FlywheelDbContext db)
    {
        var (from, start) = (Start - PastPeriod, Start);
        return Own(db).Where(m => m.OccurredAt >= from && m.OccurredAt < start && m.PersonHash != null);
    }

    private IQueryable<MeasuredInteraction> Own(FlywheelDbContext db)
    {
        var (generation, application) = (Generation, Experiment.ApplicationId);
        var rows = db.MeasuredInteractions.AsNoTracking().Where(m => m.Generation == generation);
        return application is null ? rows : rows.Where(m => m.ApplicationId == application);
    }
}
