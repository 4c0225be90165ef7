using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Flywheel.Tests.Support.Fixtures.PolicyFixture;

namespace Flywheel.Tests.Curate.Curation;

public sealed class RescoringTests : IAsyncLifetime
{
    private static readonly RuleCondition Short = new(RuleField.OutputLength, RuleOperator.Below, "30");
    private TestDatabase _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_rule_holds_what_waits_and_says_which_rule_it_was()
    {
        await CorrectionsAsync();
        await _database.ApplyAsync(Policy(ShortOnesAreHeld));
        var (held, other) = (_database.Candidates()[0], _database.Candidates()[1]);
        Assert.Equal((CandidateState.Held, "Short corrections", 2, 2), (held.State, held.DecidingRule, held.PolicyVersion, held.Version));
        Assert.Equal((CandidateState.Pending, null, 2, 1), (other.State, other.DecidingRule, other.PolicyVersion, other.Version));
    }

    [Fact]
    public async Task Going_back_brings_back_what_a_rule_rejected()
    {
        await CorrectionsAsync();
        var before = Told();
        await _database.ApplyAsync(Policy(Rule("r", new(RuleActionKind.Reject, RejectReason.LowQuality), Short)));
        Assert.Equal((CandidateState.Rejected, RejectReason.LowQuality), (_database.Candidates()[0].State, _database.Candidates()[0].Reason));
        await _database.ApplyAsync(new CurationPolicy());
        Assert.Equal(before, Told());
        Assert.Null(_database.Candidates()[0].DecidedAt);
    }

    [Fact]
    public async Task The_order_of_the_queue_follows_a_weight_and_goes_back_with_it()
    {
        await CorrectionsAsync();
        _database.Send([.. Enumerable.Repeat(SignalFixture.Signal("r3", "regenerate"), 3), SignalFixture.Signal("r2", "copy")]);
        await _database.Get<Curator>().CatchUpAsync(Stop);
        var before = Order();
        await _database.ApplyAsync(new CurationPolicy { Weights = new Dictionary<string, double>(new CurationPolicy().Weights) { ["regenerate"] = 0, ["copy"] = 0 } });
        Assert.NotEqual(before, Order());
        await _database.ApplyAsync(new CurationPolicy());
        Assert.Equal(before, Order());
    }

    [Fact]
    public async Task What_a_person_decided_keeps_the_policy_that_it_was_decided_under()
    {
        await CorrectionsAsync();
        var ana = await _database.PersonAsync("Ana");
        await _database.Get<ReviewQueue>().ClaimOneAsync(ana, 1, Stop);
        await _database.Get<ReviewDecisions>().DecideAsync(ana, 1, new(1, DecisionKind.Approve), Stop);
        await _database.ApplyAsync(Policy(ShortOnesAreHeld) with { MediumFrom = 0.1 });
        Assert.Equal((CandidateState.Approved, 1), (_database.Candidates()[0].State, _database.Candidates()[0].PolicyVersion));
    }

    [Fact]
    public async Task What_is_taken_back_after_a_policy_came_is_judged_by_it()
    {
        await CorrectionsAsync();
        var ana = await _database.PersonAsync("Ana");
        await _database.Get<ReviewQueue>().ClaimOneAsync(ana, 1, Stop);
        var decided = (DecisionOutcome.Decided)await _database.Get<ReviewDecisions>().DecideAsync(ana, 1, new(1, DecisionKind.Approve), Stop);
        await _database.ApplyAsync(Policy(ShortOnesAreHeld));
        await _database.Get<ReviewDecisions>().UndoAsync(ana, decided.DecisionId, Stop);
        Assert.Equal((CandidateState.Held, 2), (_database.Candidates()[0].State, _database.Candidates()[0].PolicyVersion));
    }

    [Fact]
    public async Task What_a_manager_released_stays_released()
    {
        await CorrectionsAsync();
        await _database.ApplyAsync(Policy(ShortOnesAreHeld));
        await _database.Get<ReviewDecisions>().ReleaseHeldAsync(await _database.PersonAsync("Cleo", Roles.Manager), 1, Stop);
        await _database.ApplyAsync(Policy(ShortOnesAreHeld) with { LeaseMinutes = 30 });
        Assert.Equal((CandidateState.Pending, 3), (_database.Candidates()[0].State, _database.Candidates()[0].PolicyVersion));
    }

    [Fact]
    public async Task A_candidate_without_consent_any_more_is_not_brought_back()
    {
        await _database.CurateAsync(SignalFixture.Edit("r1", "Too short.", user: "u1"), SignalFixture.Signal("r1", "copy", user: "u1", consent: false));
        await _database.ApplyAsync(new CurationPolicy { LeaseMinutes = 30 });
        Assert.Equal((CandidateState.Rejected, RejectReason.NoConsent), (_database.Candidates()[0].State, _database.Candidates()[0].Reason));
    }

    [Fact]
    public async Task A_consent_that_is_taken_back_counts_for_what_a_rule_had_rejected()
    {
        await _database.PutInForceAsync(Policy(Rule("r", new(RuleActionKind.Reject, RejectReason.LowQuality), Short)));
        await _database.CurateAsync(SignalFixture.Edit("r1", "Too short.", user: "u1"));
        await _database.CurateAsync(SignalFixture.Signal("r1", "copy", user: "u1", consent: false));
        await _database.ApplyAsync(new CurationPolicy());
        Assert.Equal((CandidateState.Rejected, RejectReason.NoConsent), (_database.Candidates()[0].State, _database.Candidates()[0].Reason));
    }

