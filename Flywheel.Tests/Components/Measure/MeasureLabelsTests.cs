using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Tests.Components.Measure.Trends;
using Flywheel.Web.Components.Measure;

namespace Flywheel.Tests.Components.Measure;

public sealed class MeasureLabelsTests
{
    [Fact]
    public void A_rate_stands_with_its_interval_and_sample() =>
        Assert.Equal("70.0 % (39.7 to 89.2), n = 10", MeasureLabels.Of(RateEstimate.Of(7, 10)));

    [Fact]
    public void What_is_not_known_is_never_a_number()
    {
        Assert.Equal("unknown", MeasureLabels.Of(RateEstimate.Unknown));
        Assert.Equal("unknown", MeasureLabels.Of(RateDifference.Unknown));
        Assert.Equal("unknown", MeasureLabels.Of(new PostStratifiedRate(null, null, Interval.Unit, 0, 0.5)));
        Assert.Equal("nothing was judged", MeasureLabels.MadeOf(MeasuredCounts.None));
        Assert.Equal("exposure is unknown: no interactions were sent", MeasureLabels.Coverage(MeasuredCounts.None with { Interactions = 9, Evidence = 9 }));
        Assert.Equal("exposure is unknown: no interactions were sent", MeasureLabels.PerUse(MeasuredCounts.None with { Interactions = 9, Evidence = 9 }));
    }

    [Theory]
    [InlineData(0.03, "▲ +3.0 points (+1.0 to +5.0)")]
    [InlineData(-0.03, "▼ −3.0 points (−5.0 to −1.0)")]
    [InlineData(0.0001, "0.0 points (−2.0 to +2.0), no clear change")]
    public void A_change_has_a_sign_and_an_arrow_where_it_is_clear(double difference, string expected) =>
        Assert.Equal(expected, MeasureLabels.Of(new RateDifference(difference, new(difference - 0.02, difference + 0.02))));

    [Fact]
    public void What_remains_possible_stands_beside_what_is_known_of_all_uses() => Assert.Equal(
        "35.0 % known to have succeeded; worst to best case 35.0 to 85.0 %",
        MeasureLabels.PerUse(TrendLabelsTests.Counts(7, 3) with { Reported = 10, ReportedSucceeded = 7 }));

    [Fact]
    public void Without_outcomes_what_is_known_of_all_uses_rests_on_signals() => Assert.Equal(
        "35.0 % succeeded by signals; 35.0 to 85.0 % if signals are right", MeasureLabels.PerUse(TrendLabelsTests.Counts(7, 3)));

    [Fact]
    public void A_rate_says_what_it_is_made_of()
    {
        Assert.Equal("outcomes of 40.0 % of the interactions", MeasureLabels.MadeOf(TrendLabelsTests.Counts(7, 3) with { Reported = 4, ReportedSucceeded = 3 }));
        Assert.Equal("all reported outcomes", MeasureLabels.MadeOf(TrendLabelsTests.Counts(7, 3) with { Reported = 10, ReportedSucceeded = 7 }));
        Assert.Equal("all by signals: no outcomes are reported", MeasureLabels.MadeOf(TrendLabelsTests.Counts(7, 3)));
    }
}
