using Bunit;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Backtests;
using Flywheel.Web.Components.Curate.Policies.Drafts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Curate.Policies;

public sealed class PolicyDraftPageTests : IAsyncLifetime
{
    private PolicyPagesFixture _fixture = null!;
    private PolicyDraftView _draft = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await PolicyPagesFixture.CreateAsync();
        _draft = await _fixture.BeginAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public void The_preview_says_that_it_rests_on_everything_where_there_is_little()
    {
        var page = _fixture.Edit(_draft.Id);
        page.WaitForAssertion(() => Assert.Contains("Preview on all 3", page.Find(".pl-scope").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_weight_that_is_typed_shows_its_difference_and_moves_the_preview()
    {
        var page = _fixture.Edit(_draft.Id);
        page.Find("#weights-edit").Input("0.5");
        Assert.Contains("Weight of edit: 0.9, now 0.5", page.Find(".pl-aside").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("3 of 3 move to another quality band", page.Find(".pl-flow caption").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_is_shown_beside_its_field_and_what_was_typed_stays()
    {
        var page = _fixture.Edit(_draft.Id);
        page.Find("#weights-copy").Input("much");
        Assert.Equal("It must be between 0 and 1.", page.Find("#weights-copy-note").TextContent);
        Assert.Equal("much", page.Find("#weights-copy").GetAttribute("value"));
        Assert.Contains("The preview waits until one field is corrected", page.Find(".pl-preview").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_saved_while_something_is_wrong()
    {
        var page = _fixture.Edit(_draft.Id);
        page.Find("#high-from").Input("0.1");
        await Press(page, "Save");
        Assert.Contains("Nothing was saved: 1 field to correct", page.Find(".pl-bar [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(_draft.Version, (await _fixture.FindAsync(_draft.Id)).Version);
    }

    [Fact]
    public async Task What_is_typed_is_saved()
    {
        var page = _fixture.Edit(_draft.Id);
        page.Find("#weights-copy").Input("0.1");
        await Press(page, "Save");
        page.WaitForAssertion(() => Assert.Contains("Saved.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(0.1, (await _fixture.FindAsync(_draft.Id)).Policy.WeightOf("copy"));
        Assert.True(Button(page, "Save").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_rule_is_built_in_the_form_and_shown_as_a_sentence_with_what_it_matched()
    {
        var page = _fixture.Edit(_draft.Id);
        await Press(page, "Add a rule");
        page.Find("#rules-0-name").Input("Short corrections");
        page.Find(".pl-condition input").Input("30");
        Assert.Contains("Hold candidates whose output is under 30 characters.", page.Find(".pl-rule").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("matched 3 of 3", page.Find(".pl-rule").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_condition_without_a_value_is_said_to_be_wrong_in_its_place()
    {
        var page = _fixture.Edit(_draft.Id);
        await Press(page, "Add a rule");
        page.Find("#rules-0-name").Input("Short corrections");
        var value = page.Find(".pl-condition input");
        Assert.Equal("It must be a number.", page.Find($"#{value.GetAttribute("aria-describedby")}").TextContent);
        Assert.Equal("true", value.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_fresh_rule_shows_no_fault_until_it_is_tried_to_be_saved()
    {
        var page = _fixture.Edit(_draft.Id);
        await Press(page, "Add a rule");
        Assert.Empty(page.FindAll("#rules .cd-fault"));
        await Press(page, "Save");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#rules-0-name[aria-invalid=true]")));
        Assert.Equal(".pl-sections [aria-invalid=true]", Focused()[0]);
    }

    [Fact]
    public async Task What_is_added_gets_the_focus_and_what_is_removed_gives_it_to_its_neighbour()
    {
        var page = _fixture.Edit(_draft.Id);
        await Press(page, "Add a rule");
        Assert.Equal(["#rules-0-name"], Focused());
        await Press(page, "And…");
        Assert.Equal(["#rules-0-any-0-all-1-field"], Focused());
        Assert.Single(page.FindAll("#rules-0-any-0-all-1-field"));
        await page.InvokeAsync(() => page.Find("[aria-label='Remove condition 2']").ClickAsync(new()));
        Assert.Contains("#rules-0-any-0-all-0-field", Focused());
        await page.InvokeAsync(() => page.Find("[aria-label='Remove rule 1']").ClickAsync(new()));
        Assert.Equal("#rule-add", Focused()[^1]);
    }

    [Fact]
    public async Task A_type_that_the_policy_does_not_name_shows_its_own_weight()
    {
        var rating = new SignalTypeRequest("star_rating", "Star rating", true, SignalDirection.For, 0.65, 1, 5);
        Assert.IsType<SignalTypeOutcome.Done>(await _fixture.Database.Get<SignalTypes>().AddAsync(_fixture.Ada, rating, Xunit.TestContext.Current.CancellationToken));
        var page = _fixture.Edit(_draft.Id);
        Assert.Equal("0.65, the type's own", page.Find("#weights-star-rating-note").TextContent);
        Assert.Equal("0.65", page.Find("#weights-star-rating").GetAttribute("placeholder"));
        Assert.Equal("0.65", page.Find("[type=range][aria-label='Weight of star rating']").GetAttribute("value"));
    }

    [Fact]
    public async Task The_second_person_who_saves_sees_who_saved_first_and_what_differs()
    {
        var page = await ConflictAsync();
        Assert.Contains("Bob saved a change meanwhile", page.Find("#conflict-title").TextContent, StringComparison.Ordinal);
        Assert.Equal(["0.2", "0.1"], page.FindAll(".pl-conflict td").Select(c => c.TextContent));
        Assert.Equal("0.1", page.Find("#weights-copy").GetAttribute("value"));
    }

    [Fact]
    public async Task Mine_can_be_saved_over_theirs()
    {
        var page = await ConflictAsync();
        await Press(page, "Save mine over theirs");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".pl-conflict")));
        Assert.Equal(0.1, (await _fixture.FindAsync(_draft.Id)).Policy.WeightOf("copy"));
    }

    [Fact]
    public async Task With_theirs_loaded_the_list_of_mine_stays_to_be_copied()
    {
        var page = await ConflictAsync();
        await Press(page, "Load theirs");
        page.WaitForAssertion(() => Assert.Equal("0.2", page.Find("#weights-copy").GetAttribute("value")));
        Assert.Equal("Weight of copy: 0.2, now 0.1", page.Find(".pl-left pre").TextContent);
    }

    [Fact]
    public async Task The_author_is_refused_in_words()
    {
        var page = _fixture.Edit(_draft.Id);
        await Press(page, "Approve");
        page.WaitForAssertion(() => Assert.Contains("Nobody approves their own draft: another administrator has to.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_whole_backtest_is_named_as_such_until_something_is_changed()
    {
        var page = _fixture.Edit(_draft.Id);
        await Press(page, "Run the backtest");
        page.WaitForAssertion(() => Assert.Contains("Whole backtest, 3 candidates", page.Find(".pl-scope").TextContent, StringComparison.Ordinal));
        page.Find("#weights-edit").Input("0.5");
        page.WaitForAssertion(() => Assert.Contains("Preview on all 3", page.Find(".pl-scope").TextContent, StringComparison.Ordinal));
        Assert.Contains("of an earlier state of this draft", page.Find(".pl-earlier").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approved_draft_is_put_in_force_and_leads_to_the_policy()
    {
        var theirs = await _fixture.SaveAsync(_fixture.Bob, await _fixture.BeginAsync(_fixture.Bob), 0.1);
        await _fixture.Database.Get<Backtests>().StartAsync(_fixture.Ada, theirs.Id, 90, Xunit.TestContext.Current.CancellationToken);
        var page = _fixture.Edit(theirs.Id);
        page.WaitForAssertion(() => Assert.Contains("Another administrator has to approve it.", page.Find(".pl-obstacle").TextContent, StringComparison.Ordinal));
        await Press(page, "Approve");
        page.WaitForAssertion(() => Assert.False(Button(page, "Put in force").HasAttribute("disabled")));
        await Press(page, "Put in force");
        page.WaitForAssertion(() => Assert.EndsWith("/policy", _fixture.Context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(2, (await _fixture.FindAsync(theirs.Id)).AppliedAs);
    }

    [Fact]
    public void A_missing_draft_is_reported_as_missing() =>
        Assert.Contains("There is no such draft", _fixture.Edit(99).Markup, StringComparison.Ordinal);

    private async Task<IRenderedComponent<PolicyDraftPage>> ConflictAsync()
    {
        var page = _fixture.Edit(_draft.Id);
        page.Find("#weights-copy").Input("0.1");
        await _fixture.SaveAsync(_fixture.Bob, _draft, 0.2);
        await Press(page, "Save");
        page.WaitForElement(".pl-conflict");
        Assert.Equal(["#conflict"], Focused());
        return page;
    }

    /// <summary>Where the focus was sent last.</summary>
    private IReadOnlyList<string> Focused() => (IReadOnlyList<string>)_fixture.Context.JSInterop.Invocations["flywheel.focusFirst"][^1].Arguments[0]!;

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<PolicyDraftPage> page, string name) =>
        page.FindAll("button").Single(b => b.TextContent.Trim() == name);

    private static Task Press(IRenderedComponent<PolicyDraftPage> page, string name) => page.InvokeAsync(() => Button(page, name).ClickAsync(new()));
}
