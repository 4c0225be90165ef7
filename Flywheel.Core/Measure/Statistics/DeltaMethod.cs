namespace Flywheel.Core.Measure.Statistics;

/// <summary>A ratio metric of one arm, such as successes per interaction where people were assigned.</summary>
/// <param name="Units">The units that were assigned: the n of the analysis.</param>
/// <param name="Ratio">Σy / Σx; null without units or with Σx = 0.</param>
/// <param name="Variance">Of the ratio, in ratio²; null with fewer than two units.</param>
public readonly record struct RatioEstimate(double Units, double? Ratio, double? Variance);

/// <summary>
/// Ratio metrics whose unit of analysis is finer than the unit of assignment: A. Deng, U. Knoblich and J. Lu (2018), Applying the Delta
/// Method in Metric Analytics, KDD '18.
/// </summary>
public static class DeltaMethod
{
    /// <summary>R = ȳ / x̄ with the variance (var y - 2 R cov + R² var x) / (n x̄²).</summary>
    /// <param name="units">Per unit, x the denominator (0 or more) and y the numerator.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean of x is negative.</exception>
    public static RatioEstimate Ratio(UnitSums units)
    {
        Arguments.NotNegative(units.MeanX);
        if (units.Count == 0 || units.MeanX == 0) return new(units.Count, null, null);
        var ratio = units.MeanY / units.MeanX;
        var spread = units.VarianceY - (2 * ratio * units.Covariance) + (ratio * ratio * units.VarianceX);
        // Rounding may leave a tiny negative number where all units have one ratio.
        double? variance = spread is { } value ? Math.Max(0, value) / (units.Count * units.MeanX * units.MeanX) : null;
        return new(units.Count, ratio, variance);
    }

    /// <summary>The same from persons' trials and successes.</summary>
    public static RatioEstimate Ratio(ClusterSums sums) => Ratio(UnitSums.Of(sums));

    /// <summary>Treatment - control with a normal interval and p-value; for at least some dozens of units in each arm.</summary>
    /// <param name="control">The control's ratio.</param>
    /// <param name="treatment">The treatment's ratio.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>Nothing known where an arm has no variance to show; without any spread only the difference.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside its range.</exception>
    public static DifferenceEstimate Difference(RatioEstimate control, RatioEstimate treatment, double confidence = 0.95)
    {
        Arguments.InsideUnit(confidence);
        return control.Ratio is { } before && treatment.Ratio is { } after && control.Variance + treatment.Variance is { } variance
            ? DifferenceEstimate.Normal(after - before, variance, confidence)
            : DifferenceEstimate.Unknown;
    }
}
