using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Validation;
using Flywheel.Tests.Support.Fixtures;
using static Flywheel.Tests.Support.Fixtures.PolicyFixture;

namespace Flywheel.Tests.Curate.Policies;

public class PolicyChecksTests
{
    private static readonly RuleAction Hold = new(RuleActionKind.Hold);

    [Fact]
    public void The_first_policy_holds_every_rule() => Assert.Empty(PolicyChecks.Check(new CurationPolicy()));

    [Fact]
    public void A_weight_above_one_is_named()
    {
        var errors = PolicyChecks.Check(new CurationPolicy { Weights = new Dictionary<string, double> { ["copy"] = 1.2, ["edit"] = double.NaN } });
        Assert.Equal(["weights.copy", "weights.edit"], errors.Keys.Order());
    }

    [Theory]
    [InlineData(0.7, 0.6, 0.85, "high_from")]
    [InlineData(0.3, 0.6, 0.6, "very_high_from")]
    [InlineData(-0.1, 0.6, 0.8, "medium_from")]
    [InlineData(0.3, 0.6, 1.1, "very_high_from")]
    public void Bands_rise(double medium, double high, double veryHigh, string field) =>
        Assert.Equal([field], PolicyChecks.Check(new CurationPolicy { MediumFrom = medium, HighFrom = high, VeryHighFrom = veryHigh }).Keys);

    [Theory]
    [InlineData(RuleField.Score, RuleOperator.AtLeast, "1.5", "value")]
    [InlineData(RuleField.Score, RuleOperator.AtLeast, "high", "value")]
    [InlineData(RuleField.OutputLength, RuleOperator.Below, "2.5", "value")]
    [InlineData(RuleField.OutputLength, RuleOperator.Below, "-1", "value")]
    [InlineData(RuleField.OutputLength, RuleOperator.Contains, "1", "operator")]
    [InlineData(RuleField.Quality, RuleOperator.Is, "splendid", "value")]
    [InlineData(RuleField.Finding, RuleOperator.Has, "none", "value")]
    [InlineData(RuleField.OutputText, RuleOperator.Matches, "(", "value")]
    [InlineData(RuleField.OutputText, RuleOperator.Matches, @"(a)\1", "value")]
    [InlineData(RuleField.OutputText, RuleOperator.Matches, "(.{400}[ab]){3}x", "value")]
    [InlineData(RuleField.OutputText, RuleOperator.Contains, "", "value")]
    [InlineData(RuleField.Signal, RuleOperator.Has, "Copy!", "value")]
    [InlineData((RuleField)99, RuleOperator.Is, "x", "field")]
    public void An_impossible_condition_is_named(RuleField field, RuleOperator @operator, string value, string member) =>
        Assert.Equal([$"rules[0].any[0].all[0].{member}"], PolicyChecks.Check(Policy(Rule("r", Hold, new RuleCondition(field, @operator, value)))).Keys);

    [Fact]
    public void A_condition_that_can_never_hold_by_itself_is_not_reported_as_a_contradiction()
    {
        var rule = Rule("r", Hold, new RuleCondition(RuleField.OutputLength, RuleOperator.Below, "0"));
        Assert.Equal(["can never hold."], PolicyChecks.Check(Policy(rule))["rules[0].any[0].all[0].value"]);
    }

    [Fact]
    public void Conditions_that_exclude_each_other_are_named()
    {
        var rule = Rule("r", Hold, new(RuleField.Score, RuleOperator.AtLeast, "0.8"), new(RuleField.Score, RuleOperator.Below, "0.5"));
        Assert.Equal(["rules[0].any[0].all[1].value"], PolicyChecks.Check(Policy(rule)).Keys);
    }

    [Theory]
    [InlineData(RuleField.OutputLength, RuleOperator.Below, "20", true)]
    [InlineData(RuleField.OutputLength, RuleOperator.AtMost, "29", true)]
    [InlineData(RuleField.OutputLength, RuleOperator.AtMost, "30", false)]
    [InlineData(RuleField.Score, RuleOperator.AtMost, "0.1", false)]
    public void A_rule_behind_one_that_takes_everything_is_shadowed(RuleField field, RuleOperator @operator, string value, bool shadowed)
    {
        var first = Rule("first", Hold, new RuleCondition(RuleField.OutputLength, RuleOperator.Below, "30"));
        var second = Rule("second", new(RuleActionKind.Tag, Tag: "short"), new(field, @operator, value), new(RuleField.Source, RuleOperator.Is, "user_correction"));
        Assert.Equal(shadowed ? ["rules[1].any"] : [], PolicyChecks.Check(Policy(first, second)).Keys);
    }

