namespace Flywheel.Core.Measure.Statistics;

/// <summary>
/// Several tests at once, with the chance of even one false alarm kept: S. Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
/// </summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values, to be held against the level for all tests together. The k-th smallest of m becomes the largest of
    /// (m - j + 1) p₍ⱼ₎ over j ≤ k, at most 1. It needs no independence, and holds for always-valid p-values too.
    /// </summary>
    /// <param name="pValues">0 to 1 each; none give none.</param>
    /// <returns>In the order given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is outside 0 to 1.</exception>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        foreach (var p in pValues) Arguments.Unit(p, nameof(pValues));
        var adjusted = new double[pValues.Count];
        var (running, rank) = (0.0, 0);
        foreach (var i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            running = Math.Min(1, Math.Max(running, (pValues.Count - rank++) * pValues[i]));
            adjusted[i] = running;
        }

        return adjusted;
    }
}
