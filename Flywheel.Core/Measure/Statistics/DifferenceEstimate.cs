namespace Flywheel.Core.Measure.Statistics;

/// <summary>A difference treatment - control with its test against no difference. Null stands for what the data cannot say.</summary>
/// <param name="Difference">In the metric's unit.</param>
/// <param name="StandardError">In the metric's unit, 0 or more.</param>
/// <param name="Interval">In the metric's unit.</param>
/// <param name="Statistic">Difference / standard error.</param>
/// <param name="DegreesOfFreedom">Of Student's t; null for a normal test.</param>
/// <param name="PValue">Two-sided, 0 to 1.</param>
public sealed record DifferenceEstimate(
    double? Difference, double? StandardError, Interval? Interval, double? Statistic, double? DegreesOfFreedom, double? PValue)
{
    /// <summary>Nothing is known: an arm has too few units.</summary>
    public static DifferenceEstimate Unknown { get; } = new(null, null, null, null, null, null);

    /// <summary>
    /// Where no unit differs from the others of its arm there is no standard error to test with. Equal arms then have p = 1; of different
    /// arms only the difference is known.
    /// </summary>
    internal static DifferenceEstimate WithoutSpread(double difference) =>
        new(difference, 0, null, null, null, difference == 0 ? 1 : null);

    /// <summary>The test and interval of a normally distributed difference.</summary>
    internal static DifferenceEstimate Normal(double difference, double variance, double confidence)
    {
        if (variance <= 0) return WithoutSpread(difference);
        var error = Math.Sqrt(variance);
        var z = difference / error;
        var interval = Statistics.Interval.Around(difference, Distributions.Z(confidence) * error);
        return new(difference, error, interval, z, null, Distributions.TwoSidedNormal(z));
    }
}
