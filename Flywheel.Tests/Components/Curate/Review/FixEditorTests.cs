using Bunit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;

namespace Flywheel.Tests.Components.Curate.Review;

public sealed class FixEditorTests : IAsyncLifetime
{
    private ReviewPageContext _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReviewPageContext.CreateAsync(items: 2);

    public async ValueTask DisposeAsync() => await _page.CloseAsync();

    [Fact]
    public async Task It_opens_with_the_proposed_text()
    {
        await OpenAsync();
        Assert.Equal("The new answer 1.", _page.Page.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task It_opens_with_what_was_typed_before()
    {
        await _page.Database.Get<ReviewDrafts>().SaveAsync(_page.Fixture.Ana, 1, "From yesterday", CancellationToken.None);
        _page.Open();
        Assert.Contains("You began a fix", _page.Page.Markup, StringComparison.Ordinal);
        await _page.PressAsync("e");
        Assert.Equal("From yesterday", _page.Page.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task An_item_that_was_begun_comes_before_the_queue()
    {
        await _page.Database.Get<ReviewDrafts>().SaveAsync(_page.Fixture.Ana, 2, "Begun", CancellationToken.None);
        _page.Open();
        Assert.Equal(2, _page.ShownId);
    }

    [Fact]
    public async Task Ctrl_Enter_approves_the_typed_text()
    {
        await OpenAsync();
        await _page.TypeAsync("The right answer.");
        await _page.PressAsync("Ctrl+Enter", typing: true);
        _page.WaitForItem(2);
        var stored = await _page.StoredAsync(1);
        Assert.Equal((CandidateState.Approved, "The right answer."), (stored.State, stored.IdealOutput));
        Assert.Equal(DecisionKind.Fix, Assert.Single(stored.Decisions).Kind);
    }

    [Fact]
    public async Task A_text_that_was_not_changed_is_an_approval()
    {
        await OpenAsync();
        await _page.PressAsync("Ctrl+Enter", typing: true);
        _page.WaitForItem(2);
        Assert.Equal(DecisionKind.Approve, Assert.Single((await _page.StoredAsync(1)).Decisions).Kind);
    }

    [Fact]
    public async Task The_difference_follows_the_typing()
    {
        await OpenAsync();
        await _page.TypeAsync("The old answer 1. And more.");
        _page.WaitFor(() => Assert.Equal(" And more.", _page.Page.Find(".rv-live ins").TextContent));
        Assert.Equal("Draft saved", _page.Page.Find(".rv-saved").TextContent);
    }

    [Fact]
    public async Task An_empty_fix_is_asked_for_a_text()
    {
        await OpenAsync();
        await _page.TypeAsync("");
        await _page.PressAsync("Ctrl+Enter", typing: true);
        _page.WaitFor(() => Assert.Contains("needs a text", _page.Page.Markup, StringComparison.Ordinal));
        Assert.Empty((await _page.StoredAsync(1)).Decisions);
    }

    [Fact]
    public async Task A_text_that_could_not_be_stored_is_not_decided_with()
    {
        await OpenAsync();
        _page.ScriptAnswers("The server cannot be reached.");
        await _page.Page.Find(".rv-editor .rv-approve").ClickAsync(new());
        _page.WaitFor(() => Assert.Contains("cannot be reached", _page.Page.Find(".rv-saved").TextContent, StringComparison.Ordinal));
        Assert.Empty((await _page.StoredAsync(1)).Decisions);
        Assert.Single(_page.Page.FindAll("textarea"));
    }

    [Fact]
    public async Task Escape_closes_it_and_keeps_the_text()
    {
        await OpenAsync();
        await _page.TypeAsync("Half");
        await _page.PressAsync("Escape", typing: true);
        _page.WaitFor(() => Assert.Empty(_page.Page.FindAll("textarea")));
        Assert.Contains("You began a fix", _page.Page.Markup, StringComparison.Ordinal);
        await _page.PressAsync("e");
        Assert.Equal("Half", _page.Page.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task A_decision_forgets_the_draft()
    {
        await OpenAsync();
        await _page.TypeAsync("Right.");
        await _page.PressAsync("Ctrl+Enter", typing: true);
        _page.WaitForItem(2);
        Assert.Null(await _page.Database.Get<ReviewDrafts>().LoadAsync(_page.Fixture.Ana, 1, CancellationToken.None));
    }

    private async Task OpenAsync()
    {
        _page.Open();
        await _page.PressAsync("e");
    }
}
