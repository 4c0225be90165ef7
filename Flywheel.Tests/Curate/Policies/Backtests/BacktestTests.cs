using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using static Flywheel.Tests.Support.Fixtures.PolicyFixture;

namespace Flywheel.Tests.Curate.Policies.Backtests;

public sealed class BacktestTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private BacktestRunner Runner => _database.Get<BacktestRunner>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_policy_in_force_moves_nothing()
    {
        await LongAndShortAsync(20);
        var result = await Runner.RunAsync(new CurationPolicy(), 30, null, Stop);
        Assert.Equal((20, 0, 0, 0, 0), (result.Evaluated, result.BandMoves, result.LeaveQueue.Count, result.LeaveTraining.Count, result.Queue.FirstChanged));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task A_rule_that_holds_shortens_the_queue_and_shows_examples_with_both_sides()
    {
        await LongAndShortAsync(40);
        var result = await Runner.RunAsync(Policy(ShortOnesAreHeld), 30, null, Stop);
        Assert.Equal(new QueueEffect(40, 20, 20, 40), result.Queue);
        Assert.Equal(new StateMove(CandidateState.Pending, CandidateState.Held, 20), Assert.Single(result.Moves, m => m.From != m.To));
        Assert.Equal((20, 10), (result.LeaveQueue.Count, result.LeaveQueue.Examples.Count));
        var example = result.LeaveQueue.Examples[0];
        Assert.Equal(("Short corrections", CandidateState.Pending, CandidateState.Held), (example.Rule, example.Before.State, example.After.State));
        Assert.Equal(new RuleEffect("Short corrections", 20, 20), Assert.Single(result.Rules));
    }

    [Fact]
    public async Task No_text_of_a_user_is_kept_with_the_result()
    {
        await LongAndShortAsync(4);
        var result = await Runner.RunAsync(Policy(ShortOnesAreHeld), 30, null, Stop);
        Assert.DoesNotContain("Short number", result.ToJson(), StringComparison.Ordinal);
        var texts = await _database.Get<BacktestTexts>().ReadAsync(await _database.AdministratorAsync("ada"), result, Stop);
        Assert.Equal("Short number 2.", texts[result.LeaveQueue.Examples[0].Id].Output);
        Assert.Empty(await _database.Get<BacktestTexts>().ReadAsync(new("cleo", "Cleo", Roles.Manager, ApplicationAccess.All), result, Stop));
    }

    [Fact]
    public async Task It_changes_nothing()
    {
        await LongAndShortAsync(10);
        var before = _database.Candidates().ConvertAll(c => (c.Id, c.State, c.Score, c.PolicyVersion, c.UpdatedAt, c.Version));
        await Runner.RunAsync(Policy(ShortOnesAreHeld) with { MediumFrom = 0.01 }, 30, null, Stop);
        Assert.Equal(before, _database.Candidates().ConvertAll(c => (c.Id, c.State, c.Score, c.PolicyVersion, c.UpdatedAt, c.Version)));
    }

    [Fact]
    public async Task Only_the_days_that_are_asked_for_count()
    {
        await LongAndShortAsync(4);
        _database.Time.Advance(TimeSpan.FromDays(10));
        await _database.CurateAsync(SignalFixture.Edit("late", "The fee of this plan is seven euros a month."));
        Assert.Equal(1, (await Runner.RunAsync(new CurationPolicy(), 9, null, Stop)).Evaluated);
        Assert.Equal(5, (await Runner.RunAsync(new CurationPolicy(), 11, null, Stop)).Evaluated);
    }

    [Fact]
    public async Task What_people_approved_would_have_been_left_out_by_a_rule_that_holds_it()
    {
        await LongAndShortAsync(2);
        var ana = await _database.PersonAsync("Ana");
        await _database.Get<ReviewQueue>().ClaimOneAsync(ana, 1, Stop);
        await _database.Get<ReviewDecisions>().DecideAsync(ana, 1, new(1, DecisionKind.Approve), Stop);
        var result = await Runner.RunAsync(Policy(ShortOnesAreHeld), 30, null, Stop);
        Assert.Equal(1, Assert.Single(result.LeaveTraining.Examples).Id);
        Assert.Equal(1, result.Undecided);
    }

    [Fact]
    public async Task Answers_that_would_skip_review_are_warned_of()
    {
        await _database.CurateAsync(
            SignalFixture.Signal("r1", "thumbs_up", "Nothing at all until spring."), SignalFixture.Signal("gold", "thumbs_up", "You pay twelve euros on each first day of the month."),
            SignalFixture.Signal("for students", "thumbs_up", "Two, if an identity card of the university was shown."));
        var result = await Runner.RunAsync(new CurationPolicy { AdmitPositivesWithoutReview = true }, 30, null, Stop);
        Assert.Equal(3, result.EnterTraining.Count);
        Assert.Contains("3 approved answers would enter training data without a review.", result.Warnings);
    }

    [Fact]
    public async Task A_segment_that_loses_more_than_half_and_many_moves_are_warned_of()
    {
        await LongAndShortAsync(24, i => i % 2 == 0 ? "short" : "long");
        var result = await Runner.RunAsync(Policy(ShortOnesAreHeld) with { MediumFrom = 0.91, HighFrom = 0.92, VeryHighFrom = 0.93 }, 30, null, Stop);
        Assert.Equal(
            ["100 % of the candidates would move to another quality band.", "Segment short of shop would lose 100 % of what comes to reviewers (12, then 0)."], result.Warnings);
    }

    [Fact]
    public async Task A_preview_looks_at_everything_where_there_is_little_and_says_so()
    {
        await LongAndShortAsync(20);
        var (sample, preview) = await Runner.PreviewAsync(Policy(ShortOnesAreHeld), 30, null, Stop);
        var whole = await Runner.RunAsync(Policy(ShortOnesAreHeld), 30, null, Stop);
        Assert.False(preview.IsSample);
        Assert.Equal(whole.Queue, preview.Queue);
        var (again, _) = await Runner.PreviewAsync(new CurationPolicy(), 30, sample, Stop);
        Assert.Same(sample, again);
    }

    [Fact]
    public async Task A_preview_reads_texts_when_a_rule_begins_to_ask_for_them()
    {
        await LongAndShortAsync(20);
        var (sample, _) = await Runner.PreviewAsync(new CurationPolicy(), 30, null, Stop);
        var (again, result) = await Runner.PreviewAsync(Policy(Rule("r", new(RuleActionKind.Hold), new RuleCondition(RuleField.OutputText, RuleOperator.Contains, "quite"))), 30, sample, Stop);
        Assert.NotSame(sample, again);
        Assert.Equal(10, result.LeaveQueue.Count);
    }

    [Fact]
    public async Task A_result_survives_its_stored_form()
    {
        await LongAndShortAsync(20);
        var result = await Runner.RunAsync(Policy(ShortOnesAreHeld), 30, null, Stop);
        Assert.Equal(result.ToJson(), BacktestResult.Parse(result.ToJson()).ToJson());
    }

    [Fact]
    public void How_many_were_evaluated_is_stored_under_the_name_of_the_first_backtests()
    {
        Assert.Equal(12, BacktestResult.Parse("""{"judged":12}""").Evaluated);
        Assert.Contains("\"judged\":12", new BacktestResult { Evaluated = 12 }.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_background_it_is_kept_with_its_draft()
    {
        await LongAndShortAsync(20);
        var ada = await _database.AdministratorAsync("ada");
        var draft = ((PolicyDraftOutcome.Done)await _database.Get<PolicyDrafts>().CreateAsync(ada, "d", null, false, Stop)).Draft;
        Assert.True(await _database.Get<Core.Curate.Policies.Backtests.Backtests>().StartAsync(ada, draft.Id, 30, Stop));
        await EndedAsync(draft.Id);
        Assert.Equal(BacktestState.Finished, _database.Get<Core.Curate.Policies.Backtests.Backtests>().Find(draft.Id)!.State);
        draft = (await _database.Get<PolicyDrafts>().FindAsync(ada, draft.Id, Stop))!;
        Assert.Equal((20, true), (draft.Backtest!.Evaluated, draft.BacktestIsCurrent));
    }

    [Fact]
    public async Task A_manager_starts_none() =>
        Assert.False(await _database.Get<Core.Curate.Policies.Backtests.Backtests>().StartAsync(
            new("cleo", "Cleo", Roles.Manager, ApplicationAccess.All), 1, 30, Stop));

    [Fact]
    public async Task Of_the_real_corrections_498_are_under_thirty_characters()
    {
        var rows = SharedData.Lines("corrections.jsonl");
        await _database.CurateAsync([.. rows.Select(RealCorrections.Item)]);
        var result = await Runner.RunAsync(Policy(ShortOnesAreHeld), 30, null, Stop);
        Assert.Equal((rows.Count, 498), (result.Evaluated, result.Rules[0].Matched));
        await _database.ApplyAsync(Policy(ShortOnesAreHeld));
        await using var db = _database.Open();
        Assert.Equal(result.Rules[0].Decided, await db.Candidates.CountAsync(c => c.DecidingRule == "Short corrections", Stop));
        Assert.Equal(result.Queue.After, await db.Candidates.CountAsync(c => c.State == CandidateState.Pending, Stop));
    }

    private async Task EndedAsync(int draft)
    {
        for (var i = 0; i < 600 && _database.Get<Core.Curate.Policies.Backtests.Backtests>().Find(draft)
                is { State: BacktestState.Waiting or BacktestState.Running }; i++)
            await Task.Delay(50, Stop);
    }

    /// <summary>Corrections of which every other one has less than thirty characters.</summary>
    private Task LongAndShortAsync(int count, Func<int, string>? segment = null) => _database.CurateAsync([.. Enumerable.Range(0, count).Select(i =>
        SignalFixture.Edit($"r{i}", i % 2 == 0 ? $"Short number {i}." : $"This correction is quite a bit longer than thirty, number {i}.", segment: segment?.Invoke(i)))]);
}
