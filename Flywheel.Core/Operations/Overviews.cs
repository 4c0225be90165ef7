using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations;

/// <summary>The newest frozen dataset version.</summary>
public sealed record LatestDataset(string Application, int ApplicationId, string Name, int Version, int Rows, DateTime At);

/// <summary>What waits for the person who looks.</summary>
public enum OverviewTaskKind
{
    /// <summary>Items to review.</summary>
    Review,

    /// <summary>Items that wait for this person's second judgement.</summary>
    SecondOpinion,

    /// <summary>Held items that a manager may release.</summary>
    Held,

    /// <summary>Stopped experiments without a decision.</summary>
    Decide,

    /// <summary>Drafts of the curation policy that this administrator may approve.</summary>
    ApproveDraft,

    /// <summary>No application can send anything yet.</summary>
    MakeKey,
}

/// <summary>Something that waits.</summary>
public sealed record OverviewTask(OverviewTaskKind Kind, int Count);

/// <summary>What an event is about.</summary>
public enum OverviewEventKind
{
    DatasetFrozen,
    RevolutionStarted,
    ExperimentStarted,
    ExperimentDecided,
}

/// <summary>Something that happened lately.</summary>
/// <param name="Subject">What it happened to, in words.</param>
/// <param name="Key">How its page is found: application id, name and version of a dataset with slashes between; a revolution's id; an experiment's key.</param>
public sealed record OverviewEvent(DateTime At, OverviewEventKind Kind, string Subject, string Key);

/// <summary>The wheel in numbers.</summary>
/// <param name="SignalsToday">Since midnight UTC.</param>
/// <param name="OldestPendingAt">Since when the oldest item has waited for review; null for none.</param>
/// <param name="ApprovedThisWeek">In the last seven days.</param>
public sealed record OverviewFigures(
    long SignalsToday, long UsesToday, int PendingReview, DateTime? OldestPendingAt, int HeldForReview, int ApprovedThisWeek, int DatasetVersions,
    LatestDataset? LatestDataset, RevolutionFigures OpenRevolution, RevolutionFigures? PreviousRevolution, int RunningExperiments,
    IReadOnlyList<OverviewTask> WaitingForYou, IReadOnlyList<OverviewEvent> LastEvents, bool IsEmpty);

/// <summary>Reads the wheel for the overview.</summary>
public sealed class Overviews(Database database, ReviewQueue queue, PolicyDrafts drafts, TimeProvider clock)
{
    private const int MostEvents = 8;

