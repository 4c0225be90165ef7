using MathNet.Numerics.Distributions;

namespace Flywheel.Core.Measure.Statistics;

/// <summary>Quantiles and tails in the form in which tests and intervals need them.</summary>
internal static class Distributions
{
    /// <summary>
    /// Where the expansions around the normal distribution become more exact than the library, which loses digits as ν grows.
    /// </summary>
    private const double NearlyNormal = 10_000;

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

    /// <summary>
    /// P(|T| ≥ |t|) of Student's t. From <see cref="NearlyNormal"/> degrees of freedom on through the normal deviate of G. W. Hill (1970),
    /// Algorithm 395, Communications of the ACM 13, 617-619: w = √(a ln(1 + t²/ν)), z = w + (w³ + 3w)/b with a = ν - 1/2, b = 48a².
    /// </summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degreesOfFreedom">ν, above 0; need not be whole.</param>
    public static double TwoSidedT(double t, double degreesOfFreedom)
    {
        if (degreesOfFreedom < NearlyNormal) return Math.Min(1, 2 * StudentT.CDF(0, 1, degreesOfFreedom, -Math.Abs(t)));
        var a = degreesOfFreedom - 0.5;
        var bounded = Math.Clamp(t, -1e100, 1e100);
        var w = Math.Sqrt(a * LogOnePlus(bounded * bounded / degreesOfFreedom));
        return TwoSidedNormal(w + (((w * w * w) + (3 * w)) / (48 * a * a)));
    }

    /// <summary>
    /// The quantile of Student's t for a two-sided interval. From <see cref="NearlyNormal"/> degrees of freedom on by the expansion 26.7.5
    /// of M. Abramowitz and I. A. Stegun (1964), Handbook of Mathematical Functions, to the term in ν⁻³.
    /// </summary>
    public static double T(double confidence, double degreesOfFreedom)
    {
        if (degreesOfFreedom < NearlyNormal) return -StudentT.InvCDF(0, 1, degreesOfFreedom, (1 - confidence) / 2);
        var z = Z(confidence);
        var (v, zz) = (degreesOfFreedom, z * z);
        var first = (zz + 1) * z / 4;
        var second = ((((5 * zz) + 16) * zz) + 3) * z / 96;
        var third = (((((3 * zz) + 19) * zz) + 17) * zz - 15) * z / 384;
        return z + ((first + ((second + (third / v)) / v)) / v);
    }

    // double.LogP1 adds the 1 first and loses a small x; this keeps it (D. Goldberg (1991), ACM Computing Surveys 23, theorem 4).
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : x * Math.Log(sum) / (sum - 1);
    }

    /// <summary>P(X ≥ x) of a chi-squared X.</summary>
    public static double ChiSquaredTail(double x, int degreesOfFreedom) =>
        x <= 0 ? 1 : MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(degreesOfFreedom / 2.0, x / 2);
}
