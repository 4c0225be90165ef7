namespace Flywheel.Core.Measure.Statistics;

/// <summary>A difference of two rates, treatment - control.</summary>
/// <param name="Difference">-1 to 1; null where one of the rates is unknown.</param>
/// <param name="Interval">Inside -1 to 1; all of it where one of the rates is unknown.</param>
public readonly record struct RateDifference(double? Difference, Interval Interval)
{
    /// <summary>A difference of which nothing is known.</summary>
    public static RateDifference Unknown => new(null, Interval.AnyDifference);
}

/// <summary>
/// The interval of a difference of two independent rates from the intervals of each: R. G. Newcombe (1998b), Statistics in Medicine 17,
/// 873-890, method 10 (hybrid score, no continuity correction).
/// </summary>
public static class Newcombe
{
    /// <summary>Treatment - control from counts.</summary>
    /// <param name="controlSuccesses">0 to <paramref name="controlTrials"/>; may be fractional, as effective counts are.</param>
    /// <param name="controlTrials">0 or more.</param>
    /// <param name="treatmentSuccesses">0 to <paramref name="treatmentTrials"/>; may be fractional.</param>
    /// <param name="treatmentTrials">0 or more.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static RateDifference Difference(
        double controlSuccesses, double controlTrials, double treatmentSuccesses, double treatmentTrials, double confidence = 0.95)
    {
        var control = Wilson.Interval(controlSuccesses, controlTrials, confidence);
        var treatment = Wilson.Interval(treatmentSuccesses, treatmentTrials, confidence);
        return controlTrials == 0 || treatmentTrials == 0
            ? RateDifference.Unknown
            : Difference(controlSuccesses / controlTrials, control, treatmentSuccesses / treatmentTrials, treatment);
    }

    /// <summary>
    /// Treatment - control of two estimates; both must have been made with the same confidence, which the result then has.
    /// </summary>
    public static RateDifference Difference(RateEstimate control, RateEstimate treatment) =>
        control.Rate is { } before && treatment.Rate is { } after
            ? Difference(before, control.Interval, after, treatment.Interval)
            : RateDifference.Unknown;

    /// <summary>
    /// Treatment - control from rates and their intervals (l, u), squared and added: d - √((p₁ - l₁)² + (u₀ - p₀)²) to
    /// d + √((u₁ - p₁)² + (p₀ - l₀)²). It serves every pair of intervals, not only Wilson's: G. Y. Zou and A. Donner (2008), Statistics in
    /// Medicine 27, 1693-1702.
    /// </summary>
    /// <param name="controlRate">0 to 1.</param>
    /// <param name="control">The interval of the control's rate.</param>
    /// <param name="treatmentRate">0 to 1.</param>
    /// <param name="treatment">The interval of the treatment's rate, with the same confidence.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is outside 0 to 1.</exception>
    public static RateDifference Difference(double controlRate, Interval control, double treatmentRate, Interval treatment)
    {
        Arguments.Unit(controlRate);
        Arguments.Unit(treatmentRate);
        var difference = treatmentRate - controlRate;
        var down = double.Hypot(treatmentRate - treatment.Low, control.High - controlRate);
        var up = double.Hypot(treatment.High - treatmentRate, controlRate - control.Low);
        return new(difference, new Interval(difference - down, difference + up).ClampedTo(-1, 1));
    }
}
