namespace Flywheel.Core.Measure.Statistics;

/// <summary>
/// Means and centred sums over units with two numbers each, x and y, gathered one by one or merged: B. P. Welford (1962), Technometrics 4,
/// 419-420; merging by T. F. Chan, G. H. Golub and R. J. LeVeque (1983), The American Statistician 37, 242-247. For a ratio metric x is
/// the unit's trials and y its successes; for CUPED x is the unit's value before the experiment and y the one in it.
/// </summary>
/// <param name="Count">Units, 0 or more.</param>
/// <param name="MeanX">The mean of x; 0 without units.</param>
/// <param name="MeanY">The mean of y; 0 without units.</param>
/// <param name="SquaresX">Σ(x - mean x)².</param>
/// <param name="SquaresY">Σ(y - mean y)².</param>
/// <param name="Products">Σ(x - mean x)(y - mean y).</param>
public readonly record struct UnitSums(double Count, double MeanX, double MeanY, double SquaresX, double SquaresY, double Products)
{
    /// <summary>The largest absolute value of a number: squares of larger ones would overflow.</summary>
    public const double Largest = 1e100;

    /// <summary>The sample variance of x (divided by count - 1); null with fewer than two units.</summary>
    public double? VarianceX => PerDegree(SquaresX);

    /// <summary>The sample variance of y (divided by count - 1); null with fewer than two units.</summary>
    public double? VarianceY => PerDegree(SquaresY);

    /// <summary>The sample covariance (divided by count - 1); null with fewer than two units.</summary>
    public double? Covariance => PerDegree(Products);

    /// <summary>The units' y as a sample for <see cref="Welch"/>; the variance of fewer than two units is taken as 0.</summary>
    public Sample SampleY => new(Count, MeanY, VarianceY ?? 0);

    /// <summary>The sums with one more unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is none, or beyond ±<see cref="Largest"/>.</exception>
    public UnitSums With(double x, double y)
    {
        Arguments.Within(x, Largest);
        Arguments.Within(y, Largest);
        return this + new UnitSums(1, x, y, 0, 0, 0);
    }

    /// <summary>The sums over units given as x and y.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is none, or beyond ±<see cref="Largest"/>.</exception>
    public static UnitSums Of(IEnumerable<(double X, double Y)> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        return units.Aggregate(default(UnitSums), (sums, unit) => sums.With(unit.X, unit.Y));
    }

    /// <summary>The sums over units with one number each, as y.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is none, or beyond ±<see cref="Largest"/>.</exception>
    public static UnitSums Of(IEnumerable<double> values) => Of(values.Select(value => (0.0, value)));

    /// <summary>Persons' sums with x as trials and y as successes.</summary>
    public static UnitSums Of(ClusterSums sums)
    {
        if (sums.Clusters == 0) return default;
        var (x, y) = (sums.Trials / sums.Clusters, sums.Successes / sums.Clusters);
        return new(
            sums.Clusters, x, y,
            Math.Max(0, sums.TrialsSquared - (sums.Trials * x)),
            Math.Max(0, sums.SuccessesSquared - (sums.Successes * y)),
            sums.TrialsTimesSuccesses - (sums.Trials * y));
    }

    /// <summary>The sums of both groups; no unit may be in both.</summary>
    public static UnitSums operator +(UnitSums left, UnitSums right)
    {
        if (left.Count == 0) return right;
        if (right.Count == 0) return left;
        var count = left.Count + right.Count;
        var (dx, dy) = (right.MeanX - left.MeanX, right.MeanY - left.MeanY);
        var (part, weight) = (right.Count / count, left.Count * right.Count / count);
        return new(
            count, left.MeanX + (dx * part), left.MeanY + (dy * part),
            left.SquaresX + right.SquaresX + (dx * dx * weight),
            left.SquaresY + right.SquaresY + (dy * dy * weight),
            left.Products + right.Products + (dx * dy * weight));
    }

    /// <summary>The same as the operator +.</summary>
    public static UnitSums Add(UnitSums left, UnitSums right) => left + right;

    private double? PerDegree(double sum) => Count >= 2 ? sum / (Count - 1) : null;
}
