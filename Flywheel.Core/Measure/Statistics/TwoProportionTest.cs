namespace Flywheel.Core.Measure.Statistics;

/// <summary>A test's result. Null stands for what the data cannot say.</summary>
/// <param name="Statistic">The test statistic.</param>
/// <param name="PValue">Two-sided, 0 to 1.</param>
public readonly record struct TestResult(double? Statistic, double? PValue);

/// <summary>
/// Whether two rates differ: the z test with the pooled variance, without continuity correction; z² is Pearson's chi-squared of the 2 × 2
/// table. J. L. Fleiss, B. Levin and M. C. Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., section 3.1.
/// </summary>
public static class TwoProportionTest
{
    /// <summary>z = (p₁ - p₀) / √(p(1-p)(1/n₀ + 1/n₁)), where p is the rate of both arms together.</summary>
    /// <param name="controlSuccesses">0 to <paramref name="controlTrials"/>; may be fractional, as effective counts are.</param>
    /// <param name="controlTrials">0 or more.</param>
    /// <param name="treatmentSuccesses">0 to <paramref name="treatmentTrials"/>; may be fractional.</param>
    /// <param name="treatmentTrials">0 or more.</param>
    /// <returns>Nothing known with an empty arm; z = 0 and p = 1 where all trials of both arms ended alike.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static TestResult Pooled(double controlSuccesses, double controlTrials, double treatmentSuccesses, double treatmentTrials)
    {
        Arguments.Counts(controlSuccesses, controlTrials);
        Arguments.Counts(treatmentSuccesses, treatmentTrials);
        if (controlTrials == 0 || treatmentTrials == 0) return default;
        var pooled = (controlSuccesses + treatmentSuccesses) / (controlTrials + treatmentTrials);
        var variance = pooled * (1 - pooled) * ((1 / controlTrials) + (1 / treatmentTrials));
        if (variance <= 0) return new(0, 1);
        var z = ((treatmentSuccesses / treatmentTrials) - (controlSuccesses / controlTrials)) / Math.Sqrt(variance);
        return new(z, Distributions.TwoSidedNormal(z));
    }

    /// <summary>The same from two estimates, by their effective counts.</summary>
    public static TestResult Pooled(RateEstimate control, RateEstimate treatment) =>
        Pooled(control.EffectiveSuccesses, control.EffectiveTrials, treatment.EffectiveSuccesses, treatment.EffectiveTrials);
}
