using MathNet.Numerics;

namespace Flywheel.Core.Measure.Statistics;

/// <summary>Whether the arms got the shares of units that were planned.</summary>
/// <param name="Statistic">Pearson's chi-squared for the fixed test, the Bayes factor's natural logarithm for the sequential one; null
/// without units.</param>
/// <param name="DegreesOfFreedom">Arms - 1.</param>
/// <param name="PValue">0 to 1; null without units.</param>
public readonly record struct SampleRatioResult(double? Statistic, int DegreesOfFreedom, double? PValue)
{
    /// <summary>Whether the split is so unlikely that no result of the experiment can be trusted.</summary>
    public bool IsMismatch => PValue < SampleRatio.AlarmBelow;
}

/// <summary>
/// Sample-ratio mismatch. Counts are units that were assigned and exposed, each once: neither interactions nor those who gave feedback.
/// </summary>
public static class SampleRatio
{
    /// <summary>
    /// The p-value below which there is an alarm (R. Kohavi, D. Tang and Y. Xu (2020), Trustworthy Online Controlled Experiments, chapter
    /// 21).
    /// </summary>
    public const double AlarmBelow = 0.001;

    // How near to the plan a mismatch is expected: shares of an even split are off by about 0.05, 0.016 and 0.005. The mean of
    // Bayes factors is again a test martingale, so that small and large experiments are served by one test.
    private static readonly double[] Concentrations = [100, 1_000, 10_000];

    /// <summary>Pearson's chi-squared against the plan, for one look: Σ(x_i - n p_i)² / (n p_i).</summary>
    /// <param name="counts">Units of each arm, 0 or more.</param>
    /// <param name="shares">The planned shares, above 0; only their ratios count.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two arms, another number of shares, or a number outside its
    /// range.</exception>
    public static SampleRatioResult ChiSquared(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        var plan = Plan(counts, shares);
        var total = counts.Sum(count => (double)count);
        var degrees = counts.Count - 1;
        if (total == 0) return new(null, degrees, null);
        var statistic = counts.Zip(plan, (count, share) => (count - (total * share)) * (count - (total * share)) / (total * share)).Sum();
        return new(statistic, degrees, Distributions.ChiSquaredTail(statistic, degrees));
    }

    /// <summary>
    /// The same question for those who look every day, or after every unit: p = min(1, 1/B) stays valid however often and whenever one
    /// looks. B is the multinomial-Dirichlet Bayes factor of M. Lindon and A. Malek (2022), Anytime-Valid Inference for Multinomial Count
    /// Data, NeurIPS 35, with the prior k·p around the plan p, averaged over k = 100, 1,000 and 10,000.
    /// </summary>
    /// <param name="counts">Units of each arm so far, 0 or more.</param>
    /// <param name="shares">The planned shares, above 0; only their ratios count, and they may not change in the course of the
    /// experiment.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two arms, another number of shares, or a number outside its
    /// range.</exception>
    public static SampleRatioResult Sequential(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        var plan = Plan(counts, shares);
        if (counts.All(count => count == 0)) return new(null, counts.Count - 1, null);
        var logs = Concentrations.Select(k => LogBayesFactor(counts, plan, k)).ToArray();
        var largest = logs.Max();
        var log = largest + Math.Log(logs.Average(value => Math.Exp(value - largest)));
        return new(log, counts.Count - 1, Math.Min(1, Math.Exp(-log)));
    }

    /// <summary>ln of Γ(k)/Γ(k+n) · Π Γ(k p_i + x_i)/Γ(k p_i) · p_i^(-x_i).</summary>
    internal static double LogBayesFactor(IReadOnlyList<long> counts, IReadOnlyList<double> plan, double concentration)
    {
        var total = counts.Sum(count => (double)count);
        var log = SpecialFunctions.GammaLn(concentration) - SpecialFunctions.GammaLn(concentration + total);
        for (var i = 0; i < counts.Count; i++)
        {
            var prior = concentration * plan[i];
            log += SpecialFunctions.GammaLn(prior + counts[i]) - SpecialFunctions.GammaLn(prior) - (counts[i] * Math.Log(plan[i]));
        }

        return log;
    }

    private static double[] Plan(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentOutOfRangeException.ThrowIfLessThan(counts.Count, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(shares.Count, counts.Count);
        foreach (var count in counts) Arguments.NotNegative(count, nameof(counts));
        foreach (var share in shares) Arguments.Positive(share, nameof(shares));
        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }
}
