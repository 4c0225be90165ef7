using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>Simulated users.</summary>
internal static class Draw
{
    /// <summary>Independent trials with one rate.</summary>
    public static Proportion Proportion(Random random, int trials, double rate)
    {
        var successes = 0;
        for (var i = 0; i < trials; i++)
        {
            if (random.NextDouble() < rate) successes++;
        }

        return new(successes, trials);
    }

    /// <summary>Persons with 1 to 8 trials and a rate of their own, 0.4 or 1.0: 0.7 over all.</summary>
    public static ClusterSums Persons(Random random, int persons)
    {
        var sums = default(ClusterSums);
        for (var i = 0; i < persons; i++)
        {
            var person = Proportion(random, random.Next(1, 9), random.Next(2) == 0 ? 0.4 : 1.0);
            sums += ClusterSums.OfOne(person.Trials, person.Successes);
        }

        return sums;
    }
}
