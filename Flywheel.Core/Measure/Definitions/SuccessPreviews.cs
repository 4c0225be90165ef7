using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Definitions;

/// <summary>
/// What success would be under another definition, on the real past, before anything is saved: on the days, applications and
/// interactions of a trend, and by its estimator.
/// </summary>
public sealed class SuccessPreviews(Database database, Trends.Trends trends, SignalTypes types, TimeProvider clock)
{
    /// <summary>How far a preview looks back, today included.</summary>
    public const int Days = 30;

    /// <summary>Up to so many interactions all are taken; of more, every second, third, ... in the order in which they were measured.</summary>
    public const int MostWhole = 200_000;

    /// <summary>As <see cref="MostWhole"/>; less where a test wants a sample.</summary>
    internal int Most { get; init; } = MostWhole;

    /// <summary>Reads the past once; any number of drafts can then be tried on it. Null for somebody who is no admin.</summary>
    /// <param name="zone">Whose days are meant.</param>
    /// <param name="applicationId">Null for all applications.</param>
    public async Task<SuccessSample?> SampleAsync(Actor actor, TimeZoneInfo zone, int? applicationId, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.Now(), zone));
        var query = new TrendQuery(today.AddDays(1 - Days), today, TrendStep.Day, zone, ApplicationId: applicationId);
        var trend = await trends.ReadAsync(actor, query, cancellationToken);
        var step = (int)Math.Max(1, (trend.All.Total.Interactions + Most - 1) / Most);
        await using var db = await database.ReadAsync(cancellationToken);
        var access = actor.Applications.Narrowed(applicationId);
        var generation = (await Generations.ShownAsync(db, cancellationToken)).Id;
        var reporters = await OutcomeReporters.ReadAsync(db, generation, access, trend.Periods[0].Start, trend.Periods[^1].End, cancellationToken);
        var segments = await SegmentsAsync(db, access, cancellationToken);
        var days = new List<IReadOnlyList<MeasuredGroup>>();
        foreach (var period in trend.Periods) days.Add(await ReadAsync(db, generation, access, period, step, segments, cancellationToken));
        return new(trend, days, await InForceAsync(db, cancellationToken), await types.CurrentAsync(cancellationToken), reporters, step);
    }

    private static async Task<SuccessDefinition> InForceAsync(FlywheelDbContext db, CancellationToken cancellationToken) =>
        (await db.SuccessDefinitions.AsNoTracking().OrderByDescending(d => d.Number).FirstAsync(cancellationToken)).Read();

    /// <summary>The segments that are counted by themselves; the others are counted together.</summary>
    private static async Task<HashSet<(int, string)>> SegmentsAsync(FlywheelDbContext db, ApplicationAccess access, CancellationToken cancellationToken)
    {
        var slices = await db.Slices.Where(s => s.RevolutionId == 0 && s.Dimension == Dimension.Segment).Within(access, s => s.ApplicationId)
            .Select(s => new { s.ApplicationId, s.Value }).ToListAsync(cancellationToken);
        return [.. slices.Select(s => (s.ApplicationId, s.Value))];
    }

    /// <summary>One day's interactions, those that are alike counted together.</summary>
    private static async Task<IReadOnlyList<MeasuredGroup>> ReadAsync(
        FlywheelDbContext db, int generation, ApplicationAccess access, TrendPeriod day, int step, HashSet<(int, string)> segments, CancellationToken cancellationToken)
    {
        var rows = db.MeasuredInteractions.Where(m => m.Generation == generation && m.OccurredAt >= day.Start && m.OccurredAt < day.End).Within(access, m => m.ApplicationId);
        if (step > 1) rows = rows.Where(m => m.Id % step == 0);
        var groups = await rows
            .GroupBy(m => new { m.ApplicationId, m.Segment, m.Signals, m.SignalValues, m.Exposed, m.HasEvidence, m.Reported, m.Verdict })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return groups.ConvertAll(g => new MeasuredGroup(
            g.Key.ApplicationId, segments.Contains((g.Key.ApplicationId, g.Key.Segment ?? "")) ? g.Key.Segment ?? "" : Slice.Rest,
            g.Key.Signals, g.Key.SignalValues, g.Key.Exposed, g.Key.HasEvidence, g.Key.Reported, g.Key.Verdict, g.Count));
    }
}

/// <summary>So many interactions that are alike in everything that decides how they count.</summary>
internal sealed record MeasuredGroup(
    int ApplicationId, string Segment, string Signals, string? SignalValues, bool Exposed, bool HasEvidence, bool Reported, Verdict Verdict, int Count);
