using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Validation;
using Flywheel.Tests.Support.Fixtures;
using static Flywheel.Tests.Support.Fixtures.PolicyFixture;

namespace Flywheel.Tests.Curate.Policies;

public class RuleLabelsTests
{
    [Fact]
    public void A_rule_is_a_sentence() => Assert.Equal(
        "Hold candidates whose source is user correction and whose output is under 30 characters.", RuleLabels.Sentence(ShortOnesAreHeld));

    [Fact]
    public void Groups_are_parted_by_or()
    {
        var rule = new CurationRule
        {
            Name = "r", Action = new(RuleActionKind.Reject, RejectReason.Spam),
            Any = [new([new(RuleField.Finding, RuleOperator.Has, "spam")]), new([new(RuleField.Signal, RuleOperator.HasNot, "copy"), new(RuleField.OutputText, RuleOperator.Contains, "win")])],
        };
        Assert.Equal(
            "Reject (as spam) candidates with a finding “spam”; or whose answer got no “copy” signal and whose output contains “win”.", RuleLabels.Sentence(rule));
    }

    [Fact]
    public void A_number_that_is_not_typed_yet_leaves_a_gap() =>
        Assert.Equal("whose output is under … characters", RuleLabels.Sentence(new RuleCondition(RuleField.OutputLength, RuleOperator.Below, "")));

    [Fact]
    public void Every_field_has_words_with_every_operator()
    {
        foreach (var field in RuleFields.All)
            Assert.All(field.Operators, o => Assert.DoesNotContain("_", RuleLabels.Sentence(new RuleCondition(field.Field, o, "1")), StringComparison.Ordinal));
    }

    [Fact]
    public void Differences_are_listed_in_the_order_of_the_document()
    {
        var before = Policy(ShortOnesAreHeld);
        var after = before with
        {
            Weights = new Dictionary<string, double>(before.Weights) { ["copy"] = 0.1 }, RandomShare = 0.05, Rules = [],
            FindingActions = new Dictionary<FindingKinds, FindingAction>(before.FindingActions) { [FindingKinds.Spam] = FindingAction.Hold },
        };
        Assert.Equal(
            [
                "Weight of copy: 0.4, now 0.1", "Finding “spam”: warn, now hold", "Random share: 0%, now 5%",
                "Rule “Short corrections”: gone, was Hold candidates whose source is user correction and whose output is under 30 characters.",
            ],
            PolicyDifference.Between(before, after).Select(c => c.ToString()));
    }

    [Fact]
    public void A_changed_order_of_rules_is_a_difference()
    {
        var other = Rule("Other", new(RuleActionKind.SendToFront), new RuleCondition(RuleField.Score, RuleOperator.AtLeast, "0.9"));
        Assert.Equal(
            "Order of rules: Short corrections, Other, now Other, Short corrections",
            Assert.Single(PolicyDifference.Between(Policy(ShortOnesAreHeld, other), Policy(other, ShortOnesAreHeld))).ToString());
    }

    [Fact]
    public void The_smallest_difference_is_one() =>
        Assert.Equal("High from: 0.6, now 0.60001", Assert.Single(PolicyDifference.Between(new(), new() { HighFrom = 0.60001 })).ToString());

    [Fact]
    public void What_an_override_changes_is_listed_with_its_scope() => Assert.Equal(
        "Segment pro of shop: decisions required: new, 2",
        Assert.Single(PolicyDifference.Between(new(), new() { Overrides = [new() { Application = "shop", Segment = "pro", DecisionsRequired = 2 }] })).ToString());
}
