using Flywheel.Web.Shell;

namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>What a series says at one x. All null: nothing.</summary>
public sealed record ChartCell(double? Y, double? Low, double? High, long? N)
{
    public static ChartCell Empty { get; } = new(null, null, null, null);
}

/// <summary>The points of all series laid over their common x: the rows of the table, and the order of the axis.</summary>
public sealed class ChartGrid
{
    private readonly List<Dictionary<string, ChartCell>> _cells;

    private ChartGrid(IReadOnlyList<ChartSeries> series, bool hasTimes, List<string> keys, List<DateTime> times)
    {
        (Series, HasTimes, Keys, Times) = (series, hasTimes, keys, times);
        _cells = [.. series.Select(s => s.Points.GroupBy(KeyOf).ToDictionary(g => g.Key, g => Clean(g.Last())))];
    }

    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>Whether x is time; else categories.</summary>
    public bool HasTimes { get; }

    /// <summary>One key for each x, in the order of the axis: the category, or the time.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The times (UTC) beside the keys; empty on an axis of categories.</summary>
    public IReadOnlyList<DateTime> Times { get; }

    /// <summary>Every finite number that is drawn.</summary>
    public IReadOnlyList<double> Values =>
        [.. _cells.SelectMany(c => c.Values).SelectMany(c => new[] { c.Y, c.Low, c.High }).OfType<double>()];

    public static ChartGrid Of(IReadOnlyList<ChartSeries> series)
    {
        var points = series.SelectMany(s => s.Points).ToList();
        var times = points.Select(p => p.Time).OfType<DateTime>().Distinct().Order().ToList();
        return times.Count > 0
            ? new ChartGrid(series, true, [.. times.Select(Key)], times)
            : new ChartGrid(series, false, [.. points.Select(KeyOf).Distinct()], []);
    }

    /// <summary>What a series says at an x.</summary>
    public ChartCell Cell(int series, int x) => _cells[series].GetValueOrDefault(Keys[x], ChartCell.Empty);

    /// <summary>How a person reads an x: the category, or the viewer's time, its clock left out where every time is a midnight.</summary>
    public IReadOnlyList<string> Labels(Viewer viewer)
    {
        if (!HasTimes) return Keys;
        var local = Times.Select(viewer.ToLocal).ToList();
        var format = local.TrueForAll(t => t.TimeOfDay == TimeSpan.Zero) ? "d MMM yyyy" : "d MMM yyyy, HH:mm";
        return [.. local.Select(t => t.ToString(format, System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static string KeyOf(ChartPoint point) => point.Time is { } time ? Key(time) : point.Category ?? "";

    private static string Key(DateTime time) => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static ChartCell Clean(ChartPoint point)
    {
        var (low, high) = (Finite(point.Low), Finite(point.High));
        return low is null || high is null ? new ChartCell(Finite(point.Y), null, null, point.N) : new ChartCell(Finite(point.Y), low, high, point.N);
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
