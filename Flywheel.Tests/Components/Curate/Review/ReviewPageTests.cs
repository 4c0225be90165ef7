using Bunit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Review;

namespace Flywheel.Tests.Components.Curate.Review;

public sealed class ReviewPageTests : IAsyncLifetime
{
    private ReviewPageContext _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReviewPageContext.CreateAsync(items: 4);

    public async ValueTask DisposeAsync() => await _page.CloseAsync();

    [Fact]
    public void The_first_item_of_the_queue_is_shown_with_its_change()
    {
        _page.Open();
        Assert.Equal(1, _page.ShownId);
        Assert.Equal("old", _page.Page.Find(".rv-diff del").TextContent);
        Assert.Equal("new", _page.Page.Find(".rv-diff ins").TextContent);
    }

    [Theory]
    [InlineData("a", DecisionKind.Approve, CandidateState.Approved)]
    [InlineData("s", DecisionKind.Skip, CandidateState.Pending)]
    [InlineData("o", DecisionKind.SecondOpinion, CandidateState.AwaitingSecond)]
    public async Task A_key_decides_and_the_next_item_is_there(string key, DecisionKind kind, CandidateState state)
    {
        _page.Open();
        Assert.True(await _page.PressAsync(key));
        _page.WaitForItem(2);
        var stored = await _page.StoredAsync(1);
        Assert.Equal((kind, state), (Assert.Single(stored.Decisions).Kind, stored.State));
        Assert.NotEmpty(_page.Line);
    }

    [Theory]
    [InlineData("1", RejectReason.Wrong)]
    [InlineData("2", RejectReason.Unsafe)]
    [InlineData("3", RejectReason.OffTopic)]
    [InlineData("4", RejectReason.LowQuality)]
    [InlineData("5", RejectReason.PersonalData)]
    [InlineData("6", RejectReason.Spam)]
    [InlineData("7", RejectReason.Duplicate)]
    public async Task Rejecting_takes_a_digit(string digit, RejectReason reason)
    {
        _page.Open();
        await _page.PressAsync("r");
        await _page.PressAsync(digit);
        _page.WaitForItem(2);
        Assert.Equal((CandidateState.Rejected, reason), ((await _page.StoredAsync(1)) is var c ? (c.State, c.Reason!.Value) : default));
    }

