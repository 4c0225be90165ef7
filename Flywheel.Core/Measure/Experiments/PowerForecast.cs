using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>What a forecast is made of.</summary>
/// <param name="Metric">The primary one.</param>
/// <param name="HigherIsBetter">Which way the effect goes.</param>
/// <param name="Effect">The smallest worth finding, in the metric's unit.</param>
/// <param name="Arms">Two or more.</param>
/// <param name="Baseline">The control's level that is expected: for a rate 0 to 1. Null where nothing is known.</param>
/// <param name="Deviation">For a value: its standard deviation over units; 0 where they are all alike.</param>
/// <param name="DesignEffect">1 or more.</param>
/// <param name="PerDay">Trials that come in a day, over all arms.</param>
/// <param name="Collected">Trials that are there, of the arm that has the fewest.</param>
public sealed record PowerInput(
    ExperimentMetric Metric, bool HigherIsBetter, double Effect, IReadOnlyList<ArmShare> Arms, double? Baseline, double? Deviation = null,
    double DesignEffect = 1, double PerDay = 0, double Collected = 0)
{
    /// <summary>Is everything alike, so that nothing follows for what is to come? A rate of 0 or 1, or a deviation that is 0 or but rounding.</summary>
    public bool IsWithoutSpread => Metric.IsRate
        ? Baseline is <= 0 or >= 1
        : Deviation is { } deviation && !new Sample(2, Baseline ?? 0, deviation * deviation).HasSpread;
}

/// <summary>How much is needed for an answer, and how long that takes.</summary>
/// <param name="NeededPerArm">
/// Trials in each arm at 80 % power and a level of 5 %; null where that cannot be told, as from a rate of 0 or 1 or from values without spread.
/// </param>
/// <param name="DaysToGo">Until the smallest arm has them; 0 when it has, null where nothing comes in.</param>
/// <param name="Detectable">The smallest effect that <see cref="Horizon"/> of the traffic finds; null where there is none.</param>
public sealed record PowerForecast(PowerInput Input, double? NeededPerArm, double? DaysToGo, double? Detectable)
{
    /// <summary>How many days of traffic <see cref="Detectable"/> speaks of.</summary>
    public const int Horizon = 28;

    /// <summary>Calculates it.</summary>
    public static PowerForecast Of(PowerInput input)
    {
        var needed = Needed(input);
        var smallest = input.Arms.Min(a => a.Share);
        var perDay = input.PerDay * smallest;
        double? days = needed is not { } trials ? null : trials <= input.Collected ? 0 : perDay > 0 ? Finite((trials - input.Collected) / perDay) : null;
        return new(input, needed, days, perDay > 0 ? DetectableWith(input, perDay * Horizon) : null);
    }

    /// <summary>What is needed, in one sentence: <c>At 70.0 % success rate, 2 points need about 8,100 responses per arm.</c></summary>
    public string NeedInWords => NeededPerArm is not { } needed
        ? Input.IsWithoutSpread ? $"{Flat}, so the need cannot be told."
        : IsUnknown ? "Without figures of the past weeks, or a level to plan with, the need cannot be told." : "No number of responses can show a change of that size from that level."
        : $"At {Basis}, {ExperimentLabels.Amount(Input.Metric, Input.Effect)} need{(IsOne ? "s" : "")} about {NumberText.Whole(Rounded(needed))} {Input.Metric.Trials} per arm.";

    /// <summary>How long that takes with the traffic there is, in one or two sentences.</summary>
    public string TimeInWords => (DaysToGo, Input.PerDay) switch
    {
        (0, _) => "They are there.",
        (_, <= 0) => "Nothing that counts came in during the last 14 days, so the time cannot be told.",
        (null, _) => "",
        ({ } days, var perDay) => $"At {NumberText.Whole(Math.Max(1, perDay))} a day over all arms that takes {ExperimentLabels.Days(days, Input.Collected > 0 ? "more " : "")}.{Finds}",
    };

    private bool IsUnknown => Input.Metric.IsRate ? Input.Baseline is null : Input.Deviation is null;

    private string Flat => Input.Metric.IsRate
        ? $"A {Input.Metric.InWords.ToLowerInvariant()} of {ExperimentLabels.Level(Input.Metric, Input.Baseline!.Value)} shows no spread"
        : $"The {Input.Metric.InWords.ToLowerInvariant()} shows no spread";

    private string Finds => Detectable is { } found ? $" {Horizon} days of it find {ExperimentLabels.Amount(Input.Metric, RoundUp(found))} or more." : "";

    private bool IsOne => Input.Metric.IsRate && Math.Abs(Input.Effect - 0.01) < 1e-9;

    private string Basis => Input.Metric.IsRate
        ? $"{ExperimentLabels.Level(Input.Metric, Input.Baseline!.Value)} {Input.Metric.InWords.ToLowerInvariant()}"
        : $"a standard deviation of {ExperimentLabels.Level(Input.Metric, Input.Deviation!.Value)}";

    private static double? Needed(PowerInput input)
    {
        if (input.IsWithoutSpread) return null;
        if (!input.Metric.IsRate)
            return input.Deviation is { } deviation ? Finite(new MeanPower(Arms: input.Arms.Count).UnitsPerArm(deviation, input.Effect)) : null;
        if (input.Baseline is not { } baseline) return null;
        var power = new Power(Arms: input.Arms.Count, DesignEffect: input.DesignEffect);
        var effect = input.HigherIsBetter ? input.Effect : -input.Effect;
        // The tiniest effects need more than there are numbers for.
        return (power.TrialsPerArm(baseline, effect) ?? power.TrialsPerArm(baseline, -effect)) is { } trials ? Finite(trials) : null;
    }

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static double? DetectableWith(PowerInput input, double trials)
    {
        if (input.IsWithoutSpread) return null;
        if (!input.Metric.IsRate) return input.Deviation is { } deviation && new MeanPower(Arms: input.Arms.Count).Detectable(deviation, trials) is { } found ? Finite(found) : null;
        if (input.Baseline is not { } baseline) return null;
        // A fall from p is a rise from 1 - p.
        return new Power(Arms: input.Arms.Count, DesignEffect: input.DesignEffect).DetectableRise(input.HigherIsBetter ? baseline : 1 - baseline, trials);
    }

    private double RoundUp(double effect) => Input.Metric.IsRate ? Math.Ceiling(effect * 1_000) / 1_000 : effect;

    // Two figures: nobody knows the baseline better than that.
    private static double Rounded(double needed)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(needed)) - 1));
        return Math.Ceiling(needed / unit) * unit;
    }
}
