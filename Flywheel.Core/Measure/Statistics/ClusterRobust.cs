namespace Flywheel.Core.Measure.Statistics;

/// <summary>
/// A rate over trials of which several may be one person's. The person is the sampling unit, as W. G. Cochran (1977), Sampling
/// Techniques, 3rd ed., sections 6.4 (ratio estimator) and 9A (clusters of unequal size) have it; the design effect is L. Kish's (1965),
/// Survey Sampling, section 8.2.
/// </summary>
public static class ClusterRobust
{
    /// <summary>
    /// The variance of the rate r = Σs_i / Σn_i by linearisation of the ratio: G/(G-1) · Σ(s_i - r n_i)² / (Σn_i)². Unit: rate².
    /// </summary>
    /// <returns>0 or more; null with fewer than two persons, where no spread between persons can be seen.</returns>
    public static double? Variance(ClusterSums sums)
    {
        if (sums.Clusters < 2 || sums.Rate is not { } rate) return null;
        var residuals = sums.SuccessesSquared - (2 * rate * sums.TrialsTimesSuccesses) + (rate * rate * sums.TrialsSquared);
        return sums.Clusters / (sums.Clusters - 1) * Math.Max(0, residuals) / (sums.Trials * sums.Trials);
    }

    /// <summary>
    /// By how much the variance exceeds r(1-r)/N of as many trials of different persons; N / design effect is the effective sample size.
    /// Where the data cannot tell it (one person only, or all trials alike) it is Σn_i²/N, that of persons who are always of
    /// one mind: each of them then counts as if all of its trials were one.
    /// </summary>
    /// <returns>1 or more: a variance below that of independent trials is not relied upon. 1 without trials.</returns>
    public static double DesignEffect(ClusterSums sums)
    {
        if (sums.Rate is not { } rate || sums.EverybodyCountsOnce) return 1;
        var independent = rate * (1 - rate) / sums.Trials;
        var variance = Variance(sums);
        var effect = variance is null || independent <= 0 ? sums.TrialsSquared / sums.Trials : variance.Value / independent;
        return Math.Max(1, effect);
    }

    /// <summary>
    /// The number of trials of different persons that say as much: N / design effect, made smaller by (z/t)² because the design effect is
    /// itself an estimate (E. L. Korn and B. I. Graubard (1998), Survey Methodology 24, 193-201). Degrees of freedom are G* - 1 with the
    /// effective number of persons G* = N²/Σn_i² (A. V. Carter, K. T. Schnepel and D. G. Steigerwald (2017), Review of Economics and
    /// Statistics 99, 698-709): few busy persons do not pass for many. The correction stops at G*, where each person counts once.
    /// </summary>
    /// <param name="sums">Persons' sums.</param>
    /// <param name="confidence">Between 0 and 1; at what it is used.</param>
    /// <returns>0 without trials, all trials where everybody counts once, else above 0 and at most the trials.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside its range.</exception>
    public static double EffectiveTrials(ClusterSums sums, double confidence = 0.95)
    {
        Arguments.InsideUnit(confidence);
        if (sums.Trials <= 0 || sums.EverybodyCountsOnce) return Math.Max(0, sums.Trials);
        var trials = sums.Trials / DesignEffect(sums);
        var persons = sums.Trials * sums.Trials / sums.TrialsSquared;
        if (trials <= persons || persons < 2) return Math.Min(trials, persons);
        var correction = Distributions.Z(confidence) / Distributions.T(confidence, persons - 1);
        return Math.Max(persons, trials * correction * correction);
    }

    /// <summary>
    /// The Wilson interval over the effective trials: A. Dean and M. Pagano (2015), Journal of Survey Statistics and Methodology 3,
    /// 484-503.
    /// </summary>
    /// <param name="sums">Persons' sums; none give <see cref="Statistics.Interval.Unit"/>.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside its range.</exception>
    public static Interval Interval(ClusterSums sums, double confidence = 0.95)
    {
        var trials = EffectiveTrials(sums, confidence);
        return Wilson.Interval((sums.Rate ?? 0) * trials, trials, confidence);
    }
}
