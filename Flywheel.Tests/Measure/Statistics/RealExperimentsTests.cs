using System.Globalization;
using System.Text.Json;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>The last snapshots of 40 metrics of real experiments against figures of scipy.</summary>
public sealed class RealExperimentsTests
{
    [Fact]
    public void Welchs_t_degrees_of_freedom_p_and_interval_are_scipys() => ForAll((expected, control, treatment) =>
    {
        var result = Welch.Test(control, treatment);
        Near(expected, "difference", result.Difference, 1e-10);
        Near(expected, "standard_error", result.StandardError, 1e-10);
        Near(expected, "welch_t", result.Statistic, 1e-10);
        Near(expected, "welch_df", result.DegreesOfFreedom, 1e-10);
        Near(expected, "p_two_sided", result.PValue, 1e-10);
        Near(expected.GetProperty("ci95")[0].GetDouble(), result.Interval!.Value.Low, 1e-10);
        Near(expected.GetProperty("ci95")[1].GetDouble(), result.Interval.Value.High, 1e-10);
    });

    [Fact]
    public void The_sample_ratios_chi_squared_and_p_are_scipys() => ForAll((expected, control, treatment) =>
    {
        var result = SampleRatio.ChiSquared([(long)control.Count, (long)treatment.Count], [0.5, 0.5]);
        Near(expected, "srm_chi2_if_50_50", result.Statistic, 1e-10);
        Near(expected, "srm_p_if_50_50", result.PValue, 1e-10);
    });

    private static void ForAll(Action<JsonElement, Sample, Sample> check)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("ab_expected.json")));
        var expected = file.RootElement.GetProperty("asos_last_snapshot").EnumerateArray().ToList();
        var last = LastSnapshots();
        Assert.Equal(40, expected.Count);
        foreach (var metric in expected)
        {
            var row = last[$"{metric.Text("experiment_id")},{metric.Text("variant_id")},{metric.Text("metric_id")}"];
            check(metric, new(row[1], row[3], row[5]), new(row[2], row[4], row[6]));
        }
    }

    /// <summary>By experiment, variant and metric: time, then counts, means and variances of control and treatment.</summary>
    private static Dictionary<string, double[]> LastSnapshots() => File.ReadLines(SharedData.PathOf("ab_test_asos.csv")).Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(cells => string.Join(',', cells[..3]), cells => cells[3..].Select(Number).ToArray())
        .ToDictionary(group => group.Key, group => group.MaxBy(row => row[0])!);

    private static double Number(string cell) => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);

    private static void Near(JsonElement expected, string name, double? actual, double relative) =>
        Near(expected.GetProperty(name).GetDouble(), actual!.Value, relative);

    private static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"Expected {expected:R}, got {actual:R}.");
}
