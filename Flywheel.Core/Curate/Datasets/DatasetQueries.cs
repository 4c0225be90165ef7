using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>A dataset's filter as a query.</summary>
internal static class DatasetQueries
{
    /// <summary>The candidates of an application that the filter concerns, whatever became of them.</summary>
    public static IQueryable<TrainingCandidate> Filtered(FlywheelDbContext db, int applicationId, DatasetFilter filter)
    {
        var sources = SourcesOf(filter);
        return InSegments(db.Candidates.Where(c => c.ApplicationId == applicationId && sources.Contains(c.Source)), filter);
    }

    /// <summary>The sources that the filter's quality and sources leave.</summary>
    public static List<CandidateSource> SourcesOf(DatasetFilter filter) =>
        [.. TrainingRows.SourcesFrom(filter.MinQuality).Where(s => filter.Sources?.Contains(s) ?? true)];

    /// <summary>Those of the filter's segments.</summary>
    public static IQueryable<TrainingCandidate> InSegments(IQueryable<TrainingCandidate> query, DatasetFilter filter) =>
        filter.Segments is { } segments ? query.Where(c => c.Segment != null && segments.Contains(c.Segment)) : query;
}
