using System.Globalization;
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
            return $"There is nothing to freeze: the application has {Count(candidates, "candidate")}, {Number(approved)} of them approved, and none with {Asked(filter)}.";
        return $"There is nothing to freeze: of {Count(funnel.Found, "candidate")} with {Asked(filter)}, {string.Join(", ", Parts(funnel))}.";
    }

    private static IEnumerable<string> Parts(DatasetFunnel funnel)
    {
        if (funnel.Waiting > 0) yield return $"{Number(funnel.Waiting)} not decided yet";
        if (funnel.Held > 0) yield return $"{Number(funnel.Held)} held";
        if (funnel.Rejected > 0) yield return $"{Number(funnel.Rejected)} rejected";
        if (funnel.Duplicate > 0) yield return $"{Number(funnel.Duplicate)} rejected or left out as duplicates";
        if (funnel.Bridged > 0) yield return $"{Number(funnel.Bridged)} left out as near-duplicates of rows on two sides of the split";
    }

    private static string Asked(DatasetFilter filter)
    {
        var asked = new List<string> { $"quality {filter.MinQuality.ToWire()} or better" };
        if (filter.Sources is { } sources) asked.Add($"source {string.Join(" or ", sources.Select(s => s.ToWire()))}");
        if (filter.Segments is { Count: 1 } one) asked.Add($"segment {one[0]}");
        else if (filter.Segments is { } several) asked.Add($"one of {Number(several.Count)} segments");
        return string.Join(", ", asked);
    }

    private static string Count(int count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
