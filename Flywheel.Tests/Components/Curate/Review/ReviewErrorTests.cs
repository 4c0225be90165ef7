using Bunit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Flywheel.Web.Components.Curate.Review;
using Flywheel.Web.Components.Curate.Review.Session;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Components.Curate.Review;

public sealed class ReviewErrorTests : IAsyncLifetime
{
    private ReviewPageContext _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReviewPageContext.CreateAsync(items: 3);

    public async ValueTask DisposeAsync() => await _page.CloseAsync();

    [Fact]
    public async Task A_lost_lease_is_announced_and_keeps_what_was_typed()
    {
        _page.Open();
        await _page.PressAsync("e");
        await _page.TypeAsync("Half a sentence");
        await _page.LoseToBenAsync(1);
        await _page.PressAsync("Ctrl+Enter", typing: true);
        _page.WaitFor(() => Assert.Contains("Ben has this item now", _page.Page.Find(".rv-obstacle").TextContent, StringComparison.Ordinal));
        Assert.Single(_page.Page.FindAll("textarea"));
        Assert.Equal("Half a sentence", await _page.Database.Get<ReviewDrafts>().LoadAsync(_page.Fixture.Ana, 1, CancellationToken.None));
        Assert.Empty((await _page.StoredAsync(1)).Decisions);
    }

    [Fact]
    public async Task After_a_lost_lease_the_next_item_is_one_key_away()
    {
        _page.Open();
        await _page.LoseToBenAsync(1);
        await _page.PressAsync("a");
        _page.WaitForObstacle();
        Assert.False(await _page.PressAsync("a"));
        await _page.PressAsync("n");
        _page.WaitForItem(2);
    }

    [Fact]
    public async Task A_lost_item_can_be_taken_again_when_it_is_free()
    {
        _page.Open();
        await _page.LoseToBenAsync(1);
        await _page.PressAsync("a");
        _page.WaitForObstacle();
        await _page.Database.Get<ReviewQueue>().ReleaseAsync(_page.Fixture.Ben, 1, CancellationToken.None);
        await _page.PressAsync("t");
        _page.WaitFor(() => Assert.Empty(_page.Page.FindAll(".rv-obstacle")));
        await _page.PressAsync("a");
        _page.WaitForItem(2);
        Assert.Equal(CandidateState.Approved, (await _page.StoredAsync(1)).State);
    }

