using System.Globalization;
using Flywheel.Core;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Operations;

namespace Flywheel.Web.Components.Operations.Status;

/// <summary>The figures of the system page in words.</summary>
public static class SystemLabels
{
    private const double Megabyte = 1 << 20;

    /// <summary>Bytes as people read them; unknown for null.</summary>
    public static string Size(long? bytes) => bytes switch
    {
        null => "unknown",
        < 1 << 20 => $"{(bytes.Value / 1024.0).ToString("N0", CultureInfo.InvariantCulture)} KB",
        < 1 << 30 => $"{(bytes.Value / Megabyte).ToString("N1", CultureInfo.InvariantCulture)} MB",
        _ => $"{(bytes.Value / Megabyte / 1024).ToString("N1", CultureInfo.InvariantCulture)} GB",
    };

    public static string Percent(double share) => (share * 100).ToString("N0", CultureInfo.InvariantCulture) + " %";

    public static string Invariant(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    public static string Commits(CommitTimes times) => times is { Median: { } median, Slowest99: { } slow }
        ? $"{Milliseconds(median)} (p50), {Milliseconds(slow)} (p99), of the last {NumberText.Whole(times.Count)}"
        : "no commit since the start";

    public static string Lag(LagFacts lag, string records) =>
        lag.Records == 0 ? "up to date" : $"{NumberText.Whole(lag.Records)} {records} behind, the oldest {lag.Seconds.ToString("N0", CultureInfo.InvariantCulture)} s old";

    /// <summary>A reader of what came in.</summary>
    public static string Reader(string name) => name switch
    {
        "curation" => "Curation of signals",
        "rescoring" => "Judging anew",
        _ => $"Measuring of {name}",
    };

    /// <summary>How far it is behind.</summary>
    public static string Lag(ReaderLag lag) => lag switch
    {
        { Waiting: 0 } => "up to date",
        { Reader: "rescoring" } => $"{NumberText.Whole(lag.Waiting)} items left, for {lag.LagSeconds.ToString("N0", CultureInfo.InvariantCulture)} s",
        _ => $"{NumberText.Whole(lag.Waiting)} behind, the oldest {lag.LagSeconds.ToString("N0", CultureInfo.InvariantCulture)} s old",
    };

    /// <summary>A retention setting.</summary>
    /// <param name="from">What the days count from.</param>
    public static string Kept(int days, string from) => days == 0 ? "kept for good" : $"kept {NumberText.Whole(days)} days {from}";

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "N1" : "N0", CultureInfo.InvariantCulture) + " ms";
}
