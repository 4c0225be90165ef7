using Bunit;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Review;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Curate.Candidates;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Curate.Candidates;

public sealed class CandidatesPageTests : IAsyncLifetime
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
    public async Task Without_candidates_it_says_what_will_appear()
    {
        await using var context = Context(Roles.Reviewer);
        var page = context.Render<CandidatesPage>();
        page.WaitForAssertion(() => Assert.Contains("No candidates yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_matches_it_offers_to_clear_the_filters()
    {
        await _fixture.AddAsync(1);
        await using var context = Context(Roles.Reviewer, "/candidates?state=held");
        var page = context.Render<CandidatesPage>();
        page.WaitForAssertion(() => Assert.Equal("/candidates", page.Find(".fw-state a").GetAttribute("href")));
    }

    [Fact]
    public async Task An_unknown_filter_is_said_to_be_unknown()
    {
        await _fixture.AddAsync(1);
        await using var context = Context(Roles.Reviewer, "/candidates?state=nonsense&quality=low");
        var page = context.Render<CandidatesPage>();
        page.WaitForAssertion(() => Assert.Contains("“nonsense”", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("quality", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_is_the_filter_and_a_change_of_it_is_the_address()
    {
        await _fixture.AddAsync(1, c => c.PutInto(CandidateState.Held));
        await _fixture.AddAsync(2);
        await using var context = Context(Roles.Reviewer, "/candidates?state=held");
        var page = context.Render<CandidatesPage>();
        page.WaitForAssertion(() => Assert.Equal(["/candidates/1"], Rows(page)));
        page.Find("button:contains('Waiting')").Click();
        Assert.EndsWith("/candidates?state=pending%2Cheld", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(["/candidates/2", "/candidates/1"], Rows(page)));
    }

    [Fact]
    public async Task Changes_update_the_count_and_the_rows_in_place_and_move_nothing()
    {
        await _fixture.AddAsync(1);
        await using var context = Context(Roles.Reviewer);
        var page = context.Render<CandidatesPage>();
        page.WaitForAssertion(() => Assert.Equal(["/candidates/1"], Rows(page)));
        await _fixture.AddAsync(2);
        await _fixture.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Approve));
        _database.Time.Advance(TimeSpan.FromSeconds(6));
        page.WaitForAssertion(() => Assert.Contains("1 more since", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["/candidates/1"], Rows(page));
        Assert.Equal("Approved", page.Find("tbody .fw-tag").TextContent);
    }

    [Theory]
    [InlineData(Roles.Reviewer, 0)]
    [InlineData(Roles.Manager, 2)]
    public async Task Bulk_actions_are_for_managers(string role, int buttons)
    {
        await _fixture.AddAsync(1);
        await using var context = Context(role);
        var page = context.Render<CandidatesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(Rows(page)));
        Assert.Equal(buttons, page.FindAll(".cd-bulk button").Count);
    }

    [Fact]
    public async Task Text_that_is_markup_stays_text()
    {
        await _fixture.AddAsync(1, c => c.Input = "<script>alert(1)</script>");
        await using var context = Context(Roles.Reviewer);
        var page = context.Render<CandidatesPage>();
        page.WaitForAssertion(() => Assert.Contains("<script>alert(1)</script>", page.Find(".cd-text").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("script"));
    }

    private ShellContext Context(string role, string address = "/candidates")
    {
        var context = new ShellContext(role);
        context.Services.AddSingleton<TimeProvider>(_database.Time);
        context.Services.AddSingleton(_database.Get<CandidateSearch>());
        context.Services.AddSingleton(_database.Get<BulkReview>());
        context.Services.AddSingleton(_database.Get<Applications>());
        context.Services.AddSingleton(_database.Get<ChangeBus>());
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return context;
    }

    private static IEnumerable<string?> Rows(IRenderedComponent<CandidatesPage> page) => page.FindAll("tbody td:first-child a").Select(a => a.GetAttribute("href"));
}
