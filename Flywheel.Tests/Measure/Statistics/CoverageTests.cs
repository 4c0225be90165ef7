using Flywheel.Core.Measure.Statistics;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Statistics;

/// <summary>
/// How often intervals hold the truth, over 2,000 simulated samples with a fixed seed: 95 % is wanted, the standard error is half a point.
/// </summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private const int Samples = 2_000;

    [Fact]
    public void Cluster_robust_intervals_hold_the_rate_where_Wilsons_do_not()
    {
        var random = new Random(20260201);
        var samples = Enumerable.Range(0, Samples).Select(_ => SimulatedUsers.Persons(random, 100)).ToList();
        AssertCoverage(
            samples.Count(sums => ClusterRobust.Interval(sums).Contains(0.7)),
            samples.Count(sums => Wilson.Interval(sums.Successes, sums.Trials).Contains(0.7)));
    }

    [Fact]
    public void Few_persons_of_very_uneven_use_still_get_an_interval_that_holds_the_rate()
    {
        var random = new Random(20260204);
        var samples = Enumerable.Range(0, Samples).Select(_ => SimulatedUsers.UnevenPersons(random, 10)).ToList();
        AssertCoverage(
            samples.Count(sums => ClusterRobust.Interval(sums).Contains(0.7)),
            samples.Count(sums => WithoutDegreesOfFreedom(sums).Contains(0.7)));
        static Interval WithoutDegreesOfFreedom(ClusterSums sums) =>
            RateEstimate.Of((long)sums.Successes, (long)sums.Trials, ClusterRobust.DesignEffect(sums)).Interval;
    }

    [Fact]
    public void Reweighted_intervals_hold_the_rate_of_use_where_the_observed_do_not()
    {
        var random = new Random(20260202);
        var truth = (0.2 * 0.9) + (0.8 * 0.6);
        var samples = Enumerable.Range(0, Samples).Select(_ => (Web: SimulatedUsers.Proportion(random, 150, 0.9), Mobile: SimulatedUsers.Proportion(random, 50, 0.6))).ToList();
        AssertCoverage(
            samples.Count(s => PostStratified.Estimate([Of("web", s.Web, 0.2), Of("mobile", s.Mobile, 0.8)]).Interval.Contains(truth)),
            samples.Count(s => Wilson.Interval((s.Web + s.Mobile).Successes, (s.Web + s.Mobile).Trials).Contains(truth)));
        static Stratum Of(string name, Proportion part, double share) => new(name, part.Successes, part.Trials, share);
    }

    [Fact]
    public void A_confidence_sequence_holds_a_real_difference_on_all_days_together()
    {
        var random = new Random(20260203);
        var tau = AlwaysValid.TauForRates(0.7, 30 * 50);
        var (sequence, single) = (0, 0);
        for (var i = 0; i < Samples; i++)
        {
            var (control, treatment) = (new Proportion(), new Proportion());
            var (always, each) = (true, true);
            for (var day = 0; day < 30; day++)
            {
                control += SimulatedUsers.Proportion(random, 50, 0.6);
                treatment += SimulatedUsers.Proportion(random, 50, 0.8);
                var (before, after) = (RateEstimate.Of(control.Successes, control.Trials), RateEstimate.Of(treatment.Successes, treatment.Trials));
                always &= AlwaysValid.Rates(before, after, tau).Interval!.Value.Contains(0.2);
                each &= Newcombe.Difference(before, after).Interval.Contains(0.2);
            }

            (sequence, single) = (sequence + (always ? 1 : 0), single + (each ? 1 : 0));
        }

        AssertCoverage(sequence, single);
    }

    private void AssertCoverage(int good, int bad)
    {
        output.WriteLine($"Coverage: {(double)good / Samples:P1}, without the method {(double)bad / Samples:P1}");
        Assert.True(good >= 0.935 * Samples, $"Only {good} of {Samples} hold the truth.");
        Assert.True(bad < 0.85 * Samples, $"{bad} of {Samples} hold it without the method too: the simulation shows nothing.");
    }
}
