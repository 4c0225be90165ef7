using Bunit;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Web.Components.Curate.Policies;
using Flywheel.Web.Components.Curate.Policies.Backtests;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Curate.Policies;

public sealed class PolicyPageTests : IAsyncLifetime
{
    private PolicyPagesFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await PolicyPagesFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public void The_version_in_force_is_shown_to_be_read()
    {
        var page = Render();
        Assert.Contains("Version 1 is in force", page.Find("#in-force-title").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing enters training data without a review.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("No draft is open", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_in_the_list_with_what_blocks_it()
    {
        await _fixture.BeginAsync();
        var row = Render().Find(".pl-wrap tbody tr").TextContent;
        Assert.Contains("Copies count less", row, StringComparison.Ordinal);
        Assert.Contains("Run the backtest of this draft as it is now first.", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Beginning_a_draft_leads_to_it()
    {
        var page = Render();
        page.FindAll("button").Single(b => b.TextContent == "Begin a draft").Click();
        page.Find("#draft-name").Change("Mine");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.EndsWith("/policy/drafts/1", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void A_draft_without_a_name_is_not_begun()
    {
        var page = Render();
        page.FindAll("button").Single(b => b.TextContent == "Begin a draft").Click();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("It must have 1 to 100 characters.", page.Find("#draft-name-fault").TextContent));
    }

    [Fact]
    public void Escape_closes_what_was_begun_by_mistake()
    {
        var page = Render();
        page.FindAll("button").Single(b => b.TextContent == "Begin a draft").Click();
        page.Find("#draft-name").KeyDown("Escape");
        Assert.Empty(page.FindAll(".pl-begin"));
        _fixture.Context.JSInterop.VerifyFocusAsyncInvoke(2);
    }

    [Fact]
    public async Task Taking_back_the_version_in_force_drafts_the_one_before_it()
    {
        await SecondVersionAsync();
        var page = Render();
        Assert.Contains("Weight of copy: 0.4, now 0.1", page.Find(".pl-history").TextContent, StringComparison.Ordinal);
        page.FindAll("button").Single(b => b.TextContent == "Take back version 2").Click();
        page.WaitForAssertion(() => Assert.EndsWith("/policy/drafts/2", Navigation.Uri, StringComparison.Ordinal));
        var draft = await _fixture.FindAsync(2);
        Assert.Equal((1, 0.4), (draft.TakesBack, draft.Policy.WeightOf("copy")));
    }

    [Fact]
    public async Task The_progress_of_rescoring_is_shown()
    {
        await SecondVersionAsync();
        var page = Render();
        Assert.Contains("Judging anew under version 2 begins", page.Find(".pl-rescoring").TextContent, StringComparison.Ordinal);
        await _fixture.Database.Get<Curator>().CatchUpAsync(Xunit.TestContext.Current.CancellationToken);
        page.WaitForAssertion(() => Assert.Contains("all 3,", page.Find(".pl-rescoring").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_backtest_page_says_where_there_is_none_and_what_it_shows_where_there_is_one()
    {
        var draft = await _fixture.SaveAsync(_fixture.Ada, await _fixture.BeginAsync(), 0.1);
        var page = _fixture.Context.Render<PolicyBacktestPage>(p => p.Add(c => c.Id, draft.Id));
        page.WaitForAssertion(() => Assert.Contains("No whole backtest yet", page.Markup, StringComparison.Ordinal));
        page.FindAll("button").Single(b => b.TextContent == "Run the backtest").Click();
        page.WaitForAssertion(() => Assert.Contains("Whole backtest, 3 candidates of 90 days, against version 1", Squeeze(page.Find(".pl-scope").TextContent), StringComparison.Ordinal));
        Assert.Equal(4, page.FindAll(".pl-examples").Count);
    }

    [Fact]
    public void A_sample_is_never_called_anything_else()
    {
        var sample = new BacktestResult { Evaluated = 4000, Population = 15084 };
        Assert.Equal("Preview on a sample of 4,000 of 15,084", PolicyLabels.Scope(sample, true));
        Assert.Equal("matched 132 of a sample of 4,000", PolicyLabels.Matches(new("x", 132, 0), sample));
    }

    private NavigationManager Navigation => _fixture.Context.Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<PolicyPage> Render()
    {
        var page = _fixture.Context.Render<PolicyPage>();
        page.WaitForElement("#in-force-title");
        return page;
    }

    private async Task SecondVersionAsync()
    {
        var draft = await _fixture.SaveAsync(_fixture.Ada, await _fixture.BeginAsync(), 0.1);
        var (drafts, backtests, cancel) = (_fixture.Database.Get<PolicyDrafts>(), _fixture.Database.Get<Backtests>(), Xunit.TestContext.Current.CancellationToken);
        await backtests.StartAsync(_fixture.Ada, draft.Id, 90, cancel);
        while (!(await _fixture.FindAsync(draft.Id)).BacktestIsCurrent) await Task.Delay(20, cancel);
        var approved = Assert.IsType<PolicyDraftOutcome.Done>(await drafts.ApproveAsync(_fixture.Bob, draft.Id, draft.Version, cancel)).Draft;
        Assert.IsType<PolicyDraftOutcome.Done>(await drafts.ApplyAsync(_fixture.Ada, draft.Id, approved.Version, cancel));
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
