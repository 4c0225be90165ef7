using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Curate.Review;

public sealed class ReviewItemContextTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private TestDatabase _database = null!;
    private ReviewFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ReviewFixture.CreateAsync(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Items_of_the_same_group_or_input_or_named_by_a_finding_are_similar()
    {
        var named = await _fixture.AddAsync(4, c => c.GroupId = 90);
        var item = await _fixture.AddAsync(1, c => c.Findings = FindingsJson.Write([new(FindingKinds.NearDuplicate, FindingField.Proposed, "near", [], named.Id)]));
        var sameGroup = await _fixture.AddAsync(2, c => c.PutInto(CandidateState.Approved).GroupId = item.GroupId);
        var sameInput = await _fixture.AddAsync(3, c => c.InputHash = item.InputHash);
        await _fixture.AddAsync(5);
        var similar = await _database.Get<SimilarItems>().FindAsync(_fixture.Ana, item.Id, None);
        Assert.Equal([named.Id, sameGroup.Id, sameInput.Id], similar.Select(s => s.Id));
    }

    [Fact]
    public async Task Another_application_is_never_similar()
    {
        var item = await _fixture.AddAsync(1);
        await _fixture.AddAsync(2, c => (c.GroupId, c.ApplicationId) = (item.GroupId, _fixture.OtherApplicationId));
        Assert.Empty(await _database.Get<SimilarItems>().FindAsync(_fixture.Ana, item.Id, None));
    }

    [Fact]
    public async Task At_most_five_are_similar_and_long_texts_are_cut()
    {
        var item = await _fixture.AddAsync(1);
        for (var id = 2; id < 10; id++) await _fixture.AddAsync(id, c => (c.GroupId, c.Input) = (item.GroupId, new string('x', 5000)));
        var similar = await _database.Get<SimilarItems>().FindAsync(_fixture.Ana, item.Id, None);
        Assert.Equal(SimilarItems.Most, similar.Count);
        Assert.All(similar, s => Assert.Equal(SimilarItems.Excerpt, s.Input.Length));
    }

    [Fact]
    public async Task The_first_of_two_judgements_is_hidden_from_people_who_may_still_judge()
    {
        var item = await _fixture.AddAsync(1);
        var other = await _fixture.AddAsync(2, c => (c.GroupId, c.DecisionsRequired) = (item.GroupId, 2));
        await _fixture.DecideAsync(_fixture.Ana, other.Id, new(1, DecisionKind.Reject, Reason: RejectReason.Spam));
        var similar = _database.Get<SimilarItems>();
        var seenByBen = Assert.Single(await similar.FindAsync(_fixture.Ben, item.Id, None));
        var seenByAna = Assert.Single(await similar.FindAsync(_fixture.Ana, item.Id, None));
        Assert.Equal((null, null, null), (seenByBen.DecidedBy, seenByBen.DecidedAt, seenByBen.Reason));
        Assert.Equal(("Ana", RejectReason.Spam), (seenByAna.DecidedBy, seenByAna.Reason));
    }

    [Fact]
    public async Task People_who_skipped_began_or_hold_an_item_are_named_and_judgements_are_only_counted()
    {
        var item = await _fixture.AddAsync(1, c => c.DecisionsRequired = 2);
        await _fixture.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Skip));
        await _fixture.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Approve));
        await _database.Get<ReviewDrafts>().SaveAsync(_fixture.Cleo, 1, "mine", None);
        await _database.Get<ReviewQueue>().ClaimOneAsync(_fixture.Cleo, 1, None);
        var attention = await _database.Get<ItemAttentions>().OfAsync(_fixture.Ben, item.Id, None);
        Assert.Equal(("Cleo", 1), (attention.HeldBy, attention.HiddenJudgements));
        Assert.Equal([("Ana", AttentionKind.Skipped), ("Cleo", AttentionKind.BeganFix)], attention.Seen.Select(s => (s.Name, s.Kind)).Order());
    }

    [Fact]
    public async Task A_draft_is_kept_per_person_and_forgotten_when_empty()
    {
        await _fixture.AddAsync(1);
        var drafts = _database.Get<ReviewDrafts>();
        Assert.True(await drafts.SaveAsync(_fixture.Ana, 1, "half a sen", None));
        Assert.Equal("half a sen", await drafts.LoadAsync(_fixture.Ana, 1, None));
        Assert.Null(await drafts.LoadAsync(_fixture.Ben, 1, None));
        Assert.Equal([1L], await drafts.BegunAsync(_fixture.Ana, None));
        await drafts.SaveAsync(_fixture.Ana, 1, "", None);
        Assert.Null(await drafts.LoadAsync(_fixture.Ana, 1, None));
    }

    [Fact]
    public async Task A_draft_of_an_item_that_does_not_exist_is_refused() =>
        Assert.False(await _database.Get<ReviewDrafts>().SaveAsync(_fixture.Ana, 404, "text", None));

    [Fact]
    public async Task A_lease_that_another_window_renewed_is_not_released_by_the_first()
    {
        await _fixture.AddAsync(1);
        var queue = _database.Get<ReviewQueue>();
        var first = (await queue.ClaimAsync(_fixture.Ana, 1, None))[0];
        _database.Time.Advance(TimeSpan.FromMinutes(1));
        await queue.RenewAsync(_fixture.Ana, 1, None);
        await queue.ReleaseAsync(_fixture.Ana, 1, None, first.LeaseUntil);
        Assert.Single(await queue.HeldByAsync(_fixture.Ana, None));
    }
}
