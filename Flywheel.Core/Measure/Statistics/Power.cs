namespace Flywheel.Core.Measure.Statistics;

/// <summary>
/// How many trials an experiment on two rates needs, and what it can find with those that it has: J. L. Fleiss, B. Levin and M. C. Paik
/// (2003), Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14 without continuity correction, the same as R's
/// <c>power.prop.test</c>. Two-sided throughout.
/// </summary>
/// <param name="Level">The chance of a false alarm that is accepted over all comparisons together, between 0 and 1.</param>
/// <param name="Target">The chance to find the effect that is asked for, between 0 and 1.</param>
/// <param name="Arms">All arms, the control included, 2 or more; each is compared with the control at level / (arms - 1) (Bonferroni,
/// which Holm never falls short of).</param>
/// <param name="DesignEffect">1 or more; see <see cref="ClusterRobust.DesignEffect"/>. The trials are multiplied by it.</param>
public sealed record Power(double Level = 0.05, double Target = 0.80, int Arms = 2, double DesignEffect = 1)
{
    /// <summary>
    /// Trials in each arm: ((z_α √(2p̄(1-p̄)) + z_β √(p₀(1-p₀) + p₁(1-p₁))) / effect)², times the design effect, rounded up.
    /// </summary>
    /// <param name="baseline">The control's rate, 0 to 1.</param>
    /// <param name="effect">The absolute difference worth finding, positive or negative; 0.02 is two points.</param>
    /// <returns>Null for an effect of 0 or one that leads out of 0 to 1: no number of trials finds that.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The baseline or a setting is outside its range.</exception>
    public double? TrialsPerArm(double baseline, double effect)
    {
        Check(baseline);
        Arguments.Finite(effect);
        var treated = Treated(baseline, effect);
        if (effect == 0 || treated is not { } rate) return null;
        var sum = (CriticalZ() * Pooled(baseline, rate)) + (Distributions.UpperZ(1 - Target) * Separate(baseline, rate));
        return Math.Max(1, Math.Ceiling(Math.Pow(Math.Max(0, sum) / effect, 2) * DesignEffect));
    }

    /// <summary>The chance to find an effect with so many trials in each arm.</summary>
    /// <param name="baseline">The control's rate, 0 to 1.</param>
    /// <param name="effect">The absolute difference, positive or negative.</param>
    /// <param name="trialsPerArm">0 or more.</param>
    /// <returns>0 to 1; null for an effect that leads out of 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The baseline, the trials or a setting is outside its range.</exception>
    public double? Achieved(double baseline, double effect, double trialsPerArm)
    {
        Check(baseline);
        Arguments.Finite(effect);
        Arguments.NotNegative(trialsPerArm);
        if (Treated(baseline, effect) is not { } rate) return null;
        var distance = (Math.Sqrt(trialsPerArm / DesignEffect) * Math.Abs(effect)) - (CriticalZ() * Pooled(baseline, rate));
        var spread = Separate(baseline, rate);
        // Only rates of exactly 0 and 1 have no spread: what is seen is then certain.
        return spread > 0 ? Distributions.NormalCdf(distance / spread) : distance > 0 ? 1 : 0;
    }

    /// <summary>The smallest rise of the rate that is found with the wanted power.</summary>
    /// <param name="baseline">The control's rate, 0 to 1.</param>
    /// <param name="trialsPerArm">0 or more.</param>
    /// <returns>Above 0; null where even a rate of 1 would not be told apart.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The baseline, the trials or a setting is outside its range.</exception>
    public double? DetectableRise(double baseline, double trialsPerArm)
    {
        Check(baseline);
        var (low, high) = (0.0, 1 - baseline);
        if (high == 0 || Achieved(baseline, high, trialsPerArm) is not { } best || best < Target) return null;
        // Sixty halvings exhaust the precision of a double.
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Achieved(baseline, middle, trialsPerArm) >= Target) high = middle;
            else low = middle;
        }

        return high;
    }

    /// <summary>Two arms of different sizes say as much as two of this size: the harmonic mean. 0 where one is empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double BalancedTrials(double controlTrials, double treatmentTrials)
    {
        Arguments.NotNegative(controlTrials);
        Arguments.NotNegative(treatmentTrials);
        return controlTrials == 0 || treatmentTrials == 0 ? 0 : 2 / ((1 / controlTrials) + (1 / treatmentTrials));
    }

    private double CriticalZ() => Distributions.UpperZ(Level / (2 * (Arms - 1)));

    private static double? Treated(double baseline, double effect)
    {
        // 0.7 + 0.3 may miss 1 by a rounding error.
        var rate = baseline + effect;
        return rate is < -1e-12 or > 1 + 1e-12 ? null : Math.Clamp(rate, 0, 1);
    }

    private static double Pooled(double control, double treatment)
    {
        var mean = (control + treatment) / 2;
        return Math.Sqrt(2 * mean * (1 - mean));
    }

    private static double Separate(double control, double treatment) =>
        Math.Sqrt((control * (1 - control)) + (treatment * (1 - treatment)));

    private void Check(double baseline)
    {
        Arguments.Unit(baseline);
        Arguments.InsideUnit(Level);
        Arguments.InsideUnit(Target);
        Arguments.AtLeastOne(DesignEffect);
        ArgumentOutOfRangeException.ThrowIfLessThan(Arms, 2);
    }
}
