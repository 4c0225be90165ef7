namespace Flywheel.Core.Measure.Statistics;

/// <summary>Successes among trials that were counted.</summary>
/// <param name="Successes">0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">0 or more.</param>
public readonly record struct Proportion(long Successes, long Trials)
{
    /// <summary>Successes / trials, 0 to 1; null without trials.</summary>
    public double? Rate => Trials > 0 ? (double)Successes / Trials : null;

    /// <summary>The counts of both; nobody may be in both.</summary>
    public static Proportion operator +(Proportion left, Proportion right) =>
        new(left.Successes + right.Successes, left.Trials + right.Trials);

    /// <summary>The same as the operator +.</summary>
    public static Proportion Add(Proportion left, Proportion right) => left + right;
}
