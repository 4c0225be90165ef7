using MathNet.Numerics.Distributions;

namespace Flywheel.Core.Measure.Statistics;

/// <summary>Quantiles and tails in the form in which tests and intervals need them.</summary>
internal static class Distributions
{
    /// <summary>The standard normal quantile that leaves half of 1 - <paramref name="confidence"/> above it: 1.96 at 0.95.</summary>
    public static double Z(double confidence)
    {
        Arguments.InsideUnit(confidence);
        return UpperZ((1 - confidence) / 2);
    }

    /// <summary>The standard normal quantile with the probability <paramref name="tail"/> above it.</summary>
    public static double UpperZ(double tail) => -Normal.InvCDF(0, 1, tail);

    /// <summary>The standard normal distribution function.</summary>
    public static double NormalCdf(double z) => Normal.CDF(0, 1, z);

    /// <summary>P(|Z| ≥ |z|) of a standard normal Z.</summary>
    public static double TwoSidedNormal(double z) => Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(z)));

    /// <summary>P(|T| ≥ |t|) of Student's t.</summary>
    /// <param name="degreesOfFreedom">Above 0; need not be whole.</param>
    public static double TwoSidedT(double t, double degreesOfFreedom) =>
        Math.Min(1, 2 * StudentT.CDF(0, 1, degreesOfFreedom, -Math.Abs(t)));

    /// <summary>The quantile of Student's t for a two-sided interval.</summary>
    public static double T(double confidence, double degreesOfFreedom) =>
        -StudentT.InvCDF(0, 1, degreesOfFreedom, (1 - confidence) / 2);

    /// <summary>P(X ≥ x) of a chi-squared X.</summary>
    public static double ChiSquaredTail(double x, int degreesOfFreedom) =>
        x <= 0 ? 1 : MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2.0, x / 2);
}
