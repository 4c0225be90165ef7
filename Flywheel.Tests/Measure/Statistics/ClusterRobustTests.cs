using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class ClusterRobustTests
{
    private static readonly (long Trials, long Successes)[] TenPersons =
        [(1, 1), (2, 1), (3, 3), (4, 2), (5, 5), (1, 0), (2, 1), (8, 6), (1, 1), (3, 0)];

    // R 4.2.2, package survey 4.1: SE(svymean(~y, svydesign(ids = ~person)))^2 over the 30 trials
    [Fact]
    public void The_variance_is_that_of_Rs_survey_package() =>
        Assert.Equal(0.0117969821673525, ClusterRobust.Variance(ClusterSums.Of(TenPersons))!.Value, 1e-15);

    // The same: deff(svymean(..., deff = "replace")) is 1.53950617283951 relative to p(1-p)/(N-1), here it is relative to p(1-p)/N.
    [Fact]
    public void The_design_effect_is_that_of_Rs_survey_package() =>
        Assert.Equal(1.53950617283951 * 30 / 29, ClusterRobust.DesignEffect(ClusterSums.Of(TenPersons)), 1e-12);

    // R 4.2.2, from the variance above: 11.8 effective trials with qt(.975, 30^2 / 134 - 1)
    [Fact]
    public void The_interval_is_Wilsons_over_the_effective_sample_size()
    {
        var interval = ClusterRobust.Interval(ClusterSums.Of(TenPersons));
        Assert.Equal(0.38853215982022, interval.Low, 1e-10);
        Assert.Equal(0.86292277828307, interval.High, 1e-10);
    }

    [Fact]
    public void One_busy_person_among_many_counts_as_little_more_than_one()
    {
        var sums = ClusterSums.Of(Enumerable.Repeat((1L, 1L), 5).Append((1_000L, 500L)));
        Assert.True(ClusterRobust.Interval(sums).Width > 0.7, $"{ClusterRobust.Interval(sums)}");
    }

    [Fact]
    public void Sums_of_two_groups_add_up_to_those_of_both() => Assert.Equal(
        ClusterSums.Of(TenPersons), ClusterSums.Of(TenPersons[..4]) + ClusterSums.Of(TenPersons[4..]));

    [Fact]
    public void Where_everybody_counts_once_the_design_effect_is_exactly_1() =>
        Assert.Equal(1, ClusterRobust.DesignEffect(ClusterSums.Of([(1, 1), (1, 0), (1, 1)])));

    [Fact]
    public void Persons_who_always_give_the_same_answer_count_about_once_each()
    {
        var sums = ClusterSums.Of(Enumerable.Range(0, 1000).Select(i => (10L, i % 2 == 0 ? 10L : 0L)));
        Assert.Equal(10, ClusterRobust.DesignEffect(sums), 0.02);
    }

    [Fact]
    public void Persons_more_alike_than_chance_gain_nothing() =>
        Assert.Equal(1, ClusterRobust.DesignEffect(ClusterSums.Of([(10, 5), (10, 5), (10, 5)])));

    [Theory]
    [InlineData(10)]
    [InlineData(0)]
    public void Where_all_trials_have_one_result_each_person_counts_once(long successes)
    {
        var sums = ClusterSums.Of([(10, successes), (10, successes), (10, successes)]);
        Assert.Equal(10, ClusterRobust.DesignEffect(sums), 1e-12);
        Assert.Equal(Wilson.Interval(successes * 0.3, 3), ClusterRobust.Interval(sums));
    }

    [Fact]
    public void One_person_alone_counts_as_one_trial_however_busy()
    {
        var sums = ClusterSums.Of([(50, 40)]);
        Assert.Null(ClusterRobust.Variance(sums));
        Assert.Equal(50, ClusterRobust.DesignEffect(sums), 1e-12);
    }

    [Fact]
    public void Without_persons_nothing_is_known()
    {
        Assert.Null(ClusterRobust.Variance(default));
        Assert.Equal(1, ClusterRobust.DesignEffect(default));
        Assert.Equal(Interval.Unit, ClusterRobust.Interval(default));
    }

    [Fact]
    public void Persons_without_trials_do_not_count() => Assert.Equal(default, ClusterSums.OfOne(0, 0));
}
