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

    /// <summary>
    /// The part of the level that the looks while an experiment runs have together; the rest is that of the one look at its end. Both together
    /// raise a false alarm no more often than <see cref="AlarmBelow"/>, by Bonferroni.
    /// </summary>
    public const double StreamPart = 0.6;

    // What else may be off than one arm's units getting lost: shares of an even split are off by about 0.05, 0.016 and 0.005.
    private static readonly double[] Concentrations = [100, 1_000, 10_000];
    private const double AnythingWeight = 0.1;
    private const double FewestExpected = 50;

    // By which share an arm's units get lost, spread evenly in its logarithm within each range.
    private static readonly (double Lost, double Weight)[] Losses =
        [.. Spread(0.01, 0.08, 6, 0.2), .. Spread(0.08, 0.20, 8, 0.7), .. Spread(0.20, 0.60, 4, 0.1)];

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
    /// looks, as M. Lindon and A. Malek (2022), Anytime-Valid Inference for Multinomial Count Data, NeurIPS 35, have it. B is the mean of likelihood
    /// ratios against the plan, which is a test martingale whatever they are weighted by (H. Robbins (1970), Annals of Mathematical Statistics
    /// 41, 1397-1409). Nine tenths of the weight are on what goes wrong in practice, that one arm loses a share of its units (7/10 of it on 8 to
    /// 20 %), and one tenth is on their multinomial-Dirichlet factor with the prior k·p around the plan p, k = 100, 1,000 and 10,000.
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
        var anything = Concentrations.Select(k => LogBayesFactor(counts, plan, k) + Math.Log(AnythingWeight / Concentrations.Length));
        var lost = Enumerable.Range(0, counts.Count).SelectMany(arm => Losses.Select(loss =>
            LogLossFactor(counts, plan, arm, loss.Lost) + Math.Log(loss.Weight * (1 - AnythingWeight) / counts.Count)));
        var log = LogSum([.. anything, .. lost]);
        return new(log, counts.Count - 1, Math.Min(1, Math.Exp(-log)));
    }

    /// <summary>
    /// The p-value of the looks so far and, at the end, of the one fixed test: each at its part of the level. Below <see cref="AlarmBelow"/> there is
    /// an alarm, false in at most that share of experiments.
    /// </summary>
    /// <param name="counts">Units of each arm so far, 0 or more.</param>
    /// <param name="shares">The planned shares, above 0; only their ratios count.</param>
    /// <param name="isEnd">Is this the end, after which nothing comes in: the experiment was stopped, or is being decided?</param>
    /// <returns>The logarithm of the Bayes factor as the statistic.</returns>
    /// <exception cref="ArgumentOutOfRangeException">As in <see cref="Sequential"/>.</exception>
    public static SampleRatioResult Check(IReadOnlyList<long> counts, IReadOnlyList<double> shares, bool isEnd)
    {
        var stream = Sequential(counts, shares);
        var p = stream.PValue / StreamPart;
        if (isEnd && FitsChiSquared(counts, shares) && ChiSquared(counts, shares).PValue / (1 - StreamPart) is { } end && end < p) p = end;
        return stream with { PValue = p is { } value ? Math.Min(1, value) : null };
    }

    /// <summary>ln of (1-λ)^x_i · (1 - λ p_i)^(-n): the likelihood ratio of an arm i that loses the share λ of its units.</summary>
    internal static double LogLossFactor(IReadOnlyList<long> counts, IReadOnlyList<double> plan, int arm, double lost) =>
        (counts[arm] * Math.Log(1 - lost)) - (counts.Sum(count => (double)count) * Math.Log(1 - (lost * plan[arm])));

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

    // With fewer expected units in an arm the tail at this level is not the distribution's.
    private static bool FitsChiSquared(IReadOnlyList<long> counts, IReadOnlyList<double> shares) =>
        counts.Sum(count => (double)count) * shares.Min() / shares.Sum() >= FewestExpected;

    private static IEnumerable<(double Lost, double Weight)> Spread(double from, double to, int points, double weight) =>
        Enumerable.Range(0, points).Select(i => (from * Math.Pow(to / from, (i + 0.5) / points), weight / points));

    private static double LogSum(double[] logs)
    {
        var largest = logs.Max();
        return largest + Math.Log(logs.Sum(value => Math.Exp(value - largest)));
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
