using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>Simulated users.</summary>
internal static class SimulatedUsers
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
    public static ClusterSums Persons(Random random, int persons) => Persons(random, persons, () => random.Next(1, 9));

    /// <summary>The same with trials after Zipf's law, up to 200: a few of them make most of the use.</summary>
    public static ClusterSums UnevenPersons(Random random, int persons) =>
        Persons(random, persons, () => (int)Math.Min(200, 1 / (1 - random.NextDouble())));

    private static ClusterSums Persons(Random random, int persons, Func<int> trials)
    {
        var sums = default(ClusterSums);
        for (var i = 0; i < persons; i++)
        {
            var person = Proportion(random, trials(), random.Next(2) == 0 ? 0.4 : 1.0);
            sums += ClusterSums.OfOne(person.Trials, person.Successes);
        }

        return sums;
    }
}
