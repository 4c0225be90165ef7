namespace Flywheel.Core.Measure.Statistics;

/// <summary>An arm's numeric metric: one value for each unit.</summary>
/// <param name="Count">Units, 0 or more.</param>
/// <param name="Mean">In the metric's unit.</param>
/// <param name="Variance">Sample variance (divided by count - 1), in the metric's unit squared.</param>
public readonly record struct Sample(double Count, double Mean, double Variance)
{
    // Sums of a thousand numbers are exact to about 1e-13 of their size.
    private const double Rounding = 1e-12;

    /// <summary>Are the mean and the variance numbers? Values near the largest double overflow.</summary>
    public bool IsFinite => double.IsFinite(Mean) && double.IsFinite(Variance);

    /// <summary>
    /// Do the units differ by more than rounding? Where they do not, the variance says nothing about units to come, and no interval
    /// follows from it. False below two units and where a number overflowed.
    /// </summary>
    public bool HasSpread => Count >= 2 && IsFinite && Math.Sqrt(Variance) > Rounding * Math.Abs(Mean);
}

/// <summary>
/// The difference of two means with unequal variances: B. L. Welch (1947), Biometrika 34, 28-35; degrees of freedom after
/// F. E. Satterthwaite (1946), Biometrics Bulletin 2, 110-114.
/// </summary>
public static class Welch
{
    /// <summary>t = (m₁ - m₀) / √(v₀/n₀ + v₁/n₁), with (v₀/n₀ + v₁/n₁)² / (v₀²/(n₀²(n₀-1)) + v₁²/(n₁²(n₁-1))) degrees of freedom.</summary>
    /// <param name="control">The control's units.</param>
    /// <param name="treatment">The treatment's units.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>Nothing known with fewer than two units in an arm; without any spread only the difference.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or variance is negative, or a number is not finite.</exception>
    public static DifferenceEstimate Test(Sample control, Sample treatment, double confidence = 0.95)
    {
        Check(control);
        Check(treatment);
        Arguments.InsideUnit(confidence);
        if (control.Count < 2 || treatment.Count < 2) return DifferenceEstimate.Unknown;
        var difference = treatment.Mean - control.Mean;
        var (v0, v1) = (control.Variance / control.Count, treatment.Variance / treatment.Count);
        var error = Math.Sqrt(v0 + v1);
        if (!double.IsFinite(difference / error)) return DifferenceEstimate.WithoutSpread(difference);
        // Shares of the variance, not squares of it, so that tiny and huge variances neither vanish nor overflow.
        var (share0, share1) = (v0 / (v0 + v1), v1 / (v0 + v1));
        var degrees = 1 / ((share0 * share0 / (control.Count - 1)) + (share1 * share1 / (treatment.Count - 1)));
        var t = difference / error;
        var interval = Interval.Around(difference, Distributions.T(confidence, degrees) * error);
        return new(difference, error, interval, t, degrees, Distributions.TwoSidedT(t, degrees));
    }

    /// <summary>The interval of one arm's mean: m ± t √(v/n) with n - 1 degrees of freedom.</summary>
    /// <returns>Null where the sample has no spread.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside its range.</exception>
    public static Interval? Mean(Sample sample, double confidence = 0.95)
    {
        Arguments.InsideUnit(confidence);
        return sample.HasSpread
            ? Interval.Around(sample.Mean, Distributions.T(confidence, sample.Count - 1) * Math.Sqrt(sample.Variance / sample.Count))
            : null;
    }

    private static void Check(Sample sample)
    {
        Arguments.NotNegative(sample.Count);
        Arguments.Finite(sample.Mean);
        Arguments.NotNegative(sample.Variance);
    }
}
