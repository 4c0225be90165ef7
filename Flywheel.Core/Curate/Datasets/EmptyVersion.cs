using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>Says why a version would hold nothing.</summary>
public static class EmptyVersion
{
    /// <summary>What was there, and why none of it qualified.</summary>
    /// <param name="candidates">All candidates of the application.</param>
    /// <param name="approved">Those of them that are approved.</param>
    /// <param name="funnel">Where those went that the filter concerns.</param>
    public static string Explain(int candidates, int approved, DatasetFilter filter, DatasetFunnel funnel)
    {
        if (candidates == 0) return "There is nothing to freeze: the application has no candidates yet.";
        if (funnel.Found == 0)
            return $"There is nothing to freeze: the application has {NumberText.Count(candidates, "candidate")}, {NumberText.Whole(approved)} of them approved, and none with {Asked(filter)}.";
        return $"There is nothing to freeze: of {NumberText.Count(funnel.Found, "candidate")} with {Asked(filter)}, {string.Join(", ", Parts(funnel))}.";
    }

    private static IEnumerable<string> Parts(DatasetFunnel funnel)
    {
        if (funnel.Waiting > 0) yield return $"{NumberText.Whole(funnel.Waiting)} not decided yet";
        if (funnel.Held > 0) yield return $"{NumberText.Whole(funnel.Held)} held";
        if (funnel.Rejected > 0) yield return $"{NumberText.Whole(funnel.Rejected)} rejected";
        if (funnel.Duplicate > 0) yield return $"{NumberText.Whole(funnel.Duplicate)} rejected or left out as duplicates";
        if (funnel.Bridged > 0) yield return $"{NumberText.Whole(funnel.Bridged)} left out as near-duplicates of rows on two sides of the split";
    }

    private static string Asked(DatasetFilter filter)
    {
        var asked = new List<string> { $"quality {filter.MinQuality.ToWire()} or better" };
        if (filter.Sources is { } sources) asked.Add($"source {string.Join(" or ", sources.Select(s => s.ToWire()))}");
        if (filter.Segments is { Count: 1 } one) asked.Add($"segment {one[0]}");
        else if (filter.Segments is { } several) asked.Add($"one of {NumberText.Whole(several.Count)} segments");
        return string.Join(", ", asked);
    }
}
