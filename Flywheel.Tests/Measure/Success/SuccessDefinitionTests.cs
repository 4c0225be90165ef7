using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Tests.Measure.Success;

public sealed class SuccessDefinitionTests
{
    private static readonly SuccessDefinition Default = new();

    [Theory]
    [InlineData(Verdict.Succeeded, SignalType.ThumbsUp)]
    [InlineData(Verdict.Succeeded, SignalType.Copy)]
    [InlineData(Verdict.Failed, SignalType.ThumbsDown)]
    [InlineData(Verdict.Failed, SignalType.Edit)]
    [InlineData(Verdict.Failed, SignalType.Regenerate)]
    [InlineData(Verdict.Failed, SignalType.Abandon)]
    [InlineData(Verdict.Failed, SignalType.Escalation)]
    [InlineData(Verdict.Unknown, SignalType.FollowUp)]
    public void Each_signal_alone_says_what_it_is_known_for(Verdict verdict, string type) => Assert.Equal(verdict, Default.Judge([type]));

    [Fact]
    public void Nothing_says_nothing() => Assert.Equal(Verdict.Unknown, Default.Judge([]));

    [Fact]
    public void Signals_that_contradict_each_other_leave_it_open() => Assert.Equal(Verdict.Unknown, Default.Judge([SignalType.Copy, SignalType.Edit]));

    [Fact]
    public void A_type_counts_once_however_often_it_came() =>
        Assert.Equal(Verdict.Unknown, Default.Judge([SignalType.FollowUp, SignalType.FollowUp, SignalType.FollowUp]));

    [Fact]
    public void A_sum_that_is_the_threshold_but_for_rounding_reaches_it()
    {
        var definition = new SuccessDefinition { Weights = new Dictionary<string, double> { ["a"] = 0.1, ["b"] = 0.2 }, Threshold = 0.3 };
        Assert.Equal(Verdict.Succeeded, definition.Judge(["a", "b"]));
    }

    [Fact]
    public void It_is_the_same_after_being_stored()
    {
        var stored = SuccessDefinition.Parse((Default with { Threshold = 0.25 }).ToJson());
        Assert.Equal(0.25, stored.Threshold);
        Assert.Equal(Default.Weights, stored.Weights);
    }
}