    /// <summary>The figures as one person sees them.</summary>
    public async Task<OverviewFigures> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var now = clock.Now();
        var access = actor.Applications;
        var candidates = db.Candidates.VisibleTo(actor);
        var (today, week) = (now.Date, now.AddDays(-7));
        var ledger = await new LedgerReader(db, now).ReadAsync(access, cancellationToken);
        var datasets = ledger.Revolutions.SelectMany(r => r.Datasets).OrderBy(d => d.CreatedAt).ToList();
        var pending = candidates.Where(c => c.State == CandidateState.Pending);
        var held = await candidates.CountAsync(c => c.State == CandidateState.Held, cancellationToken);
        var signals = await db.IntakeCounts.Within(access, t => t.ApplicationId).Where(t => t.Day == DateOnly.FromDateTime(today)).SumAsync(t => t.Accepted, cancellationToken);
        return new(
            signals,
            await UsesAsync(db, access, today, cancellationToken),
            await pending.CountAsync(cancellationToken),
            await pending.OrderBy(c => c.CreatedAt).Select(c => (DateTime?)c.CreatedAt).FirstOrDefaultAsync(cancellationToken),
            held,
            await candidates.CountAsync(c => c.State == CandidateState.Approved && c.DecidedAt >= week, cancellationToken),
            await db.DatasetVersions.Within(access, v => v.Dataset!.ApplicationId).CountAsync(v => v.Complete, cancellationToken),
            datasets.Count == 0 ? null : new(datasets[^1].Application, datasets[^1].ApplicationId, datasets[^1].Name, datasets[^1].Version, datasets[^1].Rows, datasets[^1].CreatedAt),
            ledger.Current,
            ledger.Revolutions.Count > 1 ? ledger.Revolutions[^2] : null,
            await db.Experiments.VisibleTo(actor).CountAsync(e => e.State == ExperimentState.Running, cancellationToken),
            await TasksAsync(db, actor, held, cancellationToken),
            await EventsAsync(db, actor, datasets, cancellationToken),
            !await db.Interactions.Within(access, i => i.ApplicationId).AnyAsync(cancellationToken)
                && !await db.Exposures.Within(access, e => e.ApplicationId).AnyAsync(cancellationToken));
    }

    private static async Task<long> UsesAsync(FlywheelDbContext db, ApplicationAccess access, DateTime today, CancellationToken cancellationToken)
    {
        var shown = await Generations.ShownAsync(db, cancellationToken);
        return await (from s in db.Slices.Within(access, s => s.ApplicationId)
                      join r in db.RollUps on s.Id equals r.SliceId
                      where s.RevolutionId == 0 && s.Dimension == Dimension.All && r.Generation == shown.Id && r.Grain == Grain.Day && r.OffsetMinutes == 0
                          && r.Measure == Measures.Exposed && r.Start == today
                      select r.Count).SumAsync(cancellationToken);
    }

    private async Task<List<OverviewTask>> TasksAsync(FlywheelDbContext db, Actor actor, int held, CancellationToken cancellationToken)
    {
        var tasks = new List<OverviewTask>();
        var counts = await queue.CountAsync(actor, cancellationToken);
        if (counts.Waiting > 0) tasks.Add(new(OverviewTaskKind.Review, counts.Waiting));
        if (counts.AwaitingSecond > 0) tasks.Add(new(OverviewTaskKind.SecondOpinion, counts.AwaitingSecond));
        if (!actor.MayManage) return tasks;
        if (held > 0) tasks.Add(new(OverviewTaskKind.Held, held));
        var undecided = await db.Experiments.VisibleTo(actor).CountAsync(e => e.State == ExperimentState.Stopped, cancellationToken);
        if (undecided > 0) tasks.Add(new(OverviewTaskKind.Decide, undecided));
        if (await drafts.AwaitingApprovalAsync(actor, cancellationToken) is { Count: > 0 } waiting) tasks.Add(new(OverviewTaskKind.ApproveDraft, waiting.Count));
        if (actor.MayAdminister && !await db.ApiKeys.AnyAsync(k => k.RevokedAt == null, cancellationToken)) tasks.Add(new(OverviewTaskKind.MakeKey, 1));
        return tasks;
    }

    private static async Task<List<OverviewEvent>> EventsAsync(FlywheelDbContext db, Actor actor, List<FrozenDataset> datasets, CancellationToken cancellationToken)
    {
        var frozen = datasets.TakeLast(MostEvents)
            .Select(d => new OverviewEvent(d.CreatedAt, OverviewEventKind.DatasetFrozen, $"{d.Name}, version {d.Version}", $"{d.ApplicationId}/{d.Name}/{d.Version}"));
        var revolutions = (await db.Revolutions.AsNoTracking().OrderByDescending(r => r.Id).Take(MostEvents).ToListAsync(cancellationToken))
            .Select(r => new OverviewEvent(r.StartedAt, OverviewEventKind.RevolutionStarted, r.Name, $"{r.Id}"));
        var experiments = await db.Experiments.AsNoTracking().VisibleTo(actor).Where(e => e.StartedAt != null).OrderByDescending(e => e.StartedAt).Take(MostEvents).ToListAsync(cancellationToken);
        var started = experiments.Select(e => new OverviewEvent(e.StartedAt!.Value, OverviewEventKind.ExperimentStarted, e.Key, e.Key));
        var decided = experiments.Where(e => e.DecidedAt is not null).Select(e => new OverviewEvent(e.DecidedAt!.Value, OverviewEventKind.ExperimentDecided, e.Key, e.Key));
        return [.. frozen.Concat(revolutions).Concat(started).Concat(decided).OrderByDescending(e => e.At).Take(MostEvents)];
    }
}
