namespace Flywheel.Core.Measure.Statistics;

/// <summary>Whether the rows of a table of counts are distributed alike.</summary>
/// <param name="Statistic">Pearson's chi-squared; null where a single row or column has counts.</param>
/// <param name="DegreesOfFreedom">(rows - 1)(columns - 1) of those with counts.</param>
/// <param name="PValue">0 to 1; null where the statistic is.</param>
/// <param name="Strength">Cramér's V as it is with equally large rows, 0 (alike) to 1 (nothing in common); null where the statistic is.</param>
public readonly record struct IndependenceResult(double? Statistic, int DegreesOfFreedom, double? PValue, double? Strength);

/// <summary>
/// Pearson's chi-squared test of independence, without continuity correction, and its strength by H. Cramér (1946), Mathematical Methods
/// of Statistics, section 21.9: with large counts chance explains hardly any difference, so a difference must be large as well. The
/// strength is that of the distributions a and b themselves, √(½ Σ (a-b)²/(a+b)), and does not depend on how large either row is.
/// </summary>
public static class Independence
{
    /// <summary>Σ (x - e)²/e with e = row · column / total, of a table of two rows.</summary>
    /// <param name="first">Counts by category, 0 or more.</param>
    /// <param name="second">Counts of the same categories in the same order.</param>
    /// <param name="designEffect">1 or more: counts are divided by it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the design effect is outside its range, or the lengths differ.</exception>
    public static IndependenceResult Test(IReadOnlyList<long> first, IReadOnlyList<long> second, double designEffect = 1)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Count, first.Count);
        Arguments.AtLeastOne(designEffect);
        foreach (var count in first.Concat(second)) Arguments.NotNegative(count, nameof(first));
        var columns = first.Zip(second, (a, b) => (First: (double)a, Second: (double)b)).Where(c => c.First + c.Second > 0).ToList();
        double one = columns.Sum(c => c.First), two = columns.Sum(c => c.Second);
        if (columns.Count < 2 || one == 0 || two == 0) return new(null, 0, null, null);
        var total = one + two;
        var statistic = columns.Sum(c => Distance(c.First, (c.First + c.Second) * one / total) + Distance(c.Second, (c.First + c.Second) * two / total));
        var degrees = columns.Count - 1;
        return new(statistic / designEffect, degrees, Distributions.ChiSquaredTail(statistic / designEffect, degrees), Math.Sqrt(columns.Sum(c => Apart(c.First / one, c.Second / two)) / 2));
    }

    private static double Apart(double a, double b) => (a - b) * (a - b) / (a + b);

    private static double Distance(double count, double expected) => (count - expected) * (count - expected) / expected;
}
