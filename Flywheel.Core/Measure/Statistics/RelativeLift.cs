namespace Flywheel.Core.Measure.Statistics;

/// <summary>The change of a rate relative to the control's: 0.05 is "5 % more".</summary>
/// <param name="Lift">Treatment rate / control rate - 1, -1 or more; null where an arm is empty or the control never succeeded.</param>
/// <param name="Interval">Its interval, -1 or more; null where an arm is empty.</param>
/// <param name="Corrected">Whether half a success and half a failure were added to each arm for the interval, because a count was
/// 0.</param>
public readonly record struct LiftEstimate(double? Lift, Interval? Interval, bool Corrected);

/// <summary>
/// The ratio of two rates with its interval on the log scale: D. Katz, J. Baptista, S. P. Azen and M. C. Pike (1978), Biometrics 34,
/// 469-474, method C. Where an arm has no success or no failure, 0.5 is added to its counts and the other arm's: S. D. Walter (1975),
/// Biometrika 62, 371-374.
/// </summary>
public static class RelativeLift
{
    /// <summary>exp(ln(p₁/p₀) ± z √(1/s₁ - 1/n₁ + 1/s₀ - 1/n₀)) - 1.</summary>
    /// <param name="controlSuccesses">0 to <paramref name="controlTrials"/>; may be fractional, as effective counts are.</param>
    /// <param name="controlTrials">0 or more.</param>
    /// <param name="treatmentSuccesses">0 to <paramref name="treatmentTrials"/>; may be fractional.</param>
    /// <param name="treatmentTrials">0 or more.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static LiftEstimate Of(
        double controlSuccesses, double controlTrials, double treatmentSuccesses, double treatmentTrials, double confidence = 0.95)
    {
        Arguments.Counts(controlSuccesses, controlTrials);
        Arguments.Counts(treatmentSuccesses, treatmentTrials);
        var z = Distributions.Z(confidence);
        if (controlTrials == 0 || treatmentTrials == 0) return default;
        double? lift = controlSuccesses > 0 ? treatmentSuccesses / treatmentTrials / (controlSuccesses / controlTrials) - 1 : null;
        var corrected = HasEmptyCell(controlSuccesses, controlTrials) || HasEmptyCell(treatmentSuccesses, treatmentTrials);
        var (half, one) = corrected ? (0.5, 1.0) : (0, 0);
        var (s0, n0) = (controlSuccesses + half, controlTrials + one);
        var (s1, n1) = (treatmentSuccesses + half, treatmentTrials + one);
        var ratio = Math.Log(s1 / n1) - Math.Log(s0 / n0);
        var error = Math.Sqrt(Math.Max(0, (1 / s1) - (1 / n1) + (1 / s0) - (1 / n0)));
        var interval = new Interval(Math.Exp(ratio - (z * error)) - 1, Math.Exp(Math.Min(700, ratio + (z * error))) - 1);
        return new(lift, Holding(interval, lift), corrected);
    }

    /// <summary>The same from two estimates, by their effective counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside its range.</exception>
    public static LiftEstimate Of(RateEstimate control, RateEstimate treatment, double confidence = 0.95) => Of(
        control.EffectiveSuccesses, control.EffectiveTrials, treatment.EffectiveSuccesses, treatment.EffectiveTrials, confidence);

    private static bool HasEmptyCell(double successes, double trials) => successes == 0 || successes >= trials;

    // The correction moves the centre; the interval must still hold what was observed.
    private static Interval Holding(Interval interval, double? lift) =>
        lift is { } value ? new(Math.Min(interval.Low, value), Math.Max(interval.High, value)) : interval;
}
