using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;
using Flywheel.Tests.Support.Fixtures;
using static Flywheel.Tests.Support.Fixtures.PolicyFixture;

namespace Flywheel.Tests.Curate.Policies.Evaluation;

public class PolicyEvaluatorTests
{
    private static readonly RuleCondition Always = new(RuleField.Score, RuleOperator.AtLeast, "0");

    private static readonly CandidateFacts Correction = new()
    {
        Id = 7, Application = "shop", Segment = "pro", Source = CandidateSource.UserCorrection, Signals = Signals(("edit", 1), ("copy", 2)),
        InputLength = 40, OutputLength = 25, EditDistance = 0.3, Language = "en", Input = "How do I get a Refund?", Output = "You get it back.",
    };

    private static readonly CandidateFacts Approved = Correction with { Source = CandidateSource.UserApproved, Signals = Signals(("thumbs_up", 1)) };

    [Theory]
    [InlineData(RuleField.Source, RuleOperator.Is, "user_correction", true)]
    [InlineData(RuleField.Source, RuleOperator.IsNot, "user_correction", false)]
    [InlineData(RuleField.Signal, RuleOperator.Has, "copy", true)]
    [InlineData(RuleField.Signal, RuleOperator.HasNot, "copy", false)]
    [InlineData(RuleField.Signal, RuleOperator.HasNot, "escalation", true)]
    [InlineData(RuleField.Quality, RuleOperator.AtLeast, "high", true)]
    [InlineData(RuleField.Quality, RuleOperator.AtMost, "medium", false)]
    [InlineData(RuleField.Score, RuleOperator.Above, "0.99", false)]
    [InlineData(RuleField.Segment, RuleOperator.Is, "pro", true)]
    [InlineData(RuleField.Segment, RuleOperator.Is, "", false)]
    [InlineData(RuleField.Application, RuleOperator.IsNot, "bank", true)]
    [InlineData(RuleField.Language, RuleOperator.Is, "en", true)]
    [InlineData(RuleField.InputLength, RuleOperator.AtLeast, "41", false)]
    [InlineData(RuleField.OutputLength, RuleOperator.Below, "26", true)]
    [InlineData(RuleField.OutputLength, RuleOperator.Below, "25", false)]
    [InlineData(RuleField.EditDistance, RuleOperator.AtMost, "0.3", true)]
    [InlineData(RuleField.ContributorRejected, RuleOperator.AtLeast, "3", true)]
    [InlineData(RuleField.ContributorRejectedShare, RuleOperator.Above, "0.7", true)]
    [InlineData(RuleField.InputText, RuleOperator.Contains, "refund", true)]
    [InlineData(RuleField.OutputText, RuleOperator.ContainsNot, "back", false)]
    [InlineData(RuleField.InputText, RuleOperator.Matches, "^how .*\\?$", true)]
    [InlineData(RuleField.Finding, RuleOperator.Has, "spam", true)]
    public void A_condition_holds_where_it_should(RuleField field, RuleOperator @operator, string value, bool holds)
    {
        var facts = Correction with { Contributor = new(1, 3), Findings = [new(FindingKinds.Spam, 1)] };
        var evaluation = Evaluate(facts, Rule("r", new(RuleActionKind.Tag, Tag: "met"), new RuleCondition(field, @operator, value)));
        Assert.Equal(holds ? ["met"] : [], evaluation.Tags);
    }

    [Fact]
    public void Where_nothing_was_reviewed_there_is_no_share_to_compare() =>
        Assert.Empty(Evaluate(Correction, Rule("r", new(RuleActionKind.Hold), new RuleCondition(RuleField.ContributorRejectedShare, RuleOperator.AtLeast, "0"))).Rules);

    [Fact]
    public void A_rule_matches_where_one_of_its_groups_holds()
    {
        var rule = new CurationRule { Name = "r", Any = [new([new(RuleField.Segment, RuleOperator.Is, "free"), Always]), new([new(RuleField.Segment, RuleOperator.Is, "pro"), Always])] };
        Assert.Equal(CandidateState.Held, Evaluate(Correction, rule).TargetState);
        Assert.Equal(CandidateState.Pending, Evaluate(Correction with { Segment = "trial" }, rule).TargetState);
    }

    [Fact]
    public void The_first_that_rejects_or_holds_is_the_last_that_is_asked()
    {
        var evaluation = Evaluate(
            Correction, Rule("mark", new(RuleActionKind.Tag, Tag: "seen"), Always), Rule("hold", new(RuleActionKind.Hold), Always), Rule("reject", new(RuleActionKind.Reject, RejectReason.Spam), Always));
        Assert.Equal((CandidateState.Held, 1), (evaluation.TargetState, evaluation.DecidingRule));
        Assert.Equal([0, 1], evaluation.Rules);
    }

    [Fact]
    public void What_a_finding_rejects_no_rule_lets_in()
    {
        var evaluation = Evaluate(Correction with { Findings = [new(FindingKinds.Unchanged, 1)] }, Rule("hold", new(RuleActionKind.Hold), Always));
        Assert.Equal((CandidateState.Rejected, RejectReason.Unchanged, null), (evaluation.TargetState, evaluation.Reason, evaluation.DecidingRule));
    }

    [Fact]
    public void What_is_sent_to_the_front_is_before_the_best() =>
        Assert.True(Evaluate(Approved, Rule("r", new(RuleActionKind.SendToFront), Always)).QueueRank < Evaluate(Correction with { Signals = Signals(("edit", 9), ("escalation", 9)) }).QueueRank);

