using Bunit;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Items;
using Flywheel.Core.Curate.Review;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Curate.Items;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Curate.Items;

public sealed class ItemPageTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ReviewFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ReviewFixture.CreateAsync(_database);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_sentence_stands_at_the_top_and_changes_with_the_item()
    {
        await _fixture.AddAsync(1);
        await using var context = Context(Roles.Reviewer);
        var page = Render(context, 1);
        page.WaitForAssertion(() => Assert.Equal("Not in training data yet: it waits for a reviewer.", page.Find(".cd-why").TextContent));
        await _fixture.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Reject, null, RejectReason.Wrong));
        _database.Time.Advance(TimeSpan.FromSeconds(3));
        page.WaitForAssertion(() => Assert.Equal("Not in training data: Ana rejected it because it is wrong.", page.Find(".cd-why").TextContent));
    }

    [Fact]
    public async Task A_first_judgement_is_hidden_from_people_who_may_still_judge()
    {
        await _fixture.AddAsync(1, c => c.DecisionsRequired = 2);
        await _fixture.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Fix, "A better text.", null, "See the manual."));
        await using var context = Context(Roles.Admin);
        var page = Render(context, 1);
        page.WaitForAssertion(() => Assert.Contains("is hidden until yours is given", page.Markup, StringComparison.Ordinal));
        foreach (var secret in new[] { "Ana", "better text", "manual", "fixed" }) Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Reviewer, 0)]
    [InlineData(Roles.Manager, 1)]
    public async Task A_held_item_is_released_by_managers(string role, int buttons)
    {
        await _fixture.AddAsync(1, c => c.PutInto(CandidateState.Held));
        await using var context = Context(role);
        var page = Render(context, 1);
        page.WaitForElement(".cd-why");
        Assert.Equal(buttons, page.FindAll("button:contains('Release')").Count);
        if (buttons == 0) return;
        page.Find("button:contains('Release')").Click();
        page.WaitForAssertion(() => Assert.Contains("waits for a reviewer", page.Find(".cd-why").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DecisionKind.Approve)]
    [InlineData(DecisionKind.Fix)]
    [InlineData(DecisionKind.Reject)]
    [InlineData(DecisionKind.SecondOpinion)]
    public async Task Ones_own_decision_is_taken_back_on_the_page(DecisionKind kind)
    {
        await _fixture.AddAsync(1);
        await using var context = Context(Roles.Manager);
        var me = context.Actor;
        await _database.StoreAsync(new Member { Id = me.MemberId, UserName = me.MemberId, DisplayName = me.Name });
        await _database.GrantAsync(me.MemberId, me.Role);
        await _fixture.DecideAsync(me, 1, new(1, kind, kind == DecisionKind.Fix ? "Mine." : null, kind == DecisionKind.Reject ? RejectReason.Wrong : null));
        var page = Render(context, 1);
        page.WaitForElement("button:contains('Undo my decision')").Click();
        page.WaitForAssertion(() => Assert.Contains("waits for a reviewer", page.Find(".cd-why").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button:contains('Undo my decision')"));
        Assert.Equal(kind == DecisionKind.Fix ? "Mine." : null, await _database.Get<ReviewDrafts>().LoadAsync(me, 1, default));
    }

    [Fact]
    public async Task Anothers_decision_and_one_that_was_overtaken_offer_no_undo()
    {
        await _fixture.AddAsync(1, c => c.DecisionsRequired = 2);
        await _fixture.AddAsync(2);
        await using var context = Context(Roles.Manager);
        var me = context.Actor;
        await _database.StoreAsync(new Member { Id = me.MemberId, UserName = me.MemberId, DisplayName = me.Name });
        await _database.GrantAsync(me.MemberId, me.Role);
        await _fixture.DecideAsync(me, 1, new(1, DecisionKind.Approve));
        await _fixture.DecideAsync(_fixture.Ana, 1, new(2, DecisionKind.Approve));
        await _fixture.DecideAsync(_fixture.Ana, 2, new(1, DecisionKind.Approve));
        foreach (var id in new[] { 1L, 2 })
        {
            var page = Render(context, id);
            page.WaitForElement(".cd-why");
            Assert.Empty(page.FindAll("button:contains('Undo my decision')"));
        }
    }

    [Fact]
    public async Task A_missing_item_is_reported_as_missing()
    {
        await using var context = Context(Roles.Reviewer);
        var page = Render(context, 99);
        page.WaitForAssertion(() => Assert.Contains("There is no such item", page.Markup, StringComparison.Ordinal));
    }

    private static IRenderedComponent<ItemPage> Render(ShellContext context, long id) => context.Render<ItemPage>(p => p.Add(i => i.Id, id));

    private ShellContext Context(string role)
    {
        var context = new ShellContext(role);
        context.Services.AddSingleton<TimeProvider>(_database.Time);
        context.Services.AddSingleton(_database.Get<ItemStories>());
        context.Services.AddSingleton(_database.Get<ReviewDecisions>());
        context.Services.AddSingleton(_database.Get<ChangeBus>());
        return context;
    }
}
