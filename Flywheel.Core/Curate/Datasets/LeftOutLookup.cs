using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>Finds out which version left an approved item out, and why.</summary>
internal static class LeftOutLookup
{
    private const int MostVersions = 50;
    private const int MostTwins = 100;

    /// <summary>The newest version that should have taken the item; null where none was frozen since its approval.</summary>
    /// <param name="item">Approved, and in no version.</param>
    public static async Task<LeftOut?> FindAsync(FlywheelDbContext db, TrainingCandidate item, CancellationToken cancellationToken)
    {
        var versions = await db.DatasetVersions.AsNoTracking().Include(v => v.Dataset)
            .Where(v => v.Complete && v.Dataset!.ApplicationId == item.ApplicationId && v.CreatedAt >= item.DecidedAt)
            .OrderByDescending(v => v.Id).Take(MostVersions).ToListAsync(cancellationToken);
        if (versions.Find(v => Takes(v, item)) is not { } version) return null;
        var cause = await HasTwinAsync(db, version.Id, item, cancellationToken) ? LeftOutCause.Duplicate : LeftOutCause.Bridge;
        return new(version.Dataset!.Name, version.Number, cause);
    }

    private static bool Takes(DatasetVersion version, TrainingCandidate item)
    {
        var filter = DatasetManifest.Parse(version.Manifest).Filter;
        var least = WireNames.ParseQuality(filter.MinQuality) ?? Quality.High;
        var sources = filter.Sources?.Select(s => WireNames.ParseSource(s)).OfType<CandidateSource>().ToList();
        return new DatasetFilter(least, sources, filter.Segments).Takes(TrainingRows.QualityOf(item.Source), item.Source, item.Segment);
    }

    private static async Task<bool> HasTwinAsync(FlywheelDbContext db, long versionId, TrainingCandidate item, CancellationToken cancellationToken)
    {
        var twins = await db.DatasetRows.Where(r => r.DatasetVersionId == versionId && r.Candidate!.ApplicationId == item.ApplicationId && r.Candidate.InputHash == item.InputHash)
            .OrderBy(r => r.CandidateId).Take(MostTwins).Select(r => new { r.Candidate!.Input, r.Candidate.IdealOutput }).ToListAsync(cancellationToken);
        var own = TextNormaliser.Hash(item.Input, item.IdealOutput!);
        return twins.Exists(t => t.IdealOutput is not null && TextNormaliser.Hash(t.Input, t.IdealOutput).AsSpan().SequenceEqual(own));
    }
}
