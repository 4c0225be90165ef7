using System.Runtime.CompilerServices;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

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

    /// <summary>The rows of a frozen version by rising id, of one side of its split or of all.</summary>
    /// <param name="withContext">Only those that have a context.</param>
    public static async IAsyncEnumerable<TrainingRow> OfVersionAsync(
        FlywheelDbContext db, long versionId, Split? split, [EnumeratorCancellation] CancellationToken cancellationToken, bool withContext = false)
    {
        var (size, last) = (new PageSize(), long.MinValue);
        while (true)
        {
            var (rows, after) = (size.Rows, last);
            var page = await Rows(db, versionId, split, withContext).Where(r => r.CandidateId > after).OrderBy(r => r.CandidateId).Take(rows)
                .Select(r => new Frozen(
                    r.CandidateId, r.Split, r.GroupId, r.Candidate!.Source, r.Candidate.Segment, r.Candidate.Context, r.Candidate.Input,
                    r.Candidate.IdealOutput!, r.Candidate.OriginalOutput))
                .ToListAsync(cancellationToken);
            foreach (var row in page) yield return row.ToRow();
            if (page.Count < rows) yield break;
            last = page[^1].Id;
            size.Learn(page.Count, page.Sum(r => r.Chars));
        }
    }

    /// <summary>The rows in the order of a format's file: by rising id, but first one that shows the types of all members, where the format needs it.</summary>
    public static async IAsyncEnumerable<TrainingRow> ForFileAsync(
        FlywheelDbContext db, long versionId, Split? split, IExportFormat format, ExportRows shape, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = format.ShowsTypes is { } shows
            ? await OfVersionAsync(db, versionId, split, cancellationToken, withContext: true)
                .FirstOrDefaultAsync(r => shows(r) && r.IsOf(shape) && format.LeavesOut(r) is null, cancellationToken)
            : null;
        if (first is not null) yield return first;
        await foreach (var row in OfVersionAsync(db, versionId, split, cancellationToken))
        {
            if (row.Id != first?.Id) yield return row;
        }
    }

    /// <summary>An approved candidate as a row.</summary>
    public static TrainingRow From(TrainingCandidate c, Split split, long groupId) =>
        new Frozen(c.Id, split, groupId, c.Source, c.Segment, c.Context, c.Input, c.IdealOutput!, c.OriginalOutput).ToRow();

    private static IQueryable<DatasetRow> Rows(FlywheelDbContext db, long versionId, Split? split, bool withContext)
    {
        var rows = db.DatasetRows.AsNoTracking().Where(r => r.DatasetVersionId == versionId);
        if (split is { } side) rows = rows.Where(r => r.Split == side);
        return withContext ? rows.Where(r => r.Candidate!.Context != null) : rows;
    }

    /// <summary>What an export reads of a row.</summary>
    private sealed record Frozen(
        long Id, Split Split, long GroupId, CandidateSource Source, string? Segment, string? Context, string Input, string IdealOutput, string OriginalOutput)
    {
        public long Chars => Input.Length + IdealOutput.Length + OriginalOutput.Length + (Context?.Length ?? 0);

        public TrainingRow ToRow() => new(
            Id, Source, QualityOf(Source), Split, GroupId, Segment, SignalContext.Parse(Context), Input, IdealOutput,
            Source == CandidateSource.UserCorrection ? OriginalOutput : null);
    }
}
