using System.Globalization;
using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>Experiments in words: names on the wire, and numbers as people read them.</summary>
public static class ExperimentLabels
{
    private static readonly Dictionary<string, ExperimentUnit> Units = new()
    {
        ["person"] = ExperimentUnit.Person, ["session"] = ExperimentUnit.Session, ["interaction"] = ExperimentUnit.Interaction,
    };

    /// <summary>The unit's name on the wire.</summary>
    public static string ToWire(this ExperimentUnit unit) => unit.ToString().ToLowerInvariant();

    /// <summary>The state's name on the wire.</summary>
    public static string ToWire(this ExperimentState state) => state.ToString().ToLowerInvariant();

    /// <summary>The decision's name on the wire.</summary>
    public static string ToWire(this ExperimentDecision decision) => decision.ToString().ToLowerInvariant();

    /// <summary>A unit by its name on the wire; null for another one.</summary>
    public static ExperimentUnit? ParseUnit(string? name) => name is not null && Units.TryGetValue(name, out var unit) ? unit : null;

    /// <summary>How many there are, with the unit's name: <c>1 person</c>, <c>1,204 persons</c>.</summary>
    public static string Count(long count, ExperimentUnit unit) => $"{NumberText.Whole(count)} {unit.ToWire()}{(count == 1 ? "" : "s")}";

    /// <summary>A level of the metric: <c>78.2 %</c> of a rate, the number otherwise.</summary>
    public static string Level(ExperimentMetric metric, double value) => metric.IsRate ? $"{Fixed(value * 100)} %" : Plain(value);

    /// <summary>An interval of levels: <c>75.9 to 80.4</c>.</summary>
    public static string Range(ExperimentMetric metric, Interval interval) =>
        metric.IsRate ? $"{Fixed(interval.Low * 100)} to {Fixed(interval.High * 100)}" : $"{Plain(interval.Low)} to {Plain(interval.High)}";

    /// <summary>A change with its sign: <c>+3.1 points</c> of a rate, the number otherwise.</summary>
    public static string Change(ExperimentMetric metric, double value) => metric.IsRate ? $"{Signed(value * 100)} points" : SignedPlain(value);

    /// <summary>An interval of changes: <c>+1.2 to +5.0</c>.</summary>
    public static string ChangeRange(ExperimentMetric metric, Interval interval) => metric.IsRate
        ? $"{Signed(interval.Low * 100)} to {Signed(interval.High * 100)}"
        : $"{SignedPlain(interval.Low)} to {SignedPlain(interval.High)}";

    /// <summary>An amount without a sign: <c>2 points</c> of a rate, the number otherwise.</summary>
    public static string Amount(ExperimentMetric metric, double value) => metric.IsRate
        ? $"{(value * 100).ToString("0.##", CultureInfo.InvariantCulture)} point{(Math.Abs(value - 0.01) < 1e-9 ? "" : "s")}"
        : Plain(value);

    /// <summary>A relative change: <c>+4.3 %</c>.</summary>
    public static string Relative(double share) => $"{Signed(share * 100)} %";

    /// <summary>A p-value: <c>p = 0.031</c>, or <c>p &lt; 0.001</c>.</summary>
    public static string PValue(double p) => p < 0.001 ? "p < 0.001" : $"p = {p.ToString("0.000", CultureInfo.InvariantCulture)}";

    /// <summary>A time span in whole days: <c>1 day</c>, <c>12 days</c>; with <paramref name="more"/> <c>12 more days</c>.</summary>
    public static string Days(double days, string more = "")
    {
        var whole = Math.Max(1, Math.Ceiling(days));
        return whole == 1 ? $"1 {more}day" : $"{NumberText.Whole(whole)} {more}days";
    }

    private static string Fixed(double number) => Zero(number, 1).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Signed(double number) => Sign(Zero(number, 1), Math.Abs(Zero(number, 1)).ToString("0.0", CultureInfo.InvariantCulture));

    private static string SignedPlain(double number) => Sign(number, Plain(Math.Abs(number)));

    private static string Sign(double number, string text) => number > 0 ? $"+{text}" : number < 0 ? $"−{text}" : text;

    // Four figures are as many as anybody reads; very large and small numbers keep their size.
    private static string Plain(double number) => Math.Abs(number) >= 1_000 && Math.Abs(number) < 1e12
        ? number.ToString("N0", CultureInfo.InvariantCulture)
        : number.ToString("G4", CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal);

    // What rounds to nothing has no sign.
    private static double Zero(double number, int digits) => Math.Round(number, digits) == 0 ? 0 : Math.Round(number, digits, MidpointRounding.AwayFromZero);
}
