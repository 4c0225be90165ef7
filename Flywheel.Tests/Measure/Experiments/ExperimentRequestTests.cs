using Flywheel.Core.Measure.Experiments;

namespace Flywheel.Tests.Measure.Experiments;

public sealed class ExperimentRequestTests
{
    private static readonly ExperimentRequest Minimal = new("reranker", "It is better.");

    public static TheoryData<string, ExperimentRequest> Broken => new()
    {
        { "key", Minimal with { Key = null } },
        { "key", Minimal with { Key = "a/b" } },
        { "key", Minimal with { Key = ".." } },
        { "key", Minimal with { Key = "new" } },
        { "key", Minimal with { Key = new string('k', 201) } },
        { "hypothesis", Minimal with { Hypothesis = "  " } },
        { "hypothesis", Minimal with { Hypothesis = new string('h', 2_001) } },
        { "hypothesis", Minimal with { Hypothesis = "a\0b" } },
        { "unit", Minimal with { Unit = "planet" } },
        { "primary_metric", Minimal with { PrimaryMetric = "signal:applause" } },
        { "primary_metric", Minimal with { PrimaryMetric = "coverage" } },
        { "smallest_effect", Minimal with { SmallestEffect = 0 } },
        { "smallest_effect", Minimal with { SmallestEffect = double.NaN } },
        { "smallest_effect", Minimal with { SmallestEffect = 2 } },
        { "guardrails[0]", Minimal with { Guardrails = ["success_rate"] } },
        { "guardrails[1]", Minimal with { Guardrails = ["value", "value"] } },
        { "guardrails[0]", Minimal with { Guardrails = ["speed"] } },
        { "arms", Minimal with { Arms = [new("only")] } },
        { "arms", Minimal with { Arms = [new("a", 0.5), new("b", 0.4)] } },
        { "arms[1].name", Minimal with { Arms = [new("a"), new("a")] } },
        { "arms[1].name", Minimal with { Arms = [new("a"), new(null)] } },
        { "arms[1].name", Minimal with { Arms = [new("a"), new("\ud800")] } },
        { "arms[1].share", Minimal with { Arms = [new("a", 1), new("b", 0)] } },
        { "arms[0].share", Minimal with { Arms = [new("a"), new("b", 0.5)] } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void An_error_is_reported_by_the_wire_name_of_the_field(string field, ExperimentRequest request)
    {
        var (plan, errors) = request.Validate();
        Assert.Null(plan);
        Assert.Contains(field, errors.Keys);
    }

    [Fact]
    public void A_key_and_a_hypothesis_are_enough()
    {
        var plan = Minimal.Validate().Plan!;
        Assert.Equal((ExperimentUnit.Person, ExperimentMetric.SuccessRate, true, 0.02), (plan.Unit, plan.Metric, plan.HigherIsBetter, plan.SmallestEffect));
        Assert.Equal([new("control", 0.5), new("treatment", 0.5)], plan.Arms);
    }

    [Fact]
    public void Arms_without_shares_get_equal_ones() =>
        Assert.All((Minimal with { Arms = [new("a"), new("b"), new("c")] }).Validate().Plan!.Arms, a => Assert.Equal(1 / 3.0, a.Share));

    [Theory]
    [InlineData("signal:thumbs_up", true)]
    [InlineData("signal:copy", true)]
    [InlineData("signal:thumbs_down", false)]
    [InlineData("signal:escalation", false)]
    [InlineData("value", true)]
    public void A_metric_is_better_the_way_its_signal_means(string metric, bool higher)
    {
        Assert.Equal(higher, (Minimal with { PrimaryMetric = metric }).Validate().Plan!.HigherIsBetter);
        Assert.Equal(!higher, (Minimal with { PrimaryMetric = metric, HigherIsBetter = !higher }).Validate().Plan!.HigherIsBetter);
    }
}