    [Fact]
    public async Task Buttons_print_their_keys_only_while_single_keys_count()
    {
        _page.RenderTree.Add<Microsoft.AspNetCore.Components.CascadingValue<Flywheel.Web.Shell.KeySettings>>(p => p.Add(c => c.Value, new(SingleKeys: false)));
        _page.Open();
        Assert.Empty(_page.Page.FindAll(".rv-bar kbd"));
        Assert.Empty(_page.Page.FindAll("[aria-keyshortcuts]"));
        _page.Page.Find(".rv-reject").Click();
        Assert.Equal(["Esc"], _page.Page.FindAll(".rv-reasons kbd").Select(k => k.TextContent));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_fix_that_was_typed_is_not_dropped_by_approving()
    {
        _page.Open();
        await _page.PressAsync("e");
        await _page.TypeAsync("Better than that.");
        await _page.PressAsync("Escape");
        await _page.PressAsync("a");
        Assert.Contains("Which text do you approve?", _page.Page.Find(".rv-bar").TextContent, StringComparison.Ordinal);
        await _page.PressAsync("a");
        Assert.Equal((1, CandidateState.Pending), (_page.ShownId, (await _page.StoredAsync(1)).State));
        Assert.Equal("Better than that.", await _page.Database.Get<ReviewDrafts>().LoadAsync(_page.Actor, 1, default));
    }

    [Theory]
    [InlineData("f", DecisionKind.Fix, "Better than that.")]
    [InlineData("p", DecisionKind.Approve, "The new answer 1.")]
    public async Task The_question_which_text_is_meant_is_answered_by_a_key(string key, DecisionKind kind, string ideal)
    {
        _page.Open();
        await _page.PressAsync("e");
        await _page.TypeAsync("Better than that.");
        await _page.PressAsync("Escape");
        await _page.PressAsync("a");
        await _page.PressAsync(key);
        _page.WaitForItem(2);
        var stored = await _page.StoredAsync(1);
        Assert.Equal((kind, ideal), (Assert.Single(stored.Decisions).Kind, stored.IdealOutput));
    }

    [Fact]
    public async Task The_question_leads_back_to_the_fix_and_to_reading()
    {
        _page.Open();
        await _page.PressAsync("e");
        await _page.TypeAsync("Better than that.");
        await _page.PressAsync("Escape");
        await _page.PressAsync("a");
        await _page.PressAsync("Escape");
        Assert.NotEmpty(_page.Page.FindAll("[aria-label='Decisions']"));
        await _page.PressAsync("a");
        await _page.PressAsync("e");
        Assert.Equal("Better than that.", _page.Page.Find("textarea").GetAttribute("value"));
    }

    [Theory]
    [InlineData("The new answer 1.")]
    [InlineData("  ")]
    public async Task A_draft_that_says_nothing_else_asks_nothing(string typed)
    {
        await _page.Database.Get<ReviewDrafts>().SaveAsync(_page.Actor, 1, typed, default);
        _page.Open(1);
        await _page.PressAsync("a");
        _page.WaitForItem(2);
        Assert.Equal(CandidateState.Approved, (await _page.StoredAsync(1)).State);
    }

    [Fact]
    public async Task What_was_decided_before_a_reload_can_be_taken_back()
    {
        await _page.Fixture.DecideAsync(_page.Actor, 1, new(1, DecisionKind.Approve));
        await _page.Fixture.DecideAsync(_page.Actor, 2, new(1, DecisionKind.Reject, Reason: RejectReason.Wrong));
        await _page.Fixture.DecideAsync(_page.Fixture.Ben, 3, new(1, DecisionKind.Approve));
        _page.Open();
        await _page.PressAsync("u");
        _page.WaitForItem(2);
        await _page.PressAsync("u");
        _page.WaitForItem(1);
        Assert.True(await _page.PressAsync("u"));
        Assert.Equal(1, _page.ShownId);
        Assert.Equal(CandidateState.Approved, (await _page.StoredAsync(3)).State);
    }

    [Fact]
    public async Task The_last_reason_asks_for_words()
    {
        _page.Open();
        await _page.PressAsync("r");
        await _page.PressAsync("8");
        _page.Page.Find("form").Submit();
        Assert.Equal(1, _page.ShownId);
        _page.Page.Find("#rv-why").Input("names a person");
        _page.Page.Find("form").Submit();
        _page.WaitForItem(2);
        Assert.Equal("names a person", Assert.Single((await _page.StoredAsync(1)).Decisions).Comment);
    }

    [Fact]
    public async Task Escape_goes_back_one_step()
    {
        _page.Open();
        await _page.PressAsync("r");
        await _page.PressAsync("8");
        await _page.PressAsync("Escape", typing: true);
        Assert.Equal(9, _page.Page.FindAll(".rv-reasons button").Count);
        await _page.PressAsync("Escape");
        Assert.Empty(_page.Page.FindAll(".rv-reasons"));
        Assert.Equal(CandidateState.Pending, (await _page.StoredAsync(1)).State);
    }

    [Fact]
    public async Task A_digit_means_nothing_before_rejecting()
    {
        _page.Open();
        var shown = _page.ShownId;
        await _page.PressAsync("1");
        Assert.Equal(shown, _page.ShownId);
        Assert.Empty(_page.Page.FindAll(".rv-reasons"));
        Assert.Empty((await _page.StoredAsync(1)).Decisions);
    }

    [Fact]
    public async Task No_decision_key_counts_while_typing()
    {
        _page.Open();
        foreach (var key in "aerosxuv") Assert.False(await _page.PressAsync($"{key}", typing: true));
        Assert.Empty((await _page.StoredAsync(1)).Decisions);
    }

    [Fact]
    public async Task The_mouse_can_do_it_too()
    {
        _page.Open();
        await _page.Page.Find(".rv-buttons .rv-approve").ClickAsync(new());
        _page.WaitForItem(2);
        Assert.Equal(CandidateState.Approved, (await _page.StoredAsync(1)).State);
    }

    [Fact]
    public async Task The_view_goes_round_by_key()
    {
        _page.Open();
        await _page.PressAsync("v");
        Assert.Single(_page.Page.FindAll(".rv-sides"));
        await _page.PressAsync("v");
        Assert.Single(_page.Page.FindAll(".rv-whole"));
        await _page.PressAsync("v");
        Assert.Single(_page.Page.FindAll(".rv-diff"));
    }

    [Fact]
    public async Task One_item_is_kept_ahead_and_no_more()
    {
        _page.Open();
        await _page.PressAsync("a");
        _page.WaitForItem(2);
        _page.WaitFor(() => Assert.Equal([2L, 3L], HeldAsync().GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task Undo_brings_the_item_back()
    {
        _page.Open();
        await _page.PressAsync("a");
        _page.WaitForItem(2);
        await _page.PressAsync("u");
        _page.WaitForItem(1);
        Assert.StartsWith("Taken back", _page.Line, StringComparison.Ordinal);
        Assert.Equal(CandidateState.Pending, (await _page.StoredAsync(1)).State);
    }

    [Fact]
    public async Task Undo_of_a_fix_brings_its_text_back_as_the_draft()
    {
        _page.Open();
        await _page.PressAsync("e");
        await _page.TypeAsync("My own words.");
        await _page.PressAsync("Ctrl+Enter", typing: true);
        _page.WaitForItem(2);
        await _page.PressAsync("u");
        _page.WaitForItem(1);
        await _page.PressAsync("e");
        Assert.Equal("My own words.", _page.Page.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_frozen_cannot_be_taken_back()
    {
        _page.Open();
        await _page.PressAsync("a");
        _page.WaitForItem(2);
        var dataset = new Dataset { ApplicationId = _page.Fixture.ApplicationId, Name = "d", CreatedAt = DateTime.UnixEpoch };
        dataset.Versions.Add(new() { Number = 1, CreatedAt = DateTime.UnixEpoch, Items = [new() { CandidateId = 1, Hash = new byte[32] }] });
        await _page.Database.StoreAsync(dataset);
        await _page.PressAsync("u");
        _page.WaitFor(() => Assert.Contains("frozen", _page.Line, StringComparison.Ordinal));
        Assert.Equal(2, _page.ShownId);
    }

    [Fact]
    public async Task An_empty_queue_says_so_and_shows_what_arrives()
    {
        _page.Open();
        for (var id = 1; id <= 4; id++)
        {
            _page.WaitForItem(id);
            await _page.PressAsync("a");
        }

        _page.WaitFor(() => Assert.Contains("Nothing waits", _page.Page.Markup, StringComparison.Ordinal));
        await _page.Fixture.AddAsync(50);
        _page.Database.Get<Flywheel.Core.ChangeBus>().Publish(Flywheel.Core.Change.Queue);
        _page.Database.Time.Advance(TimeSpan.FromSeconds(3));
        _page.WaitForItem(50);
    }

    [Fact]
    public async Task A_certain_item_comes_first()
    {
        await Task.CompletedTask;
        _page.Open(certain: 3);
        Assert.Equal(3, _page.ShownId);
    }

    [Fact]
    public async Task An_item_that_cannot_be_had_is_explained_and_the_queue_goes_on()
    {
        await _page.Fixture.DecideAsync(_page.Fixture.Ben, 3, new(1, DecisionKind.Approve));
        _page.Open(certain: 3);
        Assert.Equal(1, _page.ShownId);
        Assert.Contains("Item 3 cannot be reviewed", _page.Line, StringComparison.Ordinal);
    }

    private async Task<List<long>> HeldAsync() =>
        [.. (await _page.Database.Get<ReviewQueue>().HeldByAsync(_page.Fixture.Ana, CancellationToken.None)).Select(h => h.Id)];
}
