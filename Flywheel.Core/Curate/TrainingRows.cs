using System.Runtime.CompilerServices;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate;

/// <summary>Reads approved candidates as training rows, in pages by rising id: constant memory, whatever their number.</summary>
internal static class TrainingRows
{
    private const int PageSize = 500;

    /// <summary>The quality that a source has on the wire, always: a correction's is very high, an approved answer's high.</summary>
    public static Quality QualityOf(CandidateSource source) =>
        source == CandidateSource.UserCorrection ? Quality.VeryHigh : Quality.High;

    /// <summary>The sources whose quality is at least this.</summary>
    public static IReadOnlyList<CandidateSource> SourcesFrom(Quality least) =>
        [.. Enum.GetValues<CandidateSource>().Where(source => QualityOf(source) >= least)];

    /// <summary>Candidates in pages by rising id. Each page is a query of its own, so that no reader holds the database.</summary>
    public static async IAsyncEnumerable<TrainingCandidate> PagesAsync(
        FlywheelDbContext db, Func<FlywheelDbContext, IQueryable<TrainingCandidate>> query, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var last = after;
            var page = await query(db).AsNoTracking().Where(c => c.Id > last).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancellationToken);
            foreach (var candidate in page) yield return candidate;
            if (page.Count < PageSize) yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>The rows of a frozen version, of one side of its split or of all.</summary>
    public static async IAsyncEnumerable<TrainingRow> OfVersionAsync(
        FlywheelDbContext db, long versionId, Split? split, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = 0L;
        while (true)
        {
            var after = last;
            var page = await db.DatasetRows.AsNoTracking().Include(r => r.Candidate)
                .Where(r => r.DatasetVersionId == versionId && r.CandidateId > after && (split == null || r.Split == split))
                .OrderBy(r => r.CandidateId).Take(PageSize).ToListAsync(cancellationToken);
            foreach (var row in page) yield return From(row.Candidate!, row.Split, row.GroupId);
            if (page.Count < PageSize) yield break;
            last = page[^1].CandidateId;
        }
    }

    /// <summary>An approved candidate as a row.</summary>
    public static TrainingRow From(TrainingCandidate c, Split split, long groupId) => new(
        c.Id, c.Source, QualityOf(c.Source), split, groupId, c.Segment, SignalContext.Parse(c.Context), c.Input, c.IdealOutput!,
        c.Source == CandidateSource.UserCorrection ? c.OriginalOutput : null);
}
