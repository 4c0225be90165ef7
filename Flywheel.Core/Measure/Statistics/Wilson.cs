namespace Flywheel.Core.Measure.Statistics;

/// <summary>
/// The score interval of one proportion: E. B. Wilson (1927), JASA 22, 209-212; method 3 of Newcombe (1998a), Statistics in Medicine 17,
/// 857-872.
/// </summary>
public static class Wilson
{
    /// <summary>
    /// ((p + z²/2n) ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), without continuity correction. It lies in 0 to 1 and has a width above 0 at
    /// p = 0 and p = 1 too.
    /// </summary>
    /// <param name="successes">0 to <paramref name="trials"/>; may be fractional, as effective counts are.</param>
    /// <param name="trials">0 or more; 0 gives <see cref="Statistics.Interval.Unit"/>.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count or the confidence is outside its range.</exception>
    public static Interval Interval(double successes, double trials, double confidence = 0.95)
    {
        Arguments.Counts(successes, trials);
        var z = Distributions.Z(confidence);
        if (trials == 0) return Statistics.Interval.Unit;
        var p = Math.Min(1, successes / trials);
        var zz = z * z / trials;
        if (!double.IsFinite(zz)) return Statistics.Interval.Unit;
        var half = z * Math.Sqrt((p * (1 - p) / trials) + (zz / (4 * trials)));
        // The ends at p = 0 and p = 1 are exact; the subtraction would leave a rounding error there.
        var low = p == 0 ? 0 : (p + (zz / 2) - half) / (1 + zz);
        var high = p == 1 ? 1 : (p + (zz / 2) + half) / (1 + zz);
        return new(Math.Clamp(low, 0, p), Math.Clamp(high, p, 1));
    }
}
