using Flywheel.Core.Administration;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Statistics;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure;

/// <summary>Reads the ledger and works out its figures.</summary>
internal sealed class LedgerReader(FlywheelDbContext db, DateTime now)
{
    /// <summary>Measures of which a segment's rate and share of use are made.</summary>
    private static readonly string[] OfSegments = [Measures.Succeeded, Measures.Failed, Measures.Exposed];

    public async Task<Ledger> ReadAsync(ApplicationAccess access, CancellationToken cancellationToken)
    {
        var shown = await Generations.ShownAsync(db, cancellationToken);
        var revolutions = await db.Revolutions.AsNoTracking().Include(r => r.Models).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var slices = await db.Slices.AsNoTracking()
            .Where(s => s.RevolutionId > 0 && (s.Dimension == Dimension.All || s.Dimension == Dimension.Segment)).Within(access, s => s.ApplicationId)
            .ToListAsync(cancellationToken);
        var counts = await CountsAsync(shown.Id, slices, cancellationToken);
        var effects = await ClusterEffects.ReadAsync(
            db, shown.Id, access, [.. revolutions.Select(r => TallyScopes.Revolution(r.Id))], cancellationToken);
        var datasets = await DatasetsAsync(access, cancellationToken);
        var figures = new List<RevolutionFigures>();
        var lines = new List<LedgerLine>();
        foreach (var revolution in revolutions)
        {
            var own = slices.FindAll(s => s.RevolutionId == revolution.Id);
            var line = LineOf(revolution, own, counts, effects.Of([TallyScopes.Revolution(revolution.Id)]));
            var change = lines.Count == 0 ? null : RevolutionComparison.Of(lines[^1], line);
            lines.Add(line);
            figures.Add(new(
                revolution.Id, revolution.Name, revolution.Note, revolution.StartedAt, revolution.EndedAt, revolution.ClosedBy, revolution.Version,
                [.. revolution.Models.Select(m => m.ModelVersion).Order(StringComparer.Ordinal)],
                datasets.FindAll(d => d.CreatedAt >= revolution.StartedAt && (revolution.EndedAt is null || d.CreatedAt < revolution.EndedAt)),
                line.Counts, line.Counts.Success, Reweighted(own, counts, line.Counts), change));
        }

        var recomputing = await Generations.BuildingAsync(db, cancellationToken) is not null;
        return new(figures, RevolutionComparison.Target(lines), shown.DefinitionVersion, recomputing);
    }

    private async Task<Dictionary<long, Dictionary<string, long>>> CountsAsync(int generation, List<Slice> slices, CancellationToken cancellationToken)
    {
        var whole = slices.Where(s => s.Dimension == Dimension.All).Select(s => s.Id).ToList();
        var segments = slices.Where(s => s.Dimension == Dimension.Segment).Select(s => s.Id).ToList();
        var rows = await db.RollUps.Where(r => r.Generation == generation && r.Grain == Grain.Whole && r.OffsetMinutes == 0 && whole.Contains(r.SliceId))
            .Select(r => new { r.SliceId, r.Measure, r.Count }).ToListAsync(cancellationToken);
        rows.AddRange(await db.RollUps
            .Where(r => r.Generation == generation && r.Grain == Grain.Whole && r.OffsetMinutes == 0 && segments.Contains(r.SliceId) && OfSegments.Contains(r.Measure))
            .Select(r => new { r.SliceId, r.Measure, r.Count }).ToListAsync(cancellationToken));
        return rows.GroupBy(r => r.SliceId).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.Measure, r => r.Count));
    }

    private Task<List<FrozenDataset>> DatasetsAsync(ApplicationAccess access, CancellationToken cancellationToken) =>
        (from v in db.DatasetVersions
         join d in db.Datasets.Within(access, d => d.ApplicationId) on v.DatasetId equals d.Id
         join a in db.Applications on d.ApplicationId equals a.Id
         where v.Complete
         orderby v.CreatedAt
         select new FrozenDataset(a.Name, a.Id, d.Name, v.Number, v.Rows, v.CreatedAt)).ToListAsync(cancellationToken);

    private LedgerLine LineOf(Revolution revolution, List<Slice> slices, Dictionary<long, Dictionary<string, long>> counts, double effect)
    {
        var all = slices.FindAll(s => s.Dimension == Dimension.All);
        // What was sent of the time before the first start belongs to the first revolution.
        var start = all.Select(s => s.FirstAt).Append(revolution.StartedAt).Min();
        var end = revolution.EndedAt ?? now;
        return new(revolution.Id, start + ((end - start) / 2), MeasuredCounts.Of(Sum(all.Select(s => counts.GetValueOrDefault(s.Id))), effect));
    }

    /// <summary>The rate at the segments' shares of use; null where use was not reported.</summary>
    private static PostStratifiedRate? Reweighted(List<Slice> slices, Dictionary<long, Dictionary<string, long>> counts, MeasuredCounts all)
    {
        if (!all.ExposureKnown) return null;
        var strata = slices.Where(s => s.Dimension == Dimension.Segment).GroupBy(s => s.Value).Select(g =>
        {
            var segment = MeasuredCounts.Of(Sum(g.Select(s => counts.GetValueOrDefault(s.Id))));
            return new Stratum(g.Key, segment.Succeeded, segment.Succeeded + segment.Failed, segment.Exposed, all.DesignEffect);
        });
        return PostStratified.Estimate([.. strata]);
    }

    private static Dictionary<string, long> Sum(IEnumerable<Dictionary<string, long>?> parts) =>
        parts.OfType<Dictionary<string, long>>().SelectMany(p => p).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Sum(p => p.Value));
}
