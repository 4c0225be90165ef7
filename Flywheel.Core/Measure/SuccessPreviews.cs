using Flywheel.Core.Administration;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure;

/// <summary>What success would be under another definition, on the real past, before anything is saved.</summary>
public sealed class SuccessPreviews(IDbContextFactory<FlywheelDbContext> contexts, Trends trends, SignalTypes types, TimeProvider clock)
{
    /// <summary>How far a preview looks back, today included.</summary>
    public const int Days = 30;

    /// <summary>The most interactions of one day; of a fuller day the newest are taken.</summary>
    public const int MostADay = 1000;

    /// <summary>Reads the past once; any number of drafts can then be tried on it. Null for somebody who is no admin.</summary>
    public async Task<SuccessSample?> SampleAsync(Actor actor, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return null;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.Now(), zone));
        var query = new TrendQuery(today.AddDays(1 - Days), today, TrendStep.Day, zone);
        var periods = TrendPeriods.Of(query).Periods;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var generation = (await Generations.ShownAsync(db, cancellationToken)).Id;
        var inForce = await db.SuccessDefinitions.AsNoTracking().OrderByDescending(d => d.Number).FirstAsync(cancellationToken);
        var days = new List<IReadOnlyList<MeasuredGroup>>();
        foreach (var period in periods) days.Add(await ReadAsync(db, generation, period, cancellationToken));
        var taken = days.Sum(d => d.Sum(g => g.Count));
        var isWhole = days.TrueForAll(d => d.Sum(g => g.Count) < MostADay);
        var total = isWhole ? taken : Math.Max(taken, (await trends.ReadAsync(actor, query, cancellationToken)).All.Total.Interactions);
        return new(periods, days, inForce.Read(), await types.CurrentAsync(cancellationToken), taken, total);
    }

    /// <summary>One day's newest, those that are alike counted together.</summary>
    private static async Task<IReadOnlyList<MeasuredGroup>> ReadAsync(FlywheelDbContext db, int generation, TrendPeriod day, CancellationToken cancellationToken)
    {
        var rows = await db.MeasuredInteractions
            .Where(m => m.Generation == generation && m.OccurredAt >= day.Start && m.OccurredAt < day.End)
            .OrderByDescending(m => m.OccurredAt).Take(MostADay)
            .Select(m => new MeasuredKind(m.Signals, m.SignalValues, m.Exposed, m.HasEvidence, m.Reported, m.Verdict)).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(r => r).Select(g => new MeasuredGroup(g.Key, g.Count()))];
    }
}

/// <summary>What of an interaction decides how it counts.</summary>
internal sealed record MeasuredKind(string Signals, string? SignalValues, bool Exposed, bool HasEvidence, bool Reported, Verdict Verdict);

/// <summary>So many interactions of one kind.</summary>
internal sealed record MeasuredGroup(MeasuredKind Kind, int Count);

/// <summary>The success of the past under the definition in force and under a draft.</summary>
/// <param name="InForce">One a day.</param>
/// <param name="Draft">One a day.</param>
/// <param name="Changed">Interactions whose verdict is another one.</param>
public sealed record SuccessPreview(IReadOnlyList<MeasuredCounts> InForce, IReadOnlyList<MeasuredCounts> Draft, MeasuredCounts InForceTotal, MeasuredCounts DraftTotal, long Changed);

/// <summary>The past that drafts are tried on: in memory, so that a preview takes milliseconds.</summary>
public sealed class SuccessSample
{
    private readonly IReadOnlyList<IReadOnlyList<MeasuredGroup>> _days;
    private readonly SuccessDefinition _inForce;
    private readonly SignalCatalogue _types;

    internal SuccessSample(
        IReadOnlyList<TrendPeriod> periods, IReadOnlyList<IReadOnlyList<MeasuredGroup>> days, SuccessDefinition inForce, SignalCatalogue types, long taken, long total)
    {
        (Periods, _days, _inForce, _types, Taken, Total) = (periods, days, inForce, types, taken, total);
    }

    /// <summary>The days.</summary>
    public IReadOnlyList<TrendPeriod> Periods { get; }

    /// <summary>How many interactions it holds.</summary>
    public long Taken { get; }

    /// <summary>How many there are in these days.</summary>
    public long Total { get; }

    /// <summary>Are these all that there are?</summary>
    public bool IsWhole => Taken >= Total;

    /// <summary>Judges all of it by both definitions, with the code that measures. Intervals count everybody once.</summary>
    public SuccessPreview Preview(SuccessDefinition draft)
    {
        var (now, then) = (new SuccessJudge(_inForce, _types), new SuccessJudge(draft, _types));
        var (before, after) = (_days.Select(d => Count(d, now)).ToList(), _days.Select(d => Count(d, then)).ToList());
        var changed = _days.SelectMany(d => d).Where(g => VerdictOf(g.Kind, now) != VerdictOf(g.Kind, then)).Sum(g => (long)g.Count);
        return new([.. before.Select(c => MeasuredCounts.Of(c))], [.. after.Select(c => MeasuredCounts.Of(c))], Sum(before), Sum(after), changed);
    }

    private static Verdict VerdictOf(MeasuredKind kind, SuccessJudge judge) => kind.Reported ? kind.Verdict : judge.Of(kind.Signals, kind.SignalValues);

    private static Dictionary<string, long> Count(IReadOnlyList<MeasuredGroup> day, SuccessJudge judge)
    {
        var counts = new Dictionary<string, long>();
        foreach (var (kind, count) in day)
        {
            var row = new MeasuredInteraction
            {
                Signals = kind.Signals, Exposed = kind.Exposed, HasEvidence = kind.HasEvidence, Reported = kind.Reported, Verdict = VerdictOf(kind, judge),
            };
            foreach (var measure in Measures.Of(row)) counts[measure] = counts.GetValueOrDefault(measure) + count;
        }

        return counts;
    }

    private static MeasuredCounts Sum(IEnumerable<Dictionary<string, long>> days) =>
        MeasuredCounts.Of(days.SelectMany(d => d).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Value)));
}
