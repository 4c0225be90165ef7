namespace Flywheel.Core.Measure.Statistics;

/// <summary>What the interval of a rate rests on.</summary>
public enum RateMethod
{
    /// <summary>No trials: nothing is known.</summary>
    Unknown,

    /// <summary>Wilson's interval: every person counts once.</summary>
    Wilson,

    /// <summary>Wilson's interval over the effective sample size: some persons count several times.</summary>
    ClusterRobust,

    /// <summary>Outcomes sharpened by signals: see <see cref="PredictionPowered"/>.</summary>
    PredictionPowered,
}

/// <summary>A rate as it is shown: with its n, its interval and how that was made.</summary>
/// <param name="Successes">0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">0 or more.</param>
/// <param name="Rate">0 to 1; null without trials.</param>
/// <param name="Interval">Inside 0 to 1; all of it without trials.</param>
/// <param name="DesignEffect">1 or more: trials / <see cref="ClusterRobust.EffectiveTrials"/>, so that few persons widen every interval
/// and test made from it.</param>
/// <param name="Method">What the interval rests on.</param>
public readonly record struct RateEstimate(
    long Successes, long Trials, double? Rate, Interval Interval, double DesignEffect, RateMethod Method)
{
    /// <summary>A rate of which nothing is known.</summary>
    public static RateEstimate Unknown => new(0, 0, null, Interval.Unit, 1, RateMethod.Unknown);

    /// <summary>The number of trials of different persons that would say as much: trials / design effect.</summary>
    public double EffectiveTrials => Trials / Effect;

    /// <summary>Successes in the same unit as <see cref="EffectiveTrials"/>.</summary>
    public double EffectiveSuccesses => Successes / Effect;

    // An estimate nobody made (default) has a design effect of 0.
    private double Effect => Math.Max(1, DesignEffect);

    /// <summary>The rate over persons: Wilson where each has one trial, cluster-robust otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The counts or the confidence are outside their range.</exception>
    public static RateEstimate Of(ClusterSums sums, double confidence = 0.95)
    {
        var (successes, trials) = ((long)Math.Round(sums.Successes), (long)Math.Round(sums.Trials));
        if (trials == 0) return Unknown;
        return Of(successes, trials, Math.Max(1, sums.Trials / ClusterRobust.EffectiveTrials(sums, confidence)), confidence);
    }

    /// <summary>The rate over trials with a known design effect: Wilson where it is 1, cluster-robust otherwise.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 or more.</param>
    /// <param name="designEffect">1 or more.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static RateEstimate Of(long successes, long trials, double designEffect = 1, double confidence = 0.95)
    {
        Arguments.Counts(successes, trials);
        Arguments.AtLeastOne(designEffect);
        Arguments.InsideUnit(confidence);
        if (trials == 0) return Unknown;
        var interval = Wilson.Interval(successes / designEffect, trials / designEffect, confidence);
        var method = designEffect == 1 ? RateMethod.Wilson : RateMethod.ClusterRobust;
        return new(successes, trials, (double)successes / trials, interval, designEffect, method);
    }
}
