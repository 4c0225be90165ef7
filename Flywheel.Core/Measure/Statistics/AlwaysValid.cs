namespace Flywheel.Core.Measure.Statistics;

/// <summary>A difference for those who look as often as they like. Null stands for what the data cannot say.</summary>
/// <param name="Difference">Treatment - control.</param>
/// <param name="Interval">The confidence sequence at this look: with the stated confidence every look's interval holds the truth.</param>
/// <param name="PValue">0 to 1, of this look. The smallest of all looks so far is valid too, and never rises again.</param>
public readonly record struct AlwaysValidEstimate(double? Difference, Interval? Interval, double? PValue);

/// <summary>
/// Confidence sequences and p-values that stay valid under continuous monitoring, by a normal mixture over the difference: R. Johari,
/// P. Koomen, L. Pekelis and D. Walsh (2022), Operations Research 70, 1806-1821 (mSPRT); H. Robbins (1970), Annals of
/// Mathematical Statistics 41, 1397-1409. They are asymptotic in the sense of I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy and
/// A. Ramdas (2024), Annals of Statistics 52, 2613-2640: the first look should come when the arms have some dozens of units.
/// </summary>
public static class AlwaysValid
{
    /// <summary>
    /// The mixture's spread with which the interval is about as narrow as can be at the planned end: τ² = V (-2 ln α + ln(1 - 2 ln α)),
    /// Waudby-Smith and others (2024), with their ρ²t as τ²/V. Choose it before the start and leave it: one chosen by the data voids the
    /// guarantee.
    /// </summary>
    /// <param name="varianceAtHorizon">The variance V of the difference expected at the planned end, above 0.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>In the unit of the difference, above 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double TauForHorizon(double varianceAtHorizon, double confidence = 0.95)
    {
        Arguments.Positive(varianceAtHorizon);
        Arguments.InsideUnit(confidence);
        var log = -2 * Math.Log(1 - confidence);
        return Math.Sqrt(varianceAtHorizon * (log + Math.Log(1 + log)));
    }

    /// <summary>The spread for an experiment on two rates that is planned to end with so many trials in each arm.</summary>
    /// <param name="baseline">The rate expected in both arms, between 0 and 1.</param>
    /// <param name="trialsPerArm">Above 0.</param>
    /// <param name="designEffect">1 or more; see <see cref="ClusterRobust.DesignEffect"/>.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double TauForRates(double baseline, double trialsPerArm, double designEffect = 1, double confidence = 0.95)
    {
        Arguments.InsideUnit(baseline);
        Arguments.Positive(trialsPerArm);
        Arguments.AtLeastOne(designEffect);
        return TauForHorizon(2 * baseline * (1 - baseline) * designEffect / trialsPerArm, confidence);
    }

    /// <summary>
    /// The mixture Λ = √(V/(V+τ²)) exp(τ²d² / (2V(V+τ²))), p = min(1, 1/Λ), and the differences that it does not reject:
    /// d ± √(V(V+τ²)/τ² · (ln((V+τ²)/V) - 2 ln α)).
    /// </summary>
    /// <param name="difference">d, treatment - control.</param>
    /// <param name="variance">V, the estimated variance of d, 0 or more; with 0 only the difference is known.</param>
    /// <param name="tau">The mixture's spread in the unit of d, above 0; about the size of effect that is looked for.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static AlwaysValidEstimate Difference(double difference, double variance, double tau, double confidence = 0.95)
    {
        Arguments.Finite(difference);
        Arguments.NotNegative(variance);
        Arguments.Positive(tau);
        Arguments.InsideUnit(confidence);
        var (mixed, spread) = (variance + (tau * tau), tau * tau / variance);
        if (variance == 0 || !double.IsFinite(spread)) return new(difference, null, difference == 0 ? 1 : null);
        var logRatio = Math.Log(1 + spread);
        var log = (spread * difference * difference / (2 * mixed)) - (logRatio / 2);
        var half = Math.Sqrt(mixed / spread * (logRatio - (2 * Math.Log(1 - confidence))));
        // A mixture that is nothing beside the variance says nothing.
        return double.IsFinite(half) && !double.IsNaN(log) ? new(difference, Interval.Around(difference, half), Math.Min(1, Math.Exp(-log))) : new(difference, null, null);
    }

    /// <summary>
    /// The difference of two rates. The variance is taken at rates with one success and one failure added to each arm (A. Agresti and
    /// B. Caffo (2000), The American Statistician 54, 280-288), so that arms without a failure do not seem certain.
    /// </summary>
    /// <param name="control">The control; its effective counts are used.</param>
    /// <param name="treatment">The treatment; its effective counts are used.</param>
    /// <param name="tau">See <see cref="TauForRates"/>.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>An interval inside -1 to 1; nothing known with an empty arm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static AlwaysValidEstimate Rates(RateEstimate control, RateEstimate treatment, double tau, double confidence = 0.95)
    {
        if (control.Rate is not { } before || treatment.Rate is not { } after) return default;
        var estimate = Difference(after - before, Variance(control) + Variance(treatment), tau, confidence);
        return estimate with { Interval = estimate.Interval?.ClampedTo(-1, 1) };
    }

    /// <summary>The difference of two means, with the variance v₀/n₀ + v₁/n₁.</summary>
    /// <param name="control">The control's units.</param>
    /// <param name="treatment">The treatment's units.</param>
    /// <param name="tau">See <see cref="TauForHorizon"/>.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>Nothing known with fewer than two units in an arm; only the difference where an arm has no spread.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static AlwaysValidEstimate Means(Sample control, Sample treatment, double tau, double confidence = 0.95)
    {
        if (control.Count < 2 || treatment.Count < 2) return default;
        // An arm that shows no spread is not certain: the other's variance alone would make the interval too narrow.
        var known = control.HasSpread && treatment.HasSpread;
        var variance = known ? (control.Variance / control.Count) + (treatment.Variance / treatment.Count) : 0;
        return Difference(treatment.Mean - control.Mean, variance, tau, confidence);
    }

    private static double Variance(RateEstimate arm)
    {
        var (successes, trials) = (arm.EffectiveSuccesses + 1, arm.EffectiveTrials + 2);
        var rate = successes / trials;
        return rate * (1 - rate) / arm.EffectiveTrials;
    }
}
