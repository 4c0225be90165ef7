using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Measure.Revolutions;

/// <summary>Reads the ledger and works out its figures.</summary>
internal sealed class LedgerReader(FlywheelDbContext db, DateTime now)
{
    public async Task<Ledger> ReadAsync(ApplicationAccess access, CancellationToken cancellationToken)
    {
        var shown = await Generations.ShownAsync(db, cancellationToken);
        var revolutions = await db.Revolutions.AsNoTracking().Include(r => r.Models).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var slices = await db.Slices.AsNoTracking()
            .Where(s => s.RevolutionId > 0 && s.Dimension != Dimension.Variant).Within(access, s => s.ApplicationId)
            .ToListAsync(cancellationToken);
        var counts = await CountsAsync(shown.Id, slices, cancellationToken);
        var effects = await ClusterEffects.ReadAsync(
            db, shown.Id, access, [.. revolutions.Select(r => CountScopes.Revolution(r.Id))], cancellationToken);
        // Decided over all revolutions together: one that was before the first outcome is not shown by another method.
        var reporting = slices.Where(s => counts.GetValueOrDefault(s.Id)?.GetValueOrDefault(Measures.Reported) > 0).Select(s => s.ApplicationId).ToHashSet();
        var reporters = await OutcomeReporters.OfAsync(db, access, reporting, cancellationToken);
        var datasets = await DatasetsAsync(access, cancellationToken);
        var figures = new List<RevolutionFigures>();
        var lines = new List<LedgerLine>();
        foreach (var revolution in revolutions)
        {
            var own = slices.FindAll(s => s.RevolutionId == revolution.Id);
            var line = LineOf(revolution, own, counts, effects, reporters);
            var change = lines.Count == 0 ? null : RevolutionComparison.Of(lines[^1], line);
            lines.Add(line);
            figures.Add(new(
                revolution.Id, revolution.Name, revolution.Note, revolution.StartedAt, revolution.EndedAt, revolution.ClosedBy, revolution.Version,
                [.. revolution.Models.Select(m => m.ModelVersion).Order(StringComparer.Ordinal)],
                datasets.FindAll(d => d.CreatedAt >= revolution.StartedAt && (revolution.EndedAt is null || d.CreatedAt < revolution.EndedAt)),
                line.Counts, line.Counts.Success, Reweighted(line.Counts), change));
        }

        var recomputing = await Generations.BuildingAsync(db, cancellationToken) is not null;
        return new(figures, RevolutionComparison.Target(lines), shown.DefinitionVersion, recomputing);
    }

    private async Task<Dictionary<long, Dictionary<string, long>>> CountsAsync(int generation, List<Slice> slices, CancellationToken cancellationToken)
    {
        var rows = await CountsAsync(generation, slices, Dimension.All, null, cancellationToken);
        rows.AddRange(await CountsAsync(generation, slices, Dimension.Segment, Measures.Success, cancellationToken));
        rows.AddRange(await CountsAsync(generation, slices, Dimension.ModelVersion, RollUpCounts.OfShares, cancellationToken));
        return rows.GroupBy(r => r.SliceId).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.Measure, r => r.Count));
    }

    private Task<List<CountedPeriod>> CountsAsync(
        int generation, List<Slice> slices, Dimension dimension, IReadOnlyList<string>? measures, CancellationToken cancellationToken)
    {
        var ids = slices.Where(s => s.Dimension == dimension).Select(s => s.Id).ToList();
        var rows = db.RollUps.Where(r => r.Generation == generation && r.Grain == Grain.Whole && r.OffsetMinutes == 0 && ids.Contains(r.SliceId));
        if (measures is not null) rows = rows.Where(r => measures.Contains(r.Measure));
        return rows.Select(r => new CountedPeriod(r.SliceId, r.Measure, r.Start, r.Count)).ToListAsync(cancellationToken);
    }

    private Task<List<FrozenDataset>> DatasetsAsync(ApplicationAccess access, CancellationToken cancellationToken) =>
        (from v in db.DatasetVersions
         join d in db.Datasets.Within(access, d => d.ApplicationId) on v.DatasetId equals d.Id
         join a in db.Applications on d.ApplicationId equals a.Id
         where v.Complete
         orderby v.CreatedAt
         select new FrozenDataset(a.Name, a.Id, d.Name, v.Number, v.Rows, v.CreatedAt)).ToListAsync(cancellationToken);

    private LedgerLine LineOf(
        Revolution revolution, List<Slice> slices, Dictionary<long, Dictionary<string, long>> counts, ClusterEffects effects, OutcomeReporters reporters)
    {
        var all = slices.FindAll(s => s.Dimension == Dimension.All);
        // What was sent of the time before the first start belongs to the first revolution.
        var start = all.Select(s => s.FirstAt).Append(revolution.StartedAt).Min();
        var end = revolution.EndedAt ?? now;
        string[] scope = [CountScopes.Revolution(revolution.Id)];
        var counted = MeasuredCounts.Of(Sum(all.Select(s => counts.GetValueOrDefault(s.Id))), effects.Of(scope)) with
        {
            OutcomeEffect = effects.OfOutcomes(scope),
            Parts = PartsOf(slices, counts, reporters),
            Models = RollUpCounts.SharesOf(slices.FindAll(s => s.Dimension == Dimension.ModelVersion && reporters.Contains(s.ApplicationId)), counts),
        };
        return new(revolution.Id, start + ((end - start) / 2), counted);
    }

    private static IReadOnlyList<SuccessPart> PartsOf(List<Slice> slices, Dictionary<long, Dictionary<string, long>> counts, OutcomeReporters reporters)
    {
        var segments = slices.FindAll(s => s.Dimension == Dimension.Segment && counts.ContainsKey(s.Id));
        return segments.Count == 0 ? reporters.Nothing(null) : [.. segments.Select(s => reporters.PartOf(s.ApplicationId, s.Value, counts[s.Id]))];
    }

    /// <summary>The rate at the segments' shares of use, by what the rate itself is made of; null where use was not reported.</summary>
    private static PostStratifiedRate? Reweighted(MeasuredCounts all)
    {
        if (!all.ExposureKnown) return null;
        var byOutcomes = all.Parts.Any(p => p.ReportsOutcomes);
        var strata = all.Parts.Where(p => p.ReportsOutcomes == byOutcomes).GroupBy(p => p.Segment).Select(g =>
        {
            var (heard, used) = (SuccessEstimator.Sum(g, p => p.Heard), SuccessEstimator.Sum(g, p => p.Used));
            var (successes, trials) = byOutcomes ? (heard.Total.Succeeded, heard.Total.Labelled) : (heard.For.Population, heard.For.Population + heard.Against.Population);
            return new Stratum(g.Key, successes, trials, used.Total.Population, byOutcomes ? all.OutcomeEffect : all.DesignEffect);
        });
        return PostStratified.Estimate([.. strata]);
    }

    private static Dictionary<string, long> Sum(IEnumerable<Dictionary<string, long>?> parts) =>
        parts.OfType<Dictionary<string, long>>().SelectMany(p => p).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Sum(p => p.Value));
}
