using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Validation;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Components.Curate.Policies.Drafts;

namespace Flywheel.Tests.Components.Curate.Policies;

public sealed class PolicyFormTests
{
    [Fact]
    public void The_policy_that_there_is_at_first_survives_the_form() => Survives(new());

    [Fact]
    public void Every_random_policy_survives_the_form()
    {
        var random = new Random(20260302);
        for (var i = 0; i < 300; i++) Survives(Any(random));
    }

    [Fact]
    public void A_type_beyond_the_built_in_ones_is_in_the_form()
    {
        var form = PolicyForm.Of("x", null, new() { Weights = new Dictionary<string, double> { ["star_rating"] = 0.25 } });
        Assert.Equal(("star_rating", "0.25"), (form.Weights[0].Type, form.Weights[0].Text));
        Assert.Equal(1 + SignalType.All.Count, form.Weights.Count);
    }

    [Fact]
    public void A_type_that_no_policy_named_yet_may_stay_empty()
    {
        var form = PolicyForm.Of("x", null, new(), ["edit", "star_rating"]);
        var star = form.Weights.Single(w => w.Type == "star_rating");
        Assert.False(form.ToPolicy().Weights.ContainsKey("star_rating"));
        star.Text = "0.3";
        Assert.Equal(0.3, form.ToPolicy().WeightOf("star_rating"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("much")]
    [InlineData("0,5")]
    public void What_is_not_a_number_stays_as_typed_and_is_an_error(string typed)
    {
        var form = PolicyForm.Of("x", null, new());
        form.Weights[0].Text = typed;
        Assert.Equal($"weights.{form.Weights[0].Type}", Assert.Single(PolicyChecks.Check(form.ToPolicy())).Key);
        Assert.Equal(typed, form.Weights[0].Text);
    }

    [Fact]
    public void Another_field_of_a_condition_brings_a_comparison_and_a_value_that_it_knows()
    {
        var condition = FormCondition.Of(new(RuleField.OutputLength, RuleOperator.Below, "30"));
        condition.Choose(RuleField.Source);
        Assert.Equal((RuleOperator.Is, "user_correction"), (condition.Operator, condition.Value));
        condition.Choose(RuleField.InputText);
        Assert.Equal((RuleOperator.Contains, ""), (condition.Operator, condition.Value));
    }

    [Fact]
    public void A_length_stays_when_the_other_length_is_chosen()
    {
        var condition = FormCondition.Of(new(RuleField.OutputLength, RuleOperator.Below, "30"));
        condition.Choose(RuleField.InputLength);
        Assert.Equal((RuleOperator.Below, "30"), (condition.Operator, condition.Value));
    }

    [Fact]
    public void Of_an_action_only_what_it_needs_is_written()
    {
        var rule = new FormRule { Action = RuleActionKind.Hold, Reason = RejectReason.Spam, Percent = "10", Tag = "x" };
        Assert.Equal(new RuleAction(RuleActionKind.Hold), rule.Read().Action);
    }

    private static void Survives(CurationPolicy policy) =>
        Assert.Equal(policy.ToJson(), PolicyForm.Of("name", "note", policy).ToPolicy().ToJson());

    private static CurationPolicy Any(Random random)
    {
        var policy = RandomPolicies.Policy(random);
        return policy with
        {
            Weights = policy.Weights.Where(_ => random.Next(3) > 0).Append(new("star_rating", random.NextDouble())).ToDictionary(),
            LeaseMinutes = random.Next(1, 481), RandomShare = random.Next(0, 5001) / 10_000.0, FindingActions = Actions(random), InstructionHoldFrom = random.NextDouble(),
            Overrides = [.. Enumerable.Range(0, random.Next(4)).Select(_ => AnyOverride(random))],
        };
    }

    private static PolicyOverride AnyOverride(Random random) => new()
    {
        Application = random.Next(2) == 0 ? "shop" : null, Segment = random.Next(2) == 0 ? "fees" : null,
        Weights = SignalType.All.Where(_ => random.Next(4) == 0).ToDictionary(t => t, _ => random.NextDouble()),
        MediumFrom = random.Next(2) == 0 ? random.NextDouble() : null, VeryHighFrom = random.Next(2) == 0 ? 1 : null,
        AdmitPositivesWithoutReview = random.Next(3) switch { 0 => true, 1 => false, _ => null },
        DecisionsRequired = random.Next(2) == 0 ? 2 : null, FindingActions = Actions(random),
    };

    private static Dictionary<FindingKinds, FindingAction> Actions(Random random) =>
        Enum.GetValues<FindingKinds>().Where(k => k != FindingKinds.None && random.Next(2) == 0).ToDictionary(k => k, _ => (FindingAction)random.Next(4));
}
