namespace Flywheel.Core.Measure.Statistics;

/// <summary>A segment of the users with its evidence and its share of use.</summary>
/// <param name="Name">The segment, as it is shown.</param>
/// <param name="Successes">0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">Interactions with evidence, 0 or more.</param>
/// <param name="Share">The weight: its share of use or its number of uses, 0 or more; only the ratios between segments count.</param>
/// <param name="DesignEffect">1 or more; see <see cref="RateEstimate.DesignEffect"/>.</param>
public sealed record Stratum(string Name, long Successes, long Trials, double Share, double DesignEffect = 1)
{
    /// <summary>A segment with its persons' sums.</summary>
    public static Stratum Of(string name, ClusterSums sums, double share)
    {
        var rate = RateEstimate.Of(sums);
        return new(name, rate.Successes, rate.Trials, share, rate.DesignEffect);
    }
}

/// <summary>A rate reweighted to the segments' shares of use, beside the observed one.</summary>
/// <param name="Rate">0 to 1; null where no segment with a share has evidence.</param>
/// <param name="Variance">Of the rate, in rate²; null where the rate is.</param>
/// <param name="Interval">Inside 0 to 1; all of it where the rate is null.</param>
/// <param name="CoveredShare">0 to 1: the part of the use in segments with evidence. The rate speaks for this part only.</param>
/// <param name="ObservedRate">Successes / trials over all segments, 0 to 1; null without trials.</param>
public sealed record PostStratifiedRate(double? Rate, double? Variance, Interval Interval, double CoveredShare, double? ObservedRate)
{
    /// <summary>Reweighted - observed, -1 to 1: what the difference between who answers and who uses comes to.</summary>
    public double? Difference => Rate - ObservedRate;
}

/// <summary>
/// Post-stratification: the rate that would have been observed had each segment given evidence in proportion to its use. D. Holt and
/// T. M. F. Smith (1979), JRSS A 142, 33-46; W. G. Cochran (1977), Sampling Techniques, section 5A.9.
/// </summary>
public static class PostStratified
{
    /// <summary>
    /// Σ W_h p_h with the variance Σ W_h² d_h p_h(1-p_h)/n_h (d_h: design effect), where the shares W_h of segments with evidence are
    /// scaled to the sum 1. The interval adds the squared distances of the segments' Wilson limits, p̂ - √ΣW_h²(p_h - l_h)² to p̂ +
    /// √ΣW_h²(u_h - p_h)² (G. Y. Zou, W. Huang and X. Zhang (2009), Computational Statistics and Data Analysis 53, 1080-1085): it stays in
    /// 0 to 1, has a width above 0 where all succeeded, and is Wilson's with one segment.
    /// </summary>
    /// <param name="strata">The segments; without any, nothing is known.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count, a share, a design effect or the confidence is outside its range.</exception>
    public static PostStratifiedRate Estimate(IReadOnlyList<Stratum> strata, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(strata);
        foreach (var stratum in strata) Arguments.NotNegative(stratum.Share);
        var parts = strata.Select(s => (s.Share, Rate: RateEstimate.Of(s.Successes, s.Trials, s.DesignEffect, confidence))).ToList();
        var observed = new Proportion(strata.Sum(s => s.Successes), strata.Sum(s => s.Trials)).Rate;
        var use = parts.Sum(p => p.Share);
        var covered = parts.Where(p => p.Share > 0 && p.Rate.Trials > 0).ToList();
        var coveredUse = covered.Sum(p => p.Share);
        return coveredUse == 0
            ? new(null, null, Interval.Unit, 0, observed)
            : Combine([.. covered.Select(p => (p.Share / coveredUse, p.Rate))], Math.Min(1, coveredUse / use), observed);
    }

    private static PostStratifiedRate Combine(List<(double Weight, RateEstimate Rate)> parts, double coveredShare, double? observed)
    {
        double rate = 0, variance = 0, down = 0, up = 0;
        foreach (var (weight, part) in parts)
        {
            var p = part.Rate!.Value;
            rate += weight * p;
            variance += weight * weight * p * (1 - p) / part.EffectiveTrials;
            down += Square(weight * (p - part.Interval.Low));
            up += Square(weight * (part.Interval.High - p));
        }

        rate = Math.Clamp(rate, 0, 1);
        var interval = new Interval(rate - Math.Sqrt(down), rate + Math.Sqrt(up)).ClampedTo(0, 1);
        return new(rate, variance, interval, coveredShare, observed);
    }

    private static double Square(double value) => value * value;
}