    [Fact]
    public void A_rule_may_ask_for_two_decisions_which_no_admission_skips()
    {
        var policy = Policy(Rule("two", new(RuleActionKind.RequireTwoDecisions), Always)) with { AdmitPositivesWithoutReview = true };
        var evaluation = new PolicyEvaluator(new(2, policy), SignalCatalogue.BuiltIn).Evaluate(Approved);
        Assert.Equal((CandidateState.Pending, 2), (evaluation.TargetState, evaluation.DecisionsRequired));
    }

    [Fact]
    public void A_sample_lets_through_about_its_share_and_the_same_ones_each_time()
    {
        var rule = Rule("a tenth", new(RuleActionKind.Sample, Percent: 10), Always);
        var through = Enumerable.Range(1, 10_000).Count(id => Evaluate(Correction with { Id = id }, rule).TargetState == CandidateState.Pending);
        Assert.InRange(through, 900, 1100);
        Assert.Equal(Evaluate(Correction, rule).TargetState, Evaluate(Correction, rule).TargetState);
    }

    [Fact]
    public void The_random_share_is_spread_over_the_queue_whatever_the_score()
    {
        var evaluator = new PolicyEvaluator(new(2, new CurationPolicy { RandomShare = 0.2 }), SignalCatalogue.BuiltIn);
        var chosen = Enumerable.Range(1, 10_000).Select(id => evaluator.Evaluate(Correction with { Id = id })).Where(j => j.Tags.Contains(PolicyEvaluator.RandomTag)).ToList();
        Assert.InRange(chosen.Count, 1850, 2150);
        Assert.InRange(chosen.Average(j => j.QueueRank), 450, 550);
    }

    [Fact]
    public void The_later_of_two_overrides_counts_and_the_rest_stays()
    {
        var policy = new CurationPolicy
        {
            Overrides =
            [
                new() { Application = "shop", DecisionsRequired = 2, Weights = new Dictionary<string, double> { ["edit"] = 0.5, ["copy"] = 0 } },
                new() { Segment = "pro", Weights = new Dictionary<string, double> { ["edit"] = 0.2 } },
            ],
        };
        var evaluator = new PolicyEvaluator(new(2, policy), SignalCatalogue.BuiltIn);
        Assert.Equal((0.2, 2), (evaluator.Evaluate(Correction).Score, evaluator.Evaluate(Correction).DecisionsRequired));
        Assert.Equal((0.5, 2), (evaluator.Evaluate(Correction with { Segment = null }).Score, evaluator.Evaluate(Correction with { Segment = null }).DecisionsRequired));
        Assert.Equal(1, evaluator.Evaluate(Correction with { Application = "bank", Segment = "free" }).DecisionsRequired);
    }

    [Fact]
    public void The_score_is_that_of_its_card()
    {
        var evaluator = new PolicyEvaluator(new(1, new CurationPolicy()), SignalCatalogue.BuiltIn);
        var facts = Correction with { Findings = [new(FindingKinds.Spam, 2), new(FindingKinds.TooShort, 1)] };
        Assert.Equal(evaluator.Card(facts).Score, evaluator.Evaluate(facts).Score);
        Assert.Equal(evaluator.Card(facts).Score, Math.Round(evaluator.Card(facts).Parts.Sum(p => p.Points), 4));
    }

    [Theory]
    [InlineData(5, 0.9 - 0.025)]
    [InlineData(1, 0.9 + 0.025)]
    [InlineData(3, 0.9)]
    public void A_rating_counts_by_its_distance_from_the_middle(double stars, double score)
    {
        var types = new SignalCatalogue([new() { Name = "stars", Label = "Stars", Direction = SignalDirection.For, TrainingWeight = 0.5, Minimum = 1, Maximum = 5 }]);
        var facts = Correction with { Signals = new Dictionary<string, SignalCount> { ["edit"] = new(1), ["stars"] = new(1, stars) } };
        Assert.Equal(score, new PolicyEvaluator(new(1, new CurationPolicy()), types).Evaluate(facts).Score, 6);
    }

    [Fact]
    public void A_type_that_the_policy_names_has_the_weight_of_the_policy()
    {
        var types = new SignalCatalogue([new() { Name = "purchase", Label = "Purchase", Direction = SignalDirection.For, TrainingWeight = 0.5 }]);
        var facts = Approved with { Signals = new Dictionary<string, SignalCount> { ["thumbs_up"] = new(1), ["purchase"] = new(1) } };
        var policy = new CurationPolicy { Weights = new Dictionary<string, double>(new CurationPolicy().Weights) { ["purchase"] = 1 } };
        Assert.Equal(0.725, new PolicyEvaluator(new(1, new CurationPolicy()), types).Evaluate(facts).Score);
        Assert.Equal(0.75, new PolicyEvaluator(new(2, policy), types).Evaluate(facts).Score);
        Assert.Contains(new PolicyEvaluator(new(2, policy), types).Card(facts).Parts, p => p.Label == "Purchase on this answer confirms it");
    }

    [Fact]
    public void What_a_manager_released_no_policy_holds_again()
    {
        var released = Correction with { DecisionStatus = DecisionStatus.Released };
        Assert.Equal(CandidateState.Pending, Evaluate(released, Rule("hold", new(RuleActionKind.Hold), Always)).Settle(released));
    }

    private static PolicyEvaluation Evaluate(CandidateFacts facts, params CurationRule[] rules) => new PolicyEvaluator(new(2, Policy(rules)), SignalCatalogue.BuiltIn).Evaluate(facts);

    private static Dictionary<string, SignalCount> Signals(params (string Type, int Count)[] signals) => signals.ToDictionary(s => s.Type, s => new SignalCount(s.Count));
}
