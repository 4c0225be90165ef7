using System.Text;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Trends;
using Flywheel.Web.Components.Measure.Trends;

namespace Flywheel.Tests.Components.Measure.Trends;

public sealed class TrendCsvTests
{
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    [Fact]
    public async Task A_row_holds_the_period_in_both_clocks_and_what_the_rate_is_made_of()
    {
        var rows = await RowsAsync(TrendLabelsTests.Trend(TrendLabelsTests.Counts(1, 1)));
        Assert.Equal("period_start,period_start_utc,line,metric,successes,trials,rate,low,high,method,outcome_coverage,outcomes_only,signals_only,disagreement,worst_case,best_case,interactions,exposed,coverage", rows[0]);
        Assert.Matches(@"^2026-03-01T09:00:00\+09:00,2026-03-01T00:00:00Z,Everything,success,1,2,0\.5,0\.09\d+,0\.90\d+,signals,0,,0\.5,,0,1,2,4,0\.5$", rows[1]);
    }

    [Fact]
    public async Task What_is_not_known_is_left_empty() =>
        Assert.EndsWith(",Everything,success,0,0,,,,signals,,,,,,,0,0,", (await RowsAsync(TrendLabelsTests.Trend(MeasuredCounts.None)))[1], StringComparison.Ordinal);

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("-2+3", "\"'-2+3\"")]
    [InlineData("a,b", "\"a,b\"")]
    public async Task A_name_is_never_a_formula(string name, string expected)
    {
        var trend = TrendLabelsTests.Trend(TrendLabelsTests.Counts(1, 1));
        var rows = await RowsAsync(trend with { Lines = [trend.All with { Name = name }] });
        Assert.Contains($"Z,{expected},success,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_signal_that_came_has_a_column()
    {
        var counts = TrendLabelsTests.Counts(1, 1) with { Signals = new Dictionary<string, long> { ["edit"] = 3, ["=x"] = 1 } };
        var trend = TrendLabelsTests.Trend(counts, MeasuredCounts.None);
        var rows = await RowsAsync(trend with { All = trend.All with { Total = counts } });
        Assert.EndsWith(",coverage,\"'=x\",edit", rows[0], StringComparison.Ordinal);
        Assert.EndsWith(",1,3", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(",0,0", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lines_of_a_split_have_no_column_for_a_signal_that_was_not_counted()
    {
        var counts = TrendLabelsTests.Counts(1, 1) with { Signals = new Dictionary<string, long> { ["edit"] = 3, ["copy"] = 1 } };
        var trend = TrendLabelsTests.Trend(counts);
        var query = trend.Query with { Split = TrendSplit.Segment };
        Assert.EndsWith(",coverage", (await RowsAsync(trend with { Query = query }))[0], StringComparison.Ordinal);
        Assert.EndsWith(",coverage,edit", (await RowsAsync(trend with { Query = query with { Signal = "edit" } }))[0], StringComparison.Ordinal);
    }

    private static async Task<string[]> RowsAsync(Trend trend)
    {
        using var output = new MemoryStream();
        await TrendCsv.WriteAsync(trend with { Query = trend.Query with { Zone = Tokyo } }, TrendMetric.Success, output, default);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
