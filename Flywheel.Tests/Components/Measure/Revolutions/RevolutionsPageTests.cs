using Bunit;
using Flywheel.Core;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Measure.Revolutions;
using MudBlazor;

namespace Flywheel.Tests.Components.Measure.Revolutions;

public sealed class RevolutionsPageTests : IAsyncLifetime
{
    private MeasureContext _context = null!;

    public async ValueTask InitializeAsync() => _context = await MeasureContext.CreateAsync();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private Core.Measure.Revolutions.Revolutions Ledger => _context.Database.Get<Core.Measure.Revolutions.Revolutions>();

    [Fact]
    public void The_first_revolution_is_there_from_the_start_and_nothing_is_made_up_about_it()
    {
        var page = Open();
        Assert.Contains("No revolution has a success rate yet", page.Find("figcaption").TextContent, StringComparison.Ordinal);
        Assert.Equal("unknown", page.Find("td[data-label='Success, as observed']").TextContent.Trim());
        Assert.Contains("exposure is unknown", page.Find("td[data-label=Coverage]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_while_measuring_is_behind_a_line_says_how_far_it_is()
    {
        await _context.UsedAsync(3, 1);
        Assert.Empty(Open().FindAll(".ms-measured"));
        await _context.Database.StoreAsync(_context.Database.Use("late"), _context.Database.Use("later"));
        var line = Open().Find(".ms-measured");
        Assert.Equal("Measured up to 09:00, 80 % of what came in.", line.TextContent);
        Assert.Equal("8 of 10 signals, interactions and outcomes are measured; everything received before 2 Mar 2026, 09:00:00 UTC", line.GetAttribute("title"));
    }

    [Fact]
    public async Task Rates_changes_and_sentences_stand_beside_each_other_the_newest_first()
    {
        await _context.UsedAsync(60, 40, segment: "a");
        _context.Database.Time.Advance(TimeSpan.FromDays(10));
        await CloseAsync("Spring", "m-2 shipped");
        _context.Database.Time.Advance(TimeSpan.FromDays(30));
        await _context.UsedAsync(90, 10, segment: "a");
        var page = Open();
        Assert.Contains("90.0 % (82.6 to 94.5), n = 100", page.Find("td[data-label='Success, as observed']").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("▲ +30.0 points (+18", page.Find("td[data-label=Change]").TextContent, StringComparison.Ordinal);
        Assert.Contains("30.0 points higher than before", page.Find("figcaption").TextContent, StringComparison.Ordinal);
        Assert.Equal("m-2 shipped", page.Find(".ms-note").TextContent);
    }

    [Fact]
    public async Task Closing_asks_first_and_opens_the_next_one()
    {
        var dialogs = _context.Dialogs();
        var page = Open();
        page.Find("button:contains('Close revolution')").Click();
        dialogs.WaitForElement("#close-name").Change("Spring");
        dialogs.Find("#close-next").Change("Summer");
        await DialogButton(dialogs).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("“Spring” is closed", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal(["Spring", "Summer"], (await Ledger.ReadAsync(Actor.System, null, default)).Revolutions.Select(r => r.Name));
    }

    [Fact]
    public async Task Two_people_who_close_at_once_close_one_and_the_second_keeps_what_was_typed()
    {
        var dialogs = _context.Dialogs();
        var page = Open();
        page.Find("button:contains('Close revolution')").Click();
        dialogs.WaitForElement("#close-note").Change("my note");
        await CloseAsync(null, null);
        await DialogButton(dialogs).ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("closed it meanwhile", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("my note", dialogs.Find("#close-note").GetAttribute("value"));
        Assert.True(DialogButton(dialogs).HasAttribute("disabled"));
        Assert.Equal(2, (await Ledger.ReadAsync(Actor.System, null, default)).Revolutions.Count);
    }

    [Fact]
    public async Task A_change_of_another_person_is_shown_and_can_be_replaced()
    {
        var dialogs = _context.Dialogs();
        var page = Open();
        page.Find("button:contains('Edit')").Click();
        dialogs.WaitForElement("#edit-name").Change("Mine");
        await Ledger.ChangeAsync(_context.Manager, 1, new((await Ledger.ReadAsync(Actor.System, null, default)).Current.Version, "Theirs", "", []), default);
        await DialogButton(dialogs).ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("it is called “Theirs”", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await DialogButton(dialogs).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("“Mine” is saved", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Model_versions_are_typed_one_a_line_and_a_missing_name_is_reported_beside_its_field()
    {
        var dialogs = _context.Dialogs();
        var page = Open();
        page.Find("button:contains('Edit')").Click();
        dialogs.WaitForElement("#edit-models").Change("m-1\n m-2 \n");
        dialogs.Find("#edit-name").Change(" ");
        await DialogButton(dialogs).ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Equal("It is required.", dialogs.Find("#edit-name-fault").TextContent));
        dialogs.Find("#edit-name").Change("Spring");
        await DialogButton(dialogs).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["m-1", "m-2"], page.FindAll(".ms-model").Select(m => m.TextContent)));
    }

    private IRenderedComponent<RevolutionsPage> Open()
    {
        var page = _context.Open<RevolutionsPage>("/revolutions");
        page.WaitForElement(".ms-ledger");
        return page;
    }

    private Task<LedgerOutcome> CloseAsync(string? name, string? note) => Ledger.CloseAsync(_context.Manager, null, name, note, null, default);

    private static AngleSharp.Dom.IElement DialogButton(IRenderedComponent<MudDialogProvider> dialogs) => dialogs.Find(".mud-dialog .is-primary");
}
