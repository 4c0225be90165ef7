using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;
using Flywheel.Web.Components.Measure.Trends;

namespace Flywheel.Tests.Components.Measure.Trends;

public sealed class TrendLabelsTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_clear_change_is_stated_with_its_interval() => Assert.Equal(
        "Success by signals rose 10.0 points (7.3 to 12.7) from the first half of the range to the second",
        TrendLabels.Finding(Trend(Counts(1400, 600), Counts(1600, 400)), TrendMetric.Success));

    [Fact]
    public void A_decrease_is_stated_as_one() => Assert.StartsWith(
        "Success by signals fell 10.0 points (7.3 to 12.7)", TrendLabels.Finding(Trend(Counts(1600, 400), Counts(1400, 600)), TrendMetric.Success), StringComparison.Ordinal);

    [Fact]
    public void What_chance_explains_is_not_stated_as_a_change() => Assert.Equal(
        "Success by signals held at 75.0 % (53.1 to 88.8): no clear change within the range", TrendLabels.Finding(Trend(Counts(7, 3), Counts(8, 2)), TrendMetric.Success));

    [Fact]
    public void One_point_is_stated_as_it_is() => Assert.Equal(
        "Success by signals was 100.0 % (34.2 to 100.0)", TrendLabels.Finding(Trend(Counts(2, 0)), TrendMetric.Success));

    [Fact]
    public void Without_a_verdict_only_that_is_stated() => Assert.Equal(
        "Nothing was judged in this range: 5 interactions, none with a verdict",
        TrendLabels.Finding(Trend(MeasuredCounts.None with { Interactions = 5 }), TrendMetric.Success));

    [Fact]
    public void Rates_by_outcomes_are_called_success() => Assert.StartsWith(
        "Success rose 10.0 points (7.3 to 12.7)",
        TrendLabels.Finding(Trend(Reported(1400, 600), Reported(1600, 400)), TrendMetric.Success), StringComparison.Ordinal);

    [Fact]
    public void Without_an_outcome_in_the_range_only_the_bounds_are_stated()
    {
        var lacking = new SuccessPart("shop", "", true, new(new(4, 0, 0), new(1, 0, 0), new(5, 0, 0)), default);
        var counts = MeasuredCounts.None with { Interactions = 10, Parts = [lacking] };
        Assert.Equal("No outcomes in this range: success is anything from 0.0 to 100.0 %", TrendLabels.Finding(Trend(counts) with { All = new(null, false, [counts], counts) }, TrendMetric.Success));
    }

    [Fact]
    public void Without_any_use_coverage_is_unknown_rather_than_whole()
    {
        var trend = Trend(Counts(5, 5) with { Exposed = 0, ExposedEvidence = 0 });
        Assert.Equal("Coverage is unknown: no interactions were sent", TrendLabels.Finding(trend, TrendMetric.Coverage));
        Assert.Null(Assert.Single(TrendLabels.Series(trend, TrendMetric.Coverage)).Points[0].Y);
    }

    [Fact]
    public void A_split_names_the_ends_only_where_their_intervals_are_apart()
    {
        Assert.StartsWith("Success by signals is highest for a, 90.0 %", Split(Counts(180, 20), Counts(100, 100)), StringComparison.Ordinal);
        Assert.EndsWith("no clear difference between the lines", Split(Counts(9, 1), Counts(5, 5)), StringComparison.Ordinal);
    }

    [Fact]
    public void Periods_of_which_nothing_is_known_are_gaps()
    {
        var points = Assert.Single(TrendLabels.Series(Trend(Counts(7, 3), MeasuredCounts.None), TrendMetric.Success)).Points;
        Assert.Equal((0.7, 10L), (points[0].Y, points[0].N));
        Assert.Equal((null, null, null), (points[1].Y, points[1].Low, points[1].High));
    }

    [Fact]
    public void A_name_cannot_turn_the_text_around_it() =>
        Assert.DoesNotContain('\u202e', TrendLabels.Visible(new TrendLine("\u202eretail", false, [], MeasuredCounts.None), TrendSplit.Segment));

    [Fact]
    public void Values_that_are_missing_and_the_rest_have_names_of_their_own()
    {
        Assert.Equal("No segment", TrendLabels.Of(new TrendLine("", false, [], MeasuredCounts.None), TrendSplit.Segment));
        Assert.Equal("All others", TrendLabels.Of(new TrendLine(null, true, [], MeasuredCounts.None), TrendSplit.Segment));
    }

    internal static MeasuredCounts Counts(long succeeded, long failed) =>
        MeasuredCounts.None with { Interactions = succeeded + failed, Evidence = succeeded + failed, Succeeded = succeeded, Failed = failed, Exposed = 2 * (succeeded + failed), ExposedEvidence = succeeded + failed, ExposedSucceeded = succeeded, ExposedFailed = failed };

    private static MeasuredCounts Reported(long succeeded, long failed) => Counts(succeeded, failed) with { Reported = succeeded + failed, ReportedSucceeded = succeeded };

    internal static Trend Trend(params MeasuredCounts[] points)
    {
        var all = new TrendLine(null, false, points, Sum(points));
        return new(Query(TrendSplit.None), [.. points.Select((_, i) => new TrendPeriod(Start.AddDays(i), Start.AddDays(i + 1)))], all, [all], [], 1, false);
    }

    private static string Split(MeasuredCounts a, MeasuredCounts b)
    {
        var trend = Trend(Sum([a, b]));
        return TrendLabels.Finding(trend with { Query = Query(TrendSplit.Segment), Lines = [new("a", false, [a], a), new("b", false, [b], b)] }, TrendMetric.Success);
    }

    private static TrendQuery Query(TrendSplit split) => new(new(2026, 3, 1), new(2026, 3, 2), TrendStep.Day, TimeZoneInfo.Utc, split);

    private static MeasuredCounts Sum(IReadOnlyCollection<MeasuredCounts> points) => MeasuredCounts.None with
    {
        Interactions = points.Sum(p => p.Interactions), Evidence = points.Sum(p => p.Evidence), Succeeded = points.Sum(p => p.Succeeded), Failed = points.Sum(p => p.Failed),
        Reported = points.Sum(p => p.Reported), ReportedSucceeded = points.Sum(p => p.ReportedSucceeded),
        Exposed = points.Sum(p => p.Exposed), ExposedEvidence = points.Sum(p => p.ExposedEvidence), ExposedSucceeded = points.Sum(p => p.ExposedSucceeded), ExposedFailed = points.Sum(p => p.ExposedFailed),
    };
}
