namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>An axis that begins and ends at round numbers and is divided at round numbers.</summary>
/// <param name="Min">The lower end.</param>
/// <param name="Max">The upper end, above <paramref name="Min"/>.</param>
/// <param name="Step">The distance of two ticks; the ends are ticks.</param>
public sealed record ChartScale(double Min, double Max, double Step)
{
    /// <summary>How many steps lie between the ends.</summary>
    public int Steps => (int)Math.Round((Max - Min) / Step);

    /// <summary>The ticks, from the lower end to the upper.</summary>
    public IEnumerable<double> Ticks => Enumerable.Range(0, Steps + 1).Select(i => Math.Round(Min + (i * Step), 12));

    /// <summary>The scale that holds all values with three to eight steps of 1, 2 or 5 times a power of ten.</summary>
    /// <param name="values">Finite; none at all gives 0 to 1.</param>
    /// <param name="withZero">Whether zero must be on it, as bars need.</param>
    public static ChartScale Of(IReadOnlyCollection<double> values, bool withZero)
    {
        if (values.Count == 0) return new ChartScale(0, 1, 0.2);
        var (low, high) = (values.Min(), values.Max());
        if (withZero) (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        if (high - low < 1e-9 * Math.Max(1, Math.Abs(high)))
        {
            var room = high == 0 ? 0.5 : Math.Abs(high) * 0.1;
            (low, high) = (low - room, high + room);
        }

        var step = RoundStep((high - low) / 5);
        return new ChartScale(Snap(Math.Floor((low / step) + 1e-9), step), Snap(Math.Ceiling((high / step) - 1e-9), step), step);
    }

    private static double Snap(double count, double step) => Math.Round(count * step, 12);

    private static double RoundStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var leading = raw / power;
        return power * (leading < 1.2 ? 1 : leading < 2.5 ? 2 : leading < 6 ? 5 : 10);
    }
}