    [Fact]
    public void A_longer_piece_of_text_is_covered_by_a_shorter_one()
    {
        var first = Rule("first", Hold, new RuleCondition(RuleField.OutputText, RuleOperator.Contains, "refund"));
        var second = Rule("second", Hold, new RuleCondition(RuleField.OutputText, RuleOperator.Contains, "no Refund at all"));
        Assert.Contains("first", PolicyChecks.Check(Policy(first, second))["rules[1].any"][0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_marks_shadows_nothing()
    {
        var mark = Rule("mark", new(RuleActionKind.Tag, Tag: "short"), new RuleCondition(RuleField.OutputLength, RuleOperator.Below, "30"));
        Assert.Empty(PolicyChecks.Check(Policy(mark, ShortOnesAreHeld)));
    }

    [Theory]
    [InlineData(RuleActionKind.Reject, "rules[0].action.reason")]
    [InlineData(RuleActionKind.Sample, "rules[0].action.percent")]
    [InlineData(RuleActionKind.Tag, "rules[0].action.tag")]
    public void An_action_needs_what_it_is_done_with(RuleActionKind action, string field) =>
        Assert.Equal([field], PolicyChecks.Check(Policy(Rule("r", new(action), new RuleCondition(RuleField.Score, RuleOperator.Below, "0.5")))).Keys);

    [Fact]
    public void Two_rules_of_one_name_are_refused() =>
        Assert.Equal(["rules[1].name"], PolicyChecks.Check(Policy(ShortOnesAreHeld, ShortOnesAreHeld with { Name = "short CORRECTIONS " })).Keys);

    [Fact]
    public void An_override_without_a_scope_is_refused() =>
        Assert.Contains("overrides[0].application", PolicyChecks.Check(new CurationPolicy { Overrides = [new() { DecisionsRequired = 2 }] }).Keys);

    [Fact]
    public void Thresholds_of_an_override_rise_together_with_those_it_leaves() =>
        Assert.Equal(["overrides[0].high_from"], PolicyChecks.Check(new CurationPolicy { Overrides = [new() { Segment = "pro", MediumFrom = 0.7 }] }).Keys);

    [Fact]
    public void Overrides_that_meet_keep_the_bands_in_order() =>
        Assert.Equal(["overrides[1].very_high_from"], PolicyChecks.Check(new CurationPolicy
        {
            Overrides = [new() { Application = "shop", HighFrom = 0.8 }, new() { Segment = "pro", VeryHighFrom = 0.7 }],
        }).Keys);

    [Fact]
    public void A_policy_survives_its_stored_form()
    {
        var policy = Policy(ShortOnesAreHeld, Rule("r", new(RuleActionKind.Reject, RejectReason.Spam), new RuleCondition(RuleField.Signal, RuleOperator.HasNot, "copy"))) with
        {
            RandomShare = 0.05, Overrides = [new() { Application = "shop", Segment = "pro", Weights = new Dictionary<string, double> { ["copy"] = 0.1 }, DecisionsRequired = 2 }],
        };
        var again = CurationPolicy.Parse(policy.ToJson());
        Assert.Equal(policy.ToJson(), again.ToJson());
        Assert.Equal(policy.Rules, again.Rules);
    }

    [Fact]
    public void What_a_rule_does_is_stored_under_the_name_of_the_first_policies()
    {
        const string Stored = """{"name":"short","any":[],"action":{"deed":"reject","reason":"spam"}}""";
        var policy = CurationPolicy.Parse($$"""{"rules":[{{Stored}}]}""");
        Assert.Equal(new RuleAction(RuleActionKind.Reject, RejectReason.Spam), policy.Rules.Single().Action);
        Assert.Contains("\"deed\":\"reject\"", policy.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_before_there_were_rules_is_read()
    {
        var old = CurationPolicy.Parse("""{"weights":{"edit":0.8},"medium_from":0.3,"high_from":0.6,"very_high_from":0.9,"lease_minutes":20}""");
        Assert.Equal((0.8, 20, 0, 0.0), (old.WeightOf("edit"), old.LeaseMinutes, old.Rules.Count, old.RandomShare));
        Assert.Equal(0.8, old.InstructionHoldFrom);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void The_threshold_of_instruction_like_text_is_a_share(double threshold) =>
        Assert.Equal(["instruction_hold_from"], PolicyChecks.Check(new CurationPolicy { InstructionHoldFrom = threshold }).Keys);

    [Fact]
    public void A_changed_threshold_is_said_in_words() =>
        Assert.Equal("Instruction-like text is held from: 0.8, now 0.9",
            Assert.Single(PolicyDifference.Between(new CurationPolicy(), new CurationPolicy { InstructionHoldFrom = 0.9 })).ToString());

    [Theory]
    [InlineData(FindingAction.Hold, 0.79, FindingAction.Warn)]
    [InlineData(FindingAction.Hold, 0.8, FindingAction.Hold)]
    [InlineData(FindingAction.Hold, null, FindingAction.Hold)]
    [InlineData(FindingAction.Reject, 0.5, FindingAction.Warn)]
    [InlineData(FindingAction.Pass, 0.5, FindingAction.Pass)]
    public void Below_the_threshold_instruction_like_text_is_warned_of(FindingAction action, double? score, FindingAction right)
    {
        var policy = new CurationPolicy { FindingActions = new Dictionary<FindingKinds, FindingAction> { [FindingKinds.InstructionLike] = action } };
        Assert.Equal(right, policy.ActionFor(FindingKinds.InstructionLike, score));
    }
}
