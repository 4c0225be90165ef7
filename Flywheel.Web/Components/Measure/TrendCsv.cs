using System.Globalization;
using CsvHelper;
using Flywheel.Core.Measure;

namespace Flywheel.Web.Components.Measure;

/// <summary>
/// A trend as comma-separated values for people and their spreadsheets: a row for each period of each line, what is not known
/// left empty. No text is run as a formula; rates are fractions.
/// </summary>
internal static class TrendCsv
{
    private static readonly string[] Header =
        ["period_start", "period_start_utc", "line", "metric", "successes", "trials", "rate", "low", "high", "interactions", "exposed", "coverage"];

    // Escape concerns texts only: those that a spreadsheet would take for a formula.
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n", Injection = CsvInjection.Escape, Quoting = CsvQuoting.WhenNeededOrWhitespace };

    public static async Task WriteAsync(Trend trend, TrendMetric metric, Stream output, CancellationToken cancel)
    {
        var signals = SignalsOf(trend);
        await using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        foreach (var name in Header.Concat(signals)) csv.WriteField(name);
        await csv.EndRecordAsync(cancel);
        foreach (var line in trend.Lines)
        {
            foreach (var (period, counts) in trend.Periods.Zip(line.Points))
            {
                WritePeriod(csv, period, trend.Query.Zone);
                WriteCounts(csv, TrendWords.Of(line, trend.Query.Split), metric, counts);
                foreach (var signal in signals) csv.WriteField(counts.Signals.GetValueOrDefault(signal));
                await csv.EndRecordAsync(cancel);
            }
        }
    }

    // The lines of a split count one signal at most: the others have no column rather than a 0.
    private static List<string> SignalsOf(Trend trend) => trend.Query.Split == TrendSplit.None
        ? [.. trend.All.Total.Signals.Keys.Order(StringComparer.Ordinal)]
        : trend.Query.Signal is { } signal ? [signal] : [];

    private static void WritePeriod(CsvWriter csv, TrendPeriod period, TimeZoneInfo zone)
    {
        var start = new DateTimeOffset(DateTime.SpecifyKind(period.Start, DateTimeKind.Utc));
        csv.WriteField(TimeZoneInfo.ConvertTime(start, zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        csv.WriteField(start.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }

    private static void WriteCounts(CsvWriter csv, string line, TrendMetric metric, MeasuredCounts counts)
    {
        var rate = metric.In(counts);
        var known = rate.Rate is not null;
        csv.WriteField(line);
        csv.WriteField(metric.Key);
        csv.WriteField(rate.Successes);
        csv.WriteField(rate.Trials);
        csv.WriteField(rate.Rate);
        csv.WriteField(known ? rate.Interval.Low : (double?)null);
        csv.WriteField(known ? rate.Interval.High : (double?)null);
        csv.WriteField(counts.Interactions);
        csv.WriteField(counts.Exposed);
        csv.WriteField(counts.ExposureKnown ? counts.Coverage : null);
    }
}