    [Fact]
    public async Task The_person_who_decided_first_is_named()
    {
        _page.Open();
        await _page.LoseToBenAsync(1);
        await _page.Fixture.DecideAsync(_page.Fixture.Ben, 1, new(1, DecisionKind.Reject, Reason: RejectReason.Spam));
        await _page.PressAsync("a");
        _page.WaitForObstacle();
        Assert.Contains("Ben decided first", _page.Page.Find(".rv-obstacle").TextContent, StringComparison.Ordinal);
        Assert.Contains("rejected", _page.Page.Find(".rv-obstacle").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_item_is_shown_again_and_not_decided()
    {
        _page.Open();
        await using (var db = _page.Database.Open())
            await db.Candidates.Where(c => c.Id == 1).ExecuteUpdateAsync(s => s.SetProperty(c => c.Version, 7).SetProperty(c => c.ProposedOutput, "The newest answer."));
        await _page.PressAsync("a");
        _page.WaitFor(() => Assert.Contains("changed while you looked", _page.Line, StringComparison.Ordinal));
        Assert.Equal(1, _page.ShownId);
        Assert.Contains("newest", _page.Page.Find(".rv-diff").TextContent, StringComparison.Ordinal);
        Assert.Empty((await _page.StoredAsync(1)).Decisions);
    }

    [Fact]
    public async Task A_lease_is_renewed_while_the_person_works_and_not_after()
    {
        _page.Open();
        AdvanceAndExpectRenewal();
        AdvanceAndExpectRenewal();
        var last = await LeaseAsync();
        for (var i = 0; i < 10; i++) _page.Database.Time.Advance(LeaseRenewal.Renewal);
        await Task.Delay(200);
        Assert.Equal(last, await LeaseAsync());
    }

    [Fact]
    public async Task A_lease_lost_while_reading_is_noticed_at_the_next_renewal()
    {
        _page.Open();
        await using (var db = _page.Database.Open())
            await db.Candidates.Where(c => c.Id == 1).ExecuteUpdateAsync(s => s.SetProperty(c => c.LeaseHolderId, "ben"));
        _page.Database.Time.Advance(LeaseRenewal.Renewal);
        _page.WaitForObstacle();
        Assert.Contains("Ben has this item now", _page.Page.Find(".rv-obstacle").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_gives_the_leases_back_and_stops_the_timers()
    {
        _page.Open();
        await _page.DisposeComponentsAsync();
        await using var db = _page.Database.Open();
        Assert.False(await db.Candidates.AnyAsync(c => c.LeaseHolderId != null));
        _page.Database.Time.Advance(LeaseRenewal.Renewal * 3);
        Assert.False(await db.Candidates.AnyAsync(c => c.LeaseHolderId != null));
    }

    [Fact]
    public async Task An_empty_page_finds_items_whose_leases_expired()
    {
        await _page.Database.Get<ReviewQueue>().ClaimAsync(_page.Fixture.Ben, 3, CancellationToken.None);
        var page = _page.Render<ReviewPage>();
        page.WaitForAssertion(() => Assert.Contains("with other people now", page.Markup, StringComparison.Ordinal), ReviewPageContext.WaitLimit);
        _page.Database.Time.Advance(TimeSpan.FromMinutes(16));
        page.WaitForElement(".rv-item", ReviewPageContext.WaitLimit);
    }

    [Fact]
    public async Task Two_people_never_have_the_same_item()
    {
        await using var other = ReviewPageContext.For(_page.Database, _page.Fixture, _page.Fixture.Ben);
        _page.Open();
        other.Open();
        Assert.NotEqual(_page.ShownId, other.ShownId);
    }

    [Fact]
    public async Task A_storage_that_fails_loses_nothing_and_says_so()
    {
        _page.Open();
        _page.Contexts.Broken = true;
        await _page.PressAsync("a");
        _page.WaitFor(() => Assert.Contains("Nothing is lost", _page.Line, StringComparison.Ordinal));
        _page.Contexts.Broken = false;
        await _page.PressAsync("a");
        _page.WaitForItem(2);
    }

    [Fact]
    public void A_queue_that_cannot_be_read_offers_to_try_again()
    {
        _page.Contexts.Broken = true;
        var page = _page.Render<ReviewPage>();
        page.WaitForElement("[role=alert] button", ReviewPageContext.WaitLimit);
        _page.Contexts.Broken = false;
        page.Find("[role=alert] button").Click();
        page.WaitForElement(".rv-item", ReviewPageContext.WaitLimit);
    }

    [Fact]
    public async Task Redacting_opens_the_editor_with_placeholders()
    {
        await _page.Fixture.AddAsync(0, c => c.ProposedOutput = "Write to maria@example.com please.");
        _page.Open();
        await _page.PressAsync("x");
        Assert.Equal("Write to [EMAIL] please.", _page.Page.Find("textarea").GetAttribute("value"));
        await _page.PressAsync("Ctrl+Enter", typing: true);
        _page.WaitForItem(1);
        Assert.Equal("Write to [EMAIL] please.", (await _page.StoredAsync(0)).IdealOutput);
    }

    [Fact]
    public async Task Redacting_what_holds_nothing_says_so_and_warns_of_the_query()
    {
        await _page.Fixture.AddAsync(0, c => c.Findings = FindingsJson.Write([new(FindingKinds.PersonalData, FindingField.Input, "an address", [])]));
        _page.Open();
        await _page.PressAsync("x");
        Assert.Empty(_page.Page.FindAll("textarea"));
        Assert.Contains("The query holds some", _page.Line, StringComparison.Ordinal);
    }

    private void AdvanceAndExpectRenewal()
    {
        _page.Database.Time.Advance(LeaseRenewal.Renewal);
        var renewed = _page.Database.Time.GetUtcNow().UtcDateTime.AddMinutes(15);
        _page.WaitFor(() => Assert.Equal(renewed, LeaseAsync().GetAwaiter().GetResult()));
    }

    private async Task<DateTime?> LeaseAsync() => (await _page.StoredAsync(1)).LeaseUntil;
}
