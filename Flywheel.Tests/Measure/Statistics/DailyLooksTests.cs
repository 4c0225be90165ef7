using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>
/// Simulated experiments without any difference, looked at every day for a month. Seeds are fixed; with 2,000 experiments the share of
/// false alarms has a standard error of half a point at 5 %, and the margin is three of them.
/// </summary>
public sealed class DailyLooksTests(ITestOutputHelper output)
{
    private const int Experiments = 2_000;
    private const int Days = 30;
    private const double Level = 0.05;
    private const double Margin = 0.015;

    [Theory]
    [InlineData(0.70, 50)]
    [InlineData(0.95, 40)]
    [InlineData(0.05, 20)]
    public void Rates_raise_a_false_alarm_in_at_most_5_percent_though_looked_at_daily(double rate, int perDay)
    {
        var random = new Random(20260101);
        var tau = AlwaysValid.TauForRates(rate, Days * perDay);
        var (valid, naive) = Alarms(() =>
        {
            var (control, treatment) = (new Proportion(), new Proportion());
            return () =>
            {
                control += SimulatedUsers.Proportion(random, perDay, rate);
                treatment += SimulatedUsers.Proportion(random, perDay, rate);
                var (before, after) = (RateEstimate.Of(control.Successes, control.Trials), RateEstimate.Of(treatment.Successes, treatment.Trials));
                return (AlwaysValid.Rates(before, after, tau).PValue!.Value, TwoProportionTest.Pooled(before, after).PValue!.Value);
            };
        });
        AssertValid(valid, naive);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Persons_who_come_again_raise_no_more_false_alarms_when_counted_as_persons(bool uneven)
    {
        var random = new Random(20260102);
        var tau = AlwaysValid.TauForRates(0.7, Days * 90, 4);
        var (robust, blind) = Alarms(() =>
        {
            var (control, treatment) = (new ClusterSums(), new ClusterSums());
            return () =>
            {
                control += uneven ? SimulatedUsers.UnevenPersons(random, 20) : SimulatedUsers.Persons(random, 20);
                treatment += uneven ? SimulatedUsers.UnevenPersons(random, 20) : SimulatedUsers.Persons(random, 20);
                var persons = AlwaysValid.Rates(RateEstimate.Of(control), RateEstimate.Of(treatment), tau);
                return (persons.PValue!.Value, AlwaysValid.Rates(Blind(control), Blind(treatment), tau).PValue!.Value);
            };
        });
        AssertValid(robust, blind);
        static RateEstimate Blind(ClusterSums sums) => RateEstimate.Of((long)sums.Successes, (long)sums.Trials);
    }

    [Fact]
    public void Sample_ratios_raise_a_false_alarm_in_at_most_5_percent_though_looked_at_daily()
    {
        var random = new Random(20260103);
        var (valid, naive) = Alarms(() =>
        {
            var units = new Proportion();
            return () =>
            {
                units += SimulatedUsers.Proportion(random, 200, 0.5);
                long[] counts = [units.Successes, units.Trials - units.Successes];
                return (SampleRatio.Sequential(counts, [1, 1]).PValue!.Value, SampleRatio.ChiSquared(counts, [1, 1]).PValue!.Value);
            };
        });
        AssertValid(valid, naive);
    }

    /// <summary>The shares of experiments with a p below the level on any day, by the first and by the second test.</summary>
    private static (double First, double Second) Alarms(Func<Func<(double First, double Second)>> experiment)
    {
        var (first, second) = (0, 0);
        for (var i = 0; i < Experiments; i++)
        {
            var day = experiment();
            var looks = Enumerable.Range(0, Days).Select(_ => day()).ToList();
            if (looks.Any(look => look.First < Level)) first++;
            if (looks.Any(look => look.Second < Level)) second++;
        }

        return ((double)first / Experiments, (double)second / Experiments);
    }

    private void AssertValid(double valid, double naive)
    {
        output.WriteLine($"False alarms of {Experiments} experiments over {Days} daily looks: valid {valid:P1}, naive {naive:P1}");
        Assert.True(valid <= Level + Margin, $"{valid:P1} false alarms.");
        Assert.True(naive > 3 * Level, $"Only {naive:P1} false alarms of the naive test: the simulation shows nothing.");
    }
}
