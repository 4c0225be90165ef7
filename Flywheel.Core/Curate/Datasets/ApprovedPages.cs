using System.Runtime.CompilerServices;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>An approved candidate as far as freezing needs it.</summary>
/// <param name="SharesInput">An earlier approved candidate has the same normalised input.</param>
internal sealed record ApprovedCandidate(
    long Id, CandidateSource Source, string? Segment, string? Context, string Input, string IdealOutput, string OriginalOutput,
    long GroupId, string? BridgedGroups, int PolicyVersion, byte[] InputHash, bool SharesInput)
{
    /// <summary>Its own group and those of its near-duplicates.</summary>
    public long[] Groups => BridgedGroups is not { } others
        ? [GroupId]
        : [GroupId, .. others.Split(',').Select(id => long.Parse(id, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>The row that it becomes on that side.</summary>
    public TrainingRow ToRow(Split split) => new(
        Id, Source, TrainingRows.QualityOf(Source), split, GroupId, Segment, SignalContext.Parse(Context), Input, IdealOutput,
        Source == CandidateSource.UserCorrection ? OriginalOutput : null);

    /// <summary>UTF-16 units of its texts.</summary>
    public long Chars => Input.Length + IdealOutput.Length + OriginalOutput.Length + (Context?.Length ?? 0);
}

/// <summary>
/// The candidates of a filter that were approved at an instant, in pages by rising id. Each source is read by its own
/// queries: then one index fits all conditions and the order, and no plan sorts what is left for every page.
/// </summary>
internal sealed class ApprovedPages(FlywheelDbContext db, int applicationId, DatasetFilter filter, DateTime at)
{
    /// <summary>The pages; none is empty, and no reader is open between them.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ApprovedCandidate>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sources = DatasetQueries.SourcesOf(filter).Select(s => new SourceReader(this, s)).ToList();
        while (true)
        {
            foreach (var source in sources) await source.FillAsync(cancellationToken);
            if (sources.TrueForAll(s => s.Waiting.Count == 0)) yield break;
            yield return Merged(sources);
        }
    }

    /// <summary>All that waits up to the smallest of the readers' last ids: beyond it a reader that goes on may have more.</summary>
    private static List<ApprovedCandidate> Merged(List<SourceReader> sources)
    {
        var bound = sources.Where(s => !s.AtEnd).Select(s => s.Waiting.Last().Id).DefaultIfEmpty(long.MaxValue).Min();
        return [.. sources.SelectMany(s => s.TakeTo(bound)).OrderBy(c => c.Id)];
    }

    private Task<List<ApprovedCandidate>> PageAsync(CandidateSource source, long after, int size, CancellationToken cancellationToken) =>
        Of(source).Where(c => c.Id > after).OrderBy(c => c.Id).Take(size)
            .Select(c => new ApprovedCandidate(
                c.Id, c.Source, c.Segment, c.Context, c.Input, c.IdealOutput!, c.OriginalOutput, c.GroupId, c.BridgedGroups, c.PolicyVersion, c.InputHash,
                db.Candidates.Any(e => e.ApplicationId == c.ApplicationId && e.InputHash == c.InputHash && e.State == CandidateState.Approved && e.Id < c.Id)))
            .ToListAsync(cancellationToken);

    private IQueryable<TrainingCandidate> Of(CandidateSource source) => DatasetQueries.InSegments(
        db.Candidates.AsNoTracking().Where(c => c.ApplicationId == applicationId && c.State == CandidateState.Approved && c.Source == source && c.DecidedAt <= at), filter);

    /// <summary>What was read of one source and not given out.</summary>
    private sealed class SourceReader(ApprovedPages pages, CandidateSource source)
    {
        private readonly PageSize _size = new();
        private long _after;

        public Queue<ApprovedCandidate> Waiting { get; } = [];
        public bool AtEnd { get; private set; }

        public async Task FillAsync(CancellationToken cancellationToken)
        {
            if (AtEnd || Waiting.Count > 0) return;
            var size = _size.Rows;
            var page = await pages.PageAsync(source, _after, size, cancellationToken);
            foreach (var candidate in page) Waiting.Enqueue(candidate);
            AtEnd = page.Count < size;
            if (page.Count == 0) return;
            _after = page[^1].Id;
            _size.Learn(page.Count, page.Sum(c => c.Chars));
        }

        public IEnumerable<ApprovedCandidate> TakeTo(long bound)
        {
            while (Waiting.TryPeek(out var next) && next.Id <= bound) yield return Waiting.Dequeue();
        }
    }
}
