using Bunit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;
using Flywheel.Web.Components.Curate.Candidates;
using Flywheel.Web.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Flywheel.Tests.Components.Curate.Candidates;

public sealed class CandidateFiltersTests : IAsyncDisposable
{
    private readonly ShellContext _context = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<CandidateFilter> _changes = [];

    public CandidateFiltersTests() => _context.Services.AddSingleton<TimeProvider>(_time);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task A_state_is_added_and_taken_away_in_the_order_of_states()
    {
        var filters = Render(new() { States = [CandidateState.Held] });
        await filters.Find("button:contains('Waiting')").ClickAsync(new());
        await filters.Find("button:contains('Held')").ClickAsync(new());
        Assert.Equal([[CandidateState.Pending, CandidateState.Held], []], _changes.Select(c => c.States));
    }

    [Fact]
    public void The_states_in_force_are_pressed()
    {
        var filters = Render(new() { States = [CandidateState.Held] });
        Assert.Equal("Held", Assert.Single(filters.FindAll("[aria-pressed=true]")).TextContent);
    }

    [Theory]
    [InlineData("Source", "user_approved")]
    [InlineData("Quality", "low")]
    [InlineData("Finding", "secret")]
    [InlineData("Order", "Oldest")]
    public void A_choice_changes_its_own_member_only(string label, string value)
    {
        Render(new() { Segment = "a" }).Find($"select[aria-label={label}]").Change(value);
        var expected = label switch
        {
            "Source" => new CandidateFilter { Segment = "a", Source = CandidateSource.UserApproved },
            "Quality" => new() { Segment = "a", Quality = Quality.Low },
            "Finding" => new() { Segment = "a", Finding = FindingKinds.Secret },
            _ => new() { Segment = "a", Sort = CandidateSort.Oldest },
        };
        Assert.Equal(expected, Assert.Single(_changes));
    }

    [Fact]
    public void A_choice_can_be_taken_back()
    {
        Render(new() { Quality = Quality.Low }).Find("select[aria-label=Quality]").Change("");
        Assert.Null(Assert.Single(_changes).Quality);
    }

    [Fact]
    public void Typing_is_searched_for_once_after_a_pause()
    {
        var search = Render(new()).Find("input[type=search]");
        foreach (var text in new[] { "c", "ca", "card" }) search.Input(text);
        Assert.Empty(_changes);
        _time.Advance(TimeSpan.FromMilliseconds(301));
        Assert.Equal("card", Assert.Single(_changes).Text);
    }

    [Fact]
    public void What_is_being_typed_stays_when_the_list_is_rendered_again()
    {
        var filters = Render(new() { Text = "old" });
        filters.Find("input[type=search]").Input("new tex");
        filters.Render(p => p.Add(f => f.Filter, new() { Text = "old", Quality = Quality.Low }));
        Assert.Equal("new tex", filters.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public void A_text_from_elsewhere_is_shown()
    {
        var filters = Render(new());
        filters.Render(p => p.Add(f => f.Filter, new() { Text = "card" }));
        Assert.Equal("card", filters.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public void Clearing_keeps_the_order_only()
    {
        Render(new() { Text = "x", Sort = CandidateSort.Oldest }).Find("button:contains('Clear')").Click();
        Assert.Equal(new CandidateFilter { Sort = CandidateSort.Oldest }, Assert.Single(_changes));
    }

    [Fact]
    public async Task The_search_key_is_given_back()
    {
        Render(new());
        var keys = _context.Services.GetRequiredService<Shortcuts>();
        Assert.Contains(keys.Active, k => k.Key == "/");
        await _context.DisposeComponentsAsync();
        Assert.DoesNotContain(keys.Active, k => k.Key == "/");
    }

    private IRenderedComponent<CandidateFilters> Render(CandidateFilter filter) =>
        _context.Render<CandidateFilters>(p => p.Add(f => f.Filter, filter).Add(f => f.Segments, ["a", "b"]).Add(f => f.OnChange, _changes.Add));
}
