using System.Globalization;

namespace Flywheel.Web.Components.Shared.Charts;

/// <summary>How a chart writes its numbers: as English does.</summary>
/// <param name="Format">What the values are.</param>
/// <param name="Decimals">Digits after the point.</param>
public sealed record ChartNumbers(ChartFormat Format, int Decimals)
{
    /// <summary>As many digits as the values need: none for whole numbers, else so that three figures can differ.</summary>
    public static ChartNumbers For(ChartFormat format, IReadOnlyCollection<double> values, int? decimals)
    {
        if (decimals is { } wanted) return new ChartNumbers(format, wanted);
        if (format != ChartFormat.Number) return new ChartNumbers(format, 1);
        if (values.All(v => v == Math.Floor(v))) return new ChartNumbers(format, 0);
        var largest = values.Max(Math.Abs);
        return new ChartNumbers(format, largest >= 100 ? 1 : largest >= 1 ? 2 : 3);
    }

    /// <summary>The same, with the digits that a distance between ticks needs.</summary>
    public ChartNumbers ForStep(double step)
    {
        var shown = Format == ChartFormat.Number ? step : step * 100;
        return this with { Decimals = Math.Clamp((int)-Math.Floor(Math.Log10(shown) + 1e-9), 0, 9) };
    }

    /// <summary>With its unit: <c>1,204</c>, <c>78.2 %</c>, <c>+3.1 points</c>.</summary>
    public string Text(double value) => Format switch
    {
        ChartFormat.Percent => $"{Bare(value)} %",
        ChartFormat.PercentagePoints => $"{Bare(value)} points",
        _ => Bare(value),
    };

    /// <summary>A tick of the axis; points are named by the axis' title.</summary>
    public string Tick(double value) => Format == ChartFormat.PercentagePoints ? Bare(value) : Text(value);

    /// <summary>The value, its interval and its sample size, so far as they are known; null when nothing is.</summary>
    public string? Text(ChartCell cell)
    {
        var interval = cell is { Low: { } low, High: { } high } ? $"{Bare(low)} to {(cell.Y is null ? Text(high) : Bare(high))}" : null;
        var value = cell.Y is { } y ? Text(y) : null;
        if (value is null) return interval;
        return value + (interval is null ? "" : $" ({interval})")
            + (cell.N is { } n ? string.Create(CultureInfo.InvariantCulture, $", n = {n:N0}") : "");
    }

    private string Bare(double value)
    {
        var shown = Math.Round(Format == ChartFormat.Number ? value : value * 100, Decimals);
        var text = Math.Abs(shown).ToString($"N{Decimals}", CultureInfo.InvariantCulture);
        return shown < 0 ? $"−{text}" : Format == ChartFormat.PercentagePoints && shown > 0 ? $"+{text}" : text;
    }
}
