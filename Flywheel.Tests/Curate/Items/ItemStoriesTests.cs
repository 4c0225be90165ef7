using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Curate.Items;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Curate.Items;

public sealed class ItemStoriesTests : IAsyncLifetime
{
    private static readonly DecisionRequest Approve = new(1, DecisionKind.Approve, Comment: "Checked.");
    private TestDatabase _database = null!;
    private ReviewFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ReviewFixture.CreateAsync(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_item_that_is_not_there_has_no_story() =>
        Assert.Null(await _database.Get<ItemStories>().ReadAsync(_fixture.Ana, 99, default));

    [Fact]
    public async Task All_signals_of_the_answer_are_listed_in_order()
    {
        var item = await _fixture.AddAsync(1);
        var now = _database.Time.Now();
        await _database.StoreAsync(Signal(1, item, SignalType.Edit, now), Signal(2, item, SignalType.Copy, now.AddDays(-1)));
        var signals = (await ReadAsync(_fixture.Ana)).Signals;
        Assert.Equal([("edit", true), ("copy", false)], signals.Select(s => (s.SignalType, s.IsOwn)));
    }

    [Fact]
    public async Task The_rules_that_an_item_met_are_listed_with_their_tags()
    {
        await _fixture.AddAsync(1, c => (c.PutInto(CandidateState.Held).DecidingRule, c.MetRules, c.Tags) = ("Short", """["New people","Short"]""", "new,check"));
        var story = await ReadAsync(_fixture.Ana);
        Assert.Equal(["New people", "Short"], story.MetRules);
        Assert.Equal(["new", "check"], story.Tags);
        Assert.Contains("because rule “Short” holds it", story.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_who_may_still_judge_sees_nothing_of_the_first_judgement()
    {
        await _fixture.AddAsync(1, c => c.DecisionsRequired = 2);
        await _fixture.DecideAsync(_fixture.Ana, 1, Approve);
        foreach (var actor in new[] { _fixture.Ben, _fixture.Cleo, new Actor("root", "Root", Roles.Admin, ApplicationAccess.All) })
        {
            var story = await ReadAsync(actor);
            Assert.Empty(story.Decisions);
            Assert.Equal((1, true), (story.HiddenDecisions, story.MayDecide));
            Assert.DoesNotContain("Ana", story.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Someone_who_judged_sees_their_judgement_and_may_not_judge_again()
    {
        await _fixture.AddAsync(1, c => c.DecisionsRequired = 2);
        await _fixture.DecideAsync(_fixture.Ana, 1, Approve);
        var story = await ReadAsync(_fixture.Ana);
        Assert.Equal(("Ana", "Checked."), (Assert.Single(story.Decisions).By, story.Decisions[0].Comment));
        Assert.False(story.MayDecide);
    }

    [Fact]
    public async Task Judgements_that_were_taken_back_stay_hidden_too()
    {
        await _fixture.AddAsync(1, c => c.DecisionsRequired = 2);
        var first = await _fixture.DecideAsync(_fixture.Ana, 1, Approve);
        await _database.Get<ReviewDecisions>().UndoAsync(_fixture.Ana, first.DecisionId, default);
        await _fixture.DecideAsync(_fixture.Cleo, 1, new(first.Version + 1, DecisionKind.Reject, null, RejectReason.Wrong));
        Assert.Empty((await ReadAsync(_fixture.Ben)).Decisions);
    }

    [Fact]
    public async Task A_skip_is_no_judgement_and_hides_nothing()
    {
        await _fixture.AddAsync(1, c => c.DecisionsRequired = 2);
        await _fixture.DecideAsync(_fixture.Ben, 1, new(1, DecisionKind.Skip));
        await _fixture.DecideAsync(_fixture.Ana, 1, Approve);
        var story = await ReadAsync(_fixture.Ben);
        Assert.Equal(DecisionKind.Skip, Assert.Single(story.Decisions).Kind);
        Assert.True(story.MayDecide);
    }

    [Fact]
    public async Task Once_it_is_decided_everybody_sees_everything()
    {
        await _fixture.AddAsync(1, c => c.DecisionsRequired = 2);
        var first = await _fixture.DecideAsync(_fixture.Ana, 1, Approve);
        await _fixture.DecideAsync(_fixture.Ben, 1, new(first.Version, DecisionKind.Approve));
        var story = await ReadAsync(_fixture.Cleo);
        Assert.Equal(["Ana", "Ben"], story.Decisions.Select(d => d.By));
        Assert.Equal(0, story.HiddenDecisions);
    }

    [Fact]
    public async Task The_lease_and_the_persons_own_draft_are_listed()
    {
        await _fixture.AddAsync(1);
        await _database.Get<ReviewQueue>().ClaimOneAsync(_fixture.Ben, 1, default);
        await _database.Get<ReviewDrafts>().SaveAsync(_fixture.Ben, 1, "Begun", default);
        var (mine, theirs) = (await ReadAsync(_fixture.Ben), await ReadAsync(_fixture.Ana));
        Assert.Equal((true, true), (mine.Lease!.IsMine, mine.HasMyDraft));
        Assert.Equal(("Ben", false, false), (theirs.Lease!.By, theirs.Lease.IsMine, theirs.HasMyDraft));
    }

    [Fact]
    public async Task The_versions_that_hold_it_are_listed_newest_first()
    {
        await _fixture.AddAsync(1);
        await _fixture.DecideAsync(_fixture.Ana, 1, Approve);
        await FreezeAsync();
        await FreezeAsync();
        var story = await ReadAsync(_fixture.Ana);
        Assert.Equal([2, 1], story.Versions.Select(v => v.Number));
        Assert.Equal("In training data: Ana approved it, and it is in version 2 of faq and 1 more.", story.Why);
    }

    [Fact]
    public async Task The_second_of_two_equal_items_is_left_out_as_a_duplicate()
    {
        await _fixture.AddAsync(1);
        await _fixture.AddAsync(2, c => (c.Input, c.ProposedOutput, c.InputHash) = ("Question 1?", "The new answer 1.", ReviewHash("input 1")));
        foreach (var id in new[] { 1, 2 }) await _fixture.DecideAsync(_fixture.Ana, id, Approve);
        await FreezeAsync();
        Assert.EndsWith("but version 1 of faq left it out because another item in it has the same input and output.", (await ReadAsync(_fixture.Ana, 2)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_near_duplicate_of_two_sides_is_left_out_as_a_bridge()
    {
        for (var id = 1; id <= 40; id++) await ApproveAsync(id, c => c.GroupId = c.Id);
        await FreezeAsync();
        var train = await SideAsync(Split.Train);
        var test = await SideAsync(Split.Test);
        await ApproveAsync(50, c => (c.GroupId, c.BridgedGroups) = (train, $"{test}"));
        await FreezeAsync();
        Assert.EndsWith("but version 2 of faq left it out because it is nearly the same as rows on two sides of the split.", (await ReadAsync(_fixture.Ana, 50)).Why, StringComparison.Ordinal);
    }

    private async Task ApproveAsync(long id, Action<TrainingCandidate> change)
    {
        await _fixture.AddAsync(id, change);
        await _fixture.DecideAsync(_fixture.Ana, id, Approve);
    }

    private async Task<long> SideAsync(Split split)
    {
        await using var db = _database.Open();
        return db.DatasetRows.First(r => r.Split == split).CandidateId;
    }

    private async Task FreezeAsync()
    {
        var outcome = await _database.Get<DatasetFreezer>().FreezeAsync(
            _fixture.Cleo, _fixture.ApplicationId, "faq", new(Split: new(0.5, 0, 0.5)), CancellationToken.None);
        Assert.IsType<FreezeOutcome.Frozen>(outcome);
    }

    private async Task<ItemStory> ReadAsync(Actor actor, long id = 1) =>
        (await _database.Get<ItemStories>().ReadAsync(actor, id, CancellationToken.None))!;

    private static byte[] ReviewHash(string text) => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text));

    private static Signal Signal(long id, TrainingCandidate item, string type, DateTime at) => new()
    {
        Id = id, ApplicationId = item.ApplicationId, InteractionId = item.InteractionId, Type = type, OccurredAt = at, ReceivedAt = at,
    };
}
