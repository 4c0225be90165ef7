namespace Flywheel.Core.Measure.Statistics;

/// <summary>
/// Sums over persons (clusters) i with n_i trials and s_i successes: all that a cluster-robust interval needs, and it can be added up.
/// Sums of two groups may be added only when no person is in both; a person in both would count as two.
/// </summary>
/// <param name="Clusters">G, the number of persons with at least one trial.</param>
/// <param name="Trials">Σ n_i.</param>
/// <param name="Successes">Σ s_i.</param>
/// <param name="TrialsSquared">Σ n_i².</param>
/// <param name="TrialsTimesSuccesses">Σ n_i s_i.</param>
/// <param name="SuccessesSquared">Σ s_i².</param>
public readonly record struct ClusterSums(
    double Clusters, double Trials, double Successes, double TrialsSquared, double TrialsTimesSuccesses, double SuccessesSquared)
{
    /// <summary>Successes / trials, 0 to 1; null without trials.</summary>
    public double? Rate => Trials > 0 ? Math.Clamp(Successes / Trials, 0, 1) : null;

    /// <summary>Whether every person has exactly one trial, so that trials are independent.</summary>
    public bool EverybodyCountsOnce => TrialsSquared <= Trials;

    /// <summary>One person's share of the sums; nothing for a person without trials.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or there are more successes than trials.</exception>
    public static ClusterSums OfOne(double trials, double successes)
    {
        Arguments.Counts(successes, trials);
        return trials == 0 ? default : new(1, trials, successes, trials * trials, trials * successes, successes * successes);
    }

    /// <summary>The sums over persons, each given as trials and successes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or there are more successes than trials.</exception>
    public static ClusterSums Of(IEnumerable<(long Trials, long Successes)> persons)
    {
        ArgumentNullException.ThrowIfNull(persons);
        return persons.Aggregate(default(ClusterSums), (sums, person) => sums + OfOne(person.Trials, person.Successes));
    }

    /// <summary>The sums of both groups; no person may be in both.</summary>
    public static ClusterSums operator +(ClusterSums left, ClusterSums right) => new(
        left.Clusters + right.Clusters,
        left.Trials + right.Trials,
        left.Successes + right.Successes,
        left.TrialsSquared + right.TrialsSquared,
        left.TrialsTimesSuccesses + right.TrialsTimesSuccesses,
        left.SuccessesSquared + right.SuccessesSquared);

    /// <summary>The same as the operator +.</summary>
    public static ClusterSums Add(ClusterSums left, ClusterSums right) => left + right;
}
