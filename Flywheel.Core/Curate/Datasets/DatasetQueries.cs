using Flywheel.Core.Data;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>A dataset's filter as a query.</summary>
internal static class DatasetQueries
{
    /// <summary>The candidates of an application that the filter concerns, whatever became of them.</summary>
    public static IQueryable<TrainingCandidate> Filtered(FlywheelDbContext db, int applicationId, DatasetFilter filter)
    {
        var sources = TrainingRows.SourcesFrom(filter.MinQuality).Where(s => filter.Sources?.Contains(s) ?? true).ToList();
        var query = db.Candidates.Where(c => c.ApplicationId == applicationId && sources.Contains(c.Source));
        return filter.Segments is { } segments ? query.Where(c => c.Segment != null && segments.Contains(c.Segment)) : query;
    }
}
