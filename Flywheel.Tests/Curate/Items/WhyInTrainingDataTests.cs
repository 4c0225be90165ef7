using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Items;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Tests.Curate.Items;

public sealed class WhyInTrainingDataTests
{
    private static readonly TrainingFacts Waiting = new(CandidateState.Pending, null, null, [], [], null);
    private static readonly TrainingFacts Approved = Waiting with { State = CandidateState.Approved, DecidedBy = "Ana" };
    private static readonly TrainingFacts Rejected = Waiting with { State = CandidateState.Rejected };

    [Fact]
    public void Waiting_for_a_reviewer() => Says("Not in training data yet: it waits for a reviewer.", Waiting);

    [Fact]
    public void Waiting_for_a_second_judgement_names_nobody() => Says(
        "Not in training data yet: it waits for another person's judgement.", Waiting with { State = CandidateState.AwaitingSecond, DecidedBy = "Ana" });

    [Fact]
    public void Held_by_a_finding() => Says(
        "Not in training data: it is held back because it seems to hold a password or key and it holds tokens of a chat template, until a manager releases it.",
        Waiting with
        {
            State = CandidateState.Held,
            Findings = [Found(FindingKinds.Secret, FindingAction.Hold), Found(FindingKinds.TooLong, FindingAction.Warn), Found(FindingKinds.ChatTemplate, FindingAction.Hold)],
        });

    [Fact]
    public void Approved_and_in_one_version() => Says(
        "In training data: Ana approved it, and it is in version 2 of faq.", Approved with { Versions = [new("faq", 2)] });

    [Fact]
    public void Approved_and_in_several_versions() => Says(
        "In training data: Ana approved it, and it is in version 3 of faq and 2 more.", Approved with { Versions = [new("faq", 3), new("faq", 2), new("faq", 1)] });

    [Fact]
    public void Only_in_versions_that_were_withheld() => Says(
        "No longer in training data: Ana approved it, but version 1 of faq was withheld after an erasure.", Approved with { Versions = [new("faq", 1, Withheld: true)] });

    [Fact]
    public void A_withheld_version_does_not_count_beside_a_good_one() => Says(
        "In training data: Ana approved it, and it is in version 1 of faq.", Approved with { Versions = [new("faq", 2, Withheld: true), new("faq", 1)] });

    [Fact]
    public void Approved_and_not_frozen_yet() => Says(
        "Not in training data yet: Ana approved it, and it goes into the next dataset version that is frozen and takes it.", Approved);

    [Fact]
    public void Admitted_by_the_policy() => Says(
        "In training data: the policy admitted it without a review, and it is in version 1 of faq.", Approved with { DecidedBy = null, Versions = [new("faq", 1)] });

    [Fact]
    public void Left_out_as_a_bridge() => Says(
        "Not in training data: Ana approved it, but version 4 of faq left it out because it is nearly the same as rows on two sides of the split.",
        Approved with { LeftOut = new("faq", 4, LeftOutCause.Bridge) });

    [Fact]
    public void Left_out_as_a_duplicate() => Says(
        "Not in training data: Ana approved it, but version 4 of faq left it out because another item in it has the same input and output.",
        Approved with { LeftOut = new("faq", 4, LeftOutCause.Duplicate) });

    [Fact]
    public void Rejected_by_a_person_for_a_reason() => Says(
        "Not in training data: Ben rejected it because it is off-topic.", Rejected with { DecidedBy = "Ben", Reason = RejectReason.OffTopic });

    [Fact]
    public void Rejected_by_a_person_for_another_reason() => Says(
        "Not in training data: Ben rejected it for another reason.", Rejected with { DecidedBy = "Ben", Reason = RejectReason.Other });

    [Fact]
    public void Rejected_by_validation() => Says(
        "Not in training data: validation rejected it because it has the same input and output as item 17.",
        Rejected with { Reason = RejectReason.Duplicate, Findings = [Found(FindingKinds.ExactDuplicate, FindingAction.Reject, 17)] });

    [Fact]
    public void Held_by_a_rule() => Says(
        "Not in training data: it is held back because rule “Short corrections” holds it, until a manager releases it.",
        Waiting with { State = CandidateState.Held, DecidingRule = "Short corrections", Findings = [Found(FindingKinds.TooShort, FindingAction.Warn)] });

    [Fact]
    public void Rejected_by_a_rule() => Says(
        "Not in training data: rule “No advertising” rejected it because it is spam or an attack.",
        Rejected with { Reason = RejectReason.Spam, DecidingRule = "No advertising" });

    [Fact]
    public void A_person_counts_more_than_a_rule_that_decided_before() => Says(
        "Not in training data: Ben rejected it because it is wrong.",
        Rejected with { DecidedBy = "Ben", Reason = RejectReason.Wrong, DecidingRule = "No advertising" });

    [Fact]
    public void Without_consent() => Says(
        "Not in training data: the person does not consent to training.", Rejected with { Reason = RejectReason.NoConsent });

    [Fact]
    public void Every_state_reason_and_kind_has_a_sentence_of_one_line()
    {
        var all =
            from state in Enum.GetValues<CandidateState>()
            from reason in Enum.GetValues<RejectReason>()
            from kind in Enum.GetValues<FindingKinds>()
            select WhyInTrainingData.Say(new(state, reason, null, [Found(kind, FindingAction.Reject)], [], null));
        Assert.All(all, s => Assert.True(s.EndsWith('.') && s.Count(c => c == '.') == 1 && !s.Contains('\n'), s));
    }

    private static Finding Found(FindingKinds kind, FindingAction action, long? other = null) =>
        new(kind, FindingField.Proposed, "found", [], other) { Action = action };

    private static void Says(string expected, TrainingFacts facts) => Assert.Equal(expected, WhyInTrainingData.Say(facts));
}
