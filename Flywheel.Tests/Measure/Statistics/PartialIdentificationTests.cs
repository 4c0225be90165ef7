using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Statistics;

public sealed class PartialIdentificationTests
{
    [Fact]
    public void Interactions_without_evidence_may_all_have_failed_or_all_have_succeeded() =>
        Assert.Equal(new Interval(0.3, 0.9), PartialIdentification.Bounds(30, 10, 100));

    [Fact]
    public void With_evidence_of_every_use_only_one_rate_is_left() =>
        Assert.Equal(new Interval(0.75, 0.75), PartialIdentification.Bounds(30, 10, 40));

    [Fact]
    public void What_gave_evidence_was_used_even_if_nobody_reported_it() =>
        Assert.Equal(PartialIdentification.Bounds(30, 10, 40), PartialIdentification.Bounds(30, 10, 5));

    [Fact]
    public void Without_use_every_rate_is_possible() => Assert.Equal(Interval.Unit, PartialIdentification.Bounds(0, 0, 0));

    [Fact]
    public void Use_without_any_evidence_leaves_every_rate_possible() =>
        Assert.Equal(Interval.Unit, PartialIdentification.Bounds(0, 0, 500));

    [Fact]
    public void Negative_counts_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PartialIdentification.Bounds(-1, 0, 10));
}
