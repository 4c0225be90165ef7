namespace Flywheel.Core.Measure.Statistics;

/// <summary>
/// How many units an experiment on two means needs: S.-C. Chow, J. Shao and H. Wang (2008), Sample Size Calculations in Clinical Research,
/// 2nd ed., eq. 3.2.2, by the normal approximation. Two-sided.
/// </summary>
/// <param name="Level">The chance of a false alarm that is accepted over all comparisons together, between 0 and 1.</param>
/// <param name="Target">The chance to find the effect that is asked for, between 0 and 1.</param>
/// <param name="Arms">All arms, the control included, 2 or more; each is compared with the control at level / (arms - 1).</param>
public sealed record MeanPower(double Level = 0.05, double Target = 0.80, int Arms = 2)
{
    /// <summary>Units in each arm: 2 σ² (z_α + z_β)² / effect², rounded up.</summary>
    /// <param name="deviation">The standard deviation of a unit's value, 0 or more.</param>
    /// <param name="effect">The difference worth finding, in the value's unit, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument or a setting is outside its range.</exception>
    public double UnitsPerArm(double deviation, double effect)
    {
        Arguments.NotNegative(deviation);
        Arguments.Positive(effect);
        return Math.Max(1, Math.Ceiling(2 * Math.Pow(deviation * Quantiles() / effect, 2)));
    }

    /// <summary>The smallest difference that is found with the wanted power.</summary>
    /// <param name="deviation">The standard deviation of a unit's value, 0 or more.</param>
    /// <param name="unitsPerArm">0 or more.</param>
    /// <returns>In the value's unit, 0 or more; null without units.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument or a setting is outside its range.</exception>
    public double? Detectable(double deviation, double unitsPerArm)
    {
        Arguments.NotNegative(deviation);
        Arguments.NotNegative(unitsPerArm);
        return unitsPerArm == 0 ? null : deviation * Quantiles() * Math.Sqrt(2 / unitsPerArm);
    }

    private double Quantiles()
    {
        Arguments.InsideUnit(Level);
        Arguments.InsideUnit(Target);
        ArgumentOutOfRangeException.ThrowIfLessThan(Arms, 2);
        return Distributions.UpperZ(Level / (2 * (Arms - 1))) + Distributions.UpperZ(1 - Target);
    }
}
