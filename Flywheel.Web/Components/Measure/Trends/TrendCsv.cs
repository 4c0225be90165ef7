using System.Globalization;
using System.Text.Json;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;
using Flywheel.Core.Spreadsheets;

namespace Flywheel.Web.Components.Measure.Trends;

/// <summary>
/// A trend as comma-separated values for people and their spreadsheets: a row for each period of each line, what is not known
/// left empty. No text is run as a formula; rates are fractions.
/// </summary>
internal static class TrendCsv
{
    private static readonly string[] Header =
    [
        "period_start", "period_start_utc", "line", "metric", "successes", "trials", "rate", "low", "high", "method", "outcome_coverage", "outcomes_only", "signals_only",
        "disagreement", "worst_case", "best_case", "interactions", "exposed", "coverage",
    ];

    public static async Task WriteAsync(Trend trend, TrendMetric metric, Stream output, CancellationToken cancel)
    {
        var signals = SignalsOf(trend);
        await using var csv = new SpreadsheetWriter(output);
        csv.Texts(Header.Concat(signals));
        await csv.EndRowAsync(cancel);
        foreach (var line in trend.Lines)
        {
            foreach (var (period, counts) in trend.Periods.Zip(line.Points))
            {
                WritePeriod(csv, period, trend.Query.Zone);
                WriteCounts(csv, TrendLabels.Of(line, trend.Query.Split), metric, counts);
                foreach (var signal in signals) csv.Number(counts.Signals.GetValueOrDefault(signal));
                await csv.EndRowAsync(cancel);
            }
        }
    }

    // The lines of a split count one signal at most: the others have no column rather than a 0.
    private static List<string> SignalsOf(Trend trend) => trend.Query.Split == TrendSplit.None
        ? [.. trend.All.Total.Signals.Keys.Order(StringComparer.Ordinal)]
        : trend.Query.Signal is { } signal ? [signal] : [];

    private static void WritePeriod(SpreadsheetWriter csv, TrendPeriod period, TimeZoneInfo zone)
    {
        var start = new DateTimeOffset(DateTime.SpecifyKind(period.Start, DateTimeKind.Utc));
        csv.Text(TimeZoneInfo.ConvertTime(start, zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        csv.Text(start.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }

    private static void WriteCounts(SpreadsheetWriter csv, string line, TrendMetric metric, MeasuredCounts counts)
    {
        var rate = metric.In(counts);
        var known = rate.Rate is not null;
        csv.Text(line);
        csv.Text(metric.Key);
        csv.Number(rate.Successes);
        csv.Number(rate.Trials);
        csv.Number(rate.Rate);
        csv.Number(known ? rate.Interval.Low : (double?)null);
        csv.Number(known ? rate.Interval.High : (double?)null);
        WriteEstimate(csv, counts.Estimate);
        csv.Number(counts.Interactions);
        csv.Number(counts.Exposed);
        csv.Number(counts.ExposureKnown ? counts.Coverage : null);
    }

    private static void WriteEstimate(SpreadsheetWriter csv, SuccessEstimate estimate)
    {
        csv.Text(JsonNamingPolicy.SnakeCaseLower.ConvertName(estimate.Method.ToString()));
        csv.Number(estimate.OutcomeCoverage);
        csv.Number(estimate.OutcomesOnly.Rate);
        csv.Number(estimate.SignalsOnly.Rate);
        csv.Number(estimate.Disagreement?.Difference.Difference);
        csv.Number(estimate.Bounds?.Low);
        csv.Number(estimate.Bounds?.High);
    }
}
