using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Trends;

/// <summary>Reads roll-ups for the periods of a trend, each from the coarsest grain that fits it.</summary>
internal sealed class RollUpReader(FlywheelDbContext db, int generation, TimeZoneInfo zone, TrendPeriods periods)
{
    private IReadOnlyCollection<short> _filled = [];

    /// <summary>Offsets whose days are not kept yet.</summary>
    public IReadOnlyCollection<short> Wanted { get; private set; } = [];

    /// <summary>Looks up for which offsets days are kept.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var kept = await db.RollUpOffsets.AsNoTracking().Where(o => o.Generation == generation).ToListAsync(cancellationToken);
        _filled = [.. kept.Where(o => o.FilledThrough == long.MaxValue).Select(o => o.OffsetMinutes)];
        Wanted = [.. periods.Days.Where(IsRegular).Select(OffsetOf).Distinct().Except(kept.Select(o => o.OffsetMinutes))];
    }

    /// <summary>Everything that was counted of the slices in the range.</summary>
    /// <param name="measures">Only these; null for all.</param>
    public async Task<List<CountedPeriod>> ReadAsync(IReadOnlyCollection<long> slices, IReadOnlyCollection<string>? measures, CancellationToken cancellationToken)
    {
        var read = new List<CountedPeriod>();
        foreach (var (grain, offset, from, to) in Stretches())
        {
            var rows = db.RollUps.Where(r =>
                r.Generation == generation && slices.Contains(r.SliceId) && r.Grain == grain && r.OffsetMinutes == offset && r.Start >= from && r.Start < to && r.Count > 0);
            if (measures is not null) rows = rows.Where(r => measures.Contains(r.Measure));
            read.AddRange(await rows.Select(r => new CountedPeriod(r.SliceId, r.Measure, r.Start, r.Count)).ToListAsync(cancellationToken));
        }

        return read;
    }

    /// <summary>What was counted of each slice in the whole range.</summary>
    public async Task<Dictionary<long, Dictionary<string, long>>> SumAsync(IReadOnlyCollection<long> slices, IReadOnlyCollection<string> measures, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<long, Dictionary<string, long>>();
        if (slices.Count == 0) return sums;
        foreach (var (grain, offset, from, to) in Stretches())
        {
            var rows = await db.RollUps
                .Where(r => r.Generation == generation && slices.Contains(r.SliceId) && r.Grain == grain && r.OffsetMinutes == offset && r.Start >= from && r.Start < to
                    && measures.Contains(r.Measure))
                .GroupBy(r => new { r.SliceId, r.Measure }).Select(g => new { g.Key.SliceId, g.Key.Measure, Count = g.Sum(r => r.Count) }).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                if (!sums.TryGetValue(row.SliceId, out var counts)) sums[row.SliceId] = counts = [];
                counts[row.Measure] = counts.GetValueOrDefault(row.Measure) + row.Count;
            }
        }

        return sums;
    }

    /// <summary>The stored rows that the range is made of: stretches of one grain and offset, without gap or overlap.</summary>
    private IEnumerable<(Grain Grain, short Offset, DateTime From, DateTime To)> Stretches()
    {
        if (periods.Days.Count == 0)
        {
            var whole = periods.Start.Minute == 0 && periods.Periods.All(p => p.End - p.Start == TimeSpan.FromHours(1));
            yield return (whole ? Grain.Hour : Grain.Quarter, 0, periods.Start, periods.End);
            yield break;
        }

        var stretch = GrainOf(periods.Days[0]);
        var from = periods.Days[0].Start;
        foreach (var day in periods.Days)
        {
            if (GrainOf(day) == stretch) continue;
            yield return (stretch.Grain, stretch.Offset, from, day.Start);
            (stretch, from) = (GrainOf(day), day.Start);
        }

        yield return (stretch.Grain, stretch.Offset, from, periods.End);
    }

    private (Grain Grain, short Offset) GrainOf(TrendPeriod day) =>
        IsRegular(day) && _filled.Contains(OffsetOf(day)) ? (Grain.Day, OffsetOf(day)) : (Grain.Quarter, (short)0);

    /// <summary>24 hours under one offset, which is a multiple of a quarter of an hour.</summary>
    private bool IsRegular(TrendPeriod day) => day.End - day.Start == TimeSpan.FromDays(1) && day.Start.TimeOfDay.Ticks % TimeSpan.FromMinutes(15).Ticks == 0;

    private short OffsetOf(TrendPeriod day) => (short)zone.GetUtcOffset(day.Start).TotalMinutes;
}
