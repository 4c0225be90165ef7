using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Curate.Review;

public sealed class BulkReviewTests : IAsyncLifetime
{
    private static readonly BulkRequest Release = new(BulkKind.Release, new());
    private static readonly BulkRequest Reject = new(BulkKind.Reject, new(), RejectReason.Spam, "One campaign.");
    private TestDatabase _database = null!;
    private ReviewFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ReviewFixture.CreateAsync(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Held_items_are_released_across_batches_and_each_is_in_the_audit()
    {
        for (var id = 1; id <= 120; id++) await _fixture.AddAsync(id, c => c.PutInto(CandidateState.Held));
        await _fixture.AddAsync(200);
        var (preview, outcome) = await RunAsync(Release);
        Assert.Equal((120, new BulkOutcome.Done(120)), (preview.Count, outcome));
        await using var db = _database.Open();
        Assert.Equal(121, await db.Candidates.CountAsync(c => c.State == CandidateState.Pending));
        Assert.Equal(120, await db.Audit.CountAsync(a => a.Action == "review.release" && a.ActorId == "cleo"));
    }

    [Fact]
    public async Task A_rejection_is_a_decision_of_the_manager_on_each_item()
    {
        await _fixture.AddAsync(1);
        await _fixture.AddAsync(2);
        Assert.Equal(new BulkOutcome.Done(2), (await RunAsync(Reject)).Outcome);
        await using var db = _database.Open();
        var decisions = await db.Decisions.Include(d => d.Candidate).ToListAsync();
        Assert.All(decisions, d => Assert.Equal(
            (DecisionKind.Reject, RejectReason.Spam, "One campaign.", "cleo", CandidateState.Rejected), (d.Kind, d.Reason, d.Comment, d.MemberId, d.Candidate!.State)));
        Assert.Equal(2, await db.Audit.CountAsync(a => a.Action == "review.decide"));
    }

    [Fact]
    public async Task One_of_the_rejections_can_be_undone()
    {
        await _fixture.AddAsync(1);
        await RunAsync(Reject);
        await using var db = _database.Open();
        var decision = await db.Decisions.SingleAsync();
        Assert.IsType<UndoOutcome.Undone>(await _database.Get<ReviewDecisions>().UndoAsync(_fixture.Cleo, decision.Id, default));
    }

    [Fact]
    public async Task What_somebody_else_holds_or_has_decided_is_left_alone()
    {
        await _fixture.AddAsync(1);
        await _fixture.AddAsync(2, c => c.PutInto(CandidateState.Approved));
        await _fixture.AddAsync(3, c => c.PutInto(CandidateState.AwaitingSecond));
        await _database.Get<ReviewQueue>().ClaimOneAsync(_fixture.Ana, 1, default);
        var (preview, outcome) = await RunAsync(Reject);
        Assert.Equal((0, new BulkOutcome.Done(0)), (preview.Count, outcome));
    }

    [Fact]
    public async Task What_came_after_the_preview_is_not_touched()
    {
        await _fixture.AddAsync(1);
        var preview = await _database.Get<BulkReview>().PreviewAsync(_fixture.Cleo, Reject, default);
        await _fixture.AddAsync(2);
        await _database.Get<BulkReview>().RunAsync(_fixture.Cleo, Reject, preview!, null, default);
        await using var db = _database.Open();
        Assert.Equal(CandidateState.Pending, (await db.Candidates.SingleAsync(c => c.Id == 2)).State);
    }

    [Fact]
    public async Task Only_what_the_filter_takes_is_touched()
    {
        await _fixture.AddAsync(1, c => c.PutInto(CandidateState.Held).FindingKinds = FindingKinds.Secret);
        await _fixture.AddAsync(2, c => c.PutInto(CandidateState.Held).FindingKinds = FindingKinds.ChatTemplate);
        await RunAsync(Release with { Filter = new() { Finding = FindingKinds.ChatTemplate } });
        await using var db = _database.Open();
        Assert.Equal([1L], await db.Candidates.Where(c => c.State == CandidateState.Held).Select(c => c.Id).ToListAsync());
    }

    [Fact]
    public async Task A_reviewer_may_neither_ask_nor_do_it()
    {
        await _fixture.AddAsync(1);
        var bulk = _database.Get<BulkReview>();
        Assert.Null(await bulk.PreviewAsync(_fixture.Ana, Reject, default));
        Assert.IsType<BulkOutcome.NotAllowed>(await bulk.RunAsync(_fixture.Ana, Reject, new(1, 1), null, default));
    }

    [Theory]
    [InlineData(BulkKind.Reject, null)]
    [InlineData(BulkKind.Reject, RejectReason.Unchanged)]
    [InlineData(BulkKind.Release, RejectReason.Spam)]
    public async Task A_reason_is_for_rejections_and_a_reviewers_own(BulkKind kind, RejectReason? reason)
    {
        await _fixture.AddAsync(1, c => c.PutInto(kind == BulkKind.Release ? CandidateState.Held : CandidateState.Pending));
        var outcome = await _database.Get<BulkReview>().RunAsync(_fixture.Cleo, new(kind, new(), reason), new(1, 1), null, default);
        Assert.Equal("reason", Assert.IsType<BulkOutcome.Invalid>(outcome).Field);
    }

    private async Task<(BulkPreview Preview, BulkOutcome Outcome)> RunAsync(BulkRequest request)
    {
        var bulk = _database.Get<BulkReview>();
        var preview = await bulk.PreviewAsync(_fixture.Cleo, request, CancellationToken.None);
        return (preview!, await bulk.RunAsync(_fixture.Cleo, request, preview!, null, CancellationToken.None));
    }
}
