namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>One point of a series. A time or a category says where it stands; what is not finite counts as missing.</summary>
/// <param name="Time">UTC; null on an axis of categories.</param>
/// <param name="Category">The category; null on an axis of time.</param>
/// <param name="Y">The value; null leaves a gap. Percentages are fractions: 0.782 is 78.2 %.</param>
/// <param name="Low">The lower end of the interval, in the unit of <paramref name="Y"/>.</param>
/// <param name="High">The upper end. An interval without a value is a band without a line.</param>
/// <param name="N">The sample size.</param>
public sealed record ChartPoint(DateTime? Time, string? Category, double? Y, double? Low = null, double? High = null, long? N = null)
{
    /// <summary>A point in time (UTC).</summary>
    public static ChartPoint At(DateTime utc, double? y, double? low = null, double? high = null, long? n = null) =>
        new(utc, null, y, low, high, n);

    /// <summary>A point of a category.</summary>
    public static ChartPoint Of(string category, double? y, double? low = null, double? high = null, long? n = null) =>
        new(null, category, y, low, high, n);
}

/// <summary>A named row of points. All series of a chart share their x: what one lacks of another's is a gap.</summary>
/// <param name="Name">How a person calls it; its colour hangs on it.</param>
/// <param name="Points">In any order; times are sorted, categories stand as they first come.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>A series over time, picked out of any items.</summary>
    public static ChartSeries Over<T>(
        string name, IEnumerable<T> items, Func<T, DateTime> x, Func<T, double?> y,
        Func<T, double?>? low = null, Func<T, double?>? high = null, Func<T, long?>? n = null) =>
        new(name, [.. items.Select(i => ChartPoint.At(x(i), y(i), low?.Invoke(i), high?.Invoke(i), n?.Invoke(i)))]);

    /// <summary>A series over categories, picked out of any items.</summary>
    public static ChartSeries By<T>(
        string name, IEnumerable<T> items, Func<T, string> x, Func<T, double?> y,
        Func<T, double?>? low = null, Func<T, double?>? high = null, Func<T, long?>? n = null) =>
        new(name, [.. items.Select(i => ChartPoint.Of(x(i), y(i), low?.Invoke(i), high?.Invoke(i), n?.Invoke(i)))]);
}

/// <summary>Something that happened, as an upright line on the axis of time.</summary>
/// <param name="At">UTC.</param>
/// <param name="Label">A few words.</param>
public sealed record ChartMark(DateTime At, string Label);

/// <summary>A level to compare with, in the unit of y: a line, or a band where it has an upper end.</summary>
public sealed record ChartTarget(string Label, double From, double? To = null);

/// <summary>A stretch of time, UTC.</summary>
public sealed record ChartRange(DateTime From, DateTime To);

/// <summary>How values are drawn.</summary>
public enum ChartKind
{
    /// <summary>Lines over time or over categories in their order; intervals as bands.</summary>
    Line,

    /// <summary>Lying bars from zero, a row for each category; intervals as error bars.</summary>
    Bar,

    /// <summary>Points on a scale that need not begin at zero, a row for each category; intervals as error bars.</summary>
    Points,
}

/// <summary>What the values are.</summary>
public enum ChartFormat
{
    /// <summary>Plain numbers.</summary>
    Number,

    /// <summary>Fractions, shown as percentages.</summary>
    Percent,

    /// <summary>Differences of fractions, shown as signed percentage points.</summary>
    PercentagePoints,
}
