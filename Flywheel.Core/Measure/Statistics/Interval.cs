namespace Flywheel.Core.Measure.Statistics;

/// <summary>A closed range of values that the data leave possible; its unit is that of the estimate that it belongs to.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end, never below <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>0 to 1: a rate of which nothing is known.</summary>
    public static Interval Unit => new(0, 1);

    /// <summary>-1 to 1: a difference of two rates of which nothing is known.</summary>
    public static Interval AnyDifference => new(-1, 1);

    /// <summary>High - Low, 0 or more.</summary>
    public double Width => High - Low;

    /// <summary>Whether a value lies inside, the ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The range estimate ± half width.</summary>
    internal static Interval Around(double estimate, double halfWidth) => new(estimate - halfWidth, estimate + halfWidth);

    /// <summary>The part inside the given limits.</summary>
    internal Interval ClampedTo(double low, double high) => new(Math.Clamp(Low, low, high), Math.Clamp(High, low, high));
}