    [Fact]
    public async Task A_later_edit_replaces_one_that_a_rule_had_rejected()
    {
        await _database.PutInForceAsync(Policy(Rule("r", new(RuleActionKind.Reject, RejectReason.LowQuality), Short)));
        await _database.CurateAsync(SignalFixture.Edit("r1", "Too short.", user: "u1"));
        await _database.CurateAsync(SignalFixture.Edit("r1", "The fee of this plan is seven euros a month.", user: "u1"));
        var candidate = Assert.Single(_database.Candidates());
        Assert.Equal((CandidateState.Pending, false, null, null), (candidate.State, candidate.ByPolicy, candidate.Reason, candidate.DecidedAt));
        await _database.ApplyAsync(new CurationPolicy());
        Assert.Equal("The fee of this plan is seven euros a month.", Assert.Single(_database.Candidates()).ProposedOutput);
    }

    [Fact]
    public async Task A_reviewer_whose_item_was_held_meanwhile_gets_an_outcome_that_says_so()
    {
        await CorrectionsAsync();
        var ana = await _database.PersonAsync("Ana");
        await _database.Get<ReviewQueue>().ClaimOneAsync(ana, 1, Stop);
        await _database.ApplyAsync(Policy(ShortOnesAreHeld));
        var outcome = await _database.Get<ReviewDecisions>().DecideAsync(ana, 1, new(1, DecisionKind.Approve), Stop);
        Assert.Equal(CandidateState.Held, Assert.IsType<DecisionOutcome.AlreadyDecided>(outcome).State);
    }

    [Fact]
    public async Task Stopped_after_any_piece_it_goes_on_where_it_was()
    {
        await _database.CurateAsync([.. Enumerable.Range(0, 600).Select(i => SignalFixture.Edit($"r{i}", i % 2 == 0 ? $"Short {i}." : $"This one is quite a bit longer than the others, number {i}."))]);
        await _database.PutInForceAsync(Policy(ShortOnesAreHeld));
        for (var piece = 0; piece < 3; piece++) Assert.Equal(piece < 2 ? 256 : 88, (await NewRescorer().StepAsync(Stop))!.Done);
        Assert.Null(await NewRescorer().StepAsync(Stop));
        await using var db = _database.Open();
        var job = await db.Rescorings.SingleAsync(Stop);
        Assert.Equal((600, 600, 300), (job.Total, job.Done, job.Changed));
        Assert.Equal(300, await db.Candidates.CountAsync(c => c.State == CandidateState.Held && c.PolicyVersion == 2, Stop));
    }

    [Fact]
    public async Task A_later_policy_ends_the_application_of_an_earlier_one()
    {
        await CorrectionsAsync();
        await _database.PutInForceAsync(Policy(ShortOnesAreHeld));
        await _database.ApplyAsync(new CurationPolicy());
        await using var db = _database.Open();
        Assert.Equal([true, false], await db.Rescorings.OrderBy(r => r.PolicyVersion).Select(r => r.Superseded).ToListAsync(Stop));
        Assert.All(_database.Candidates(), c => Assert.Equal((CandidateState.Pending, 3), (c.State, c.PolicyVersion)));
    }

    [Fact]
    public async Task A_policy_that_comes_into_force_while_a_batch_is_saved_is_the_one_that_judges_it()
    {
        _database.Send(SignalFixture.Edit("r1", "Too short."));
        var reading = _database.Get<Database>();
        var batch = await new CurationReader(reading, new NearDuplicateIndexes(reading), _database.Get<SignalTypes>()).ReadAsync(10, Stop);
        await using (var db = _database.Open())
        {
            var saver = new CurationSaver(db, await _database.Get<PolicyEvaluators>().InForceAsync(db, Stop), _database.Time.GetUtcNow().UtcDateTime);
            await saver.PrepareAsync(batch!, Stop);
            await _database.PutInForceAsync(Policy(ShortOnesAreHeld));
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => saver.WriteAsync(batch!, Stop));
        }

        await _database.Get<Curator>().CatchUpAsync(Stop);
        Assert.Equal((CandidateState.Held, 2), (_database.Candidates()[0].State, _database.Candidates()[0].PolicyVersion));
    }

    private Task CorrectionsAsync() => _database.CurateAsync(
        SignalFixture.Edit("r1", "Too short."), SignalFixture.Edit("r2", "The fee of this plan is seven euros a month."), SignalFixture.Edit("r3", "There has been no fee at all since the spring of last year."));

    private List<(long, CandidateState, double, int)> Told() => _database.Candidates().ConvertAll(c => (c.Id, c.State, c.Score, c.QueueRank));

    private List<long> Order() => [.. _database.Candidates().OrderBy(c => c.QueueRank).ThenBy(c => c.Id).Select(c => c.Id)];

    private Rescorer NewRescorer() => new(_database.Get<Database>(), _database.Get<PolicyEvaluators>(), _database.Time);
}
