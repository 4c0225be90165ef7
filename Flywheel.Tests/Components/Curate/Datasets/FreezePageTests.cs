using Bunit;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Curate.Datasets;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Curate.Datasets;

public sealed class FreezePageTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ReviewFixture _fixture = null!;
    private ShellContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _fixture = await ReviewFixture.CreateAsync(_database);
        _context = new ShellContext(Roles.Manager);
        _context.Services.AddSingleton<TimeProvider>(_database.Time);
        _context.Services.AddSingleton(_database.Get<Applications>());
        _context.Services.AddSingleton(_database.Get<DatasetFreezer>());
        _context.Services.AddSingleton(_database.Get<DatasetPreviews>());
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Nothing_is_wrong_before_somebody_typed()
    {
        var page = Render();
        Assert.Empty(page.FindAll(".cd-fault"));
    }

    [Fact]
    public void A_bad_name_is_reported_beside_its_field_while_it_is_typed()
    {
        var page = Render();
        Type(page, "name", "Support Answers");
        Assert.Equal("Must begin with a lower-case letter or a digit.", page.Find("#name-fault").TextContent);
        Assert.Equal("true", page.Find("#name").GetAttribute("aria-invalid"));
        Assert.Single(page.FindAll(".cd-fault"));
    }

    [Theory]
    [InlineData("70", "The shares must add up to 100 %, not 90 %.")]
    [InlineData("lots", "A number from 0 to 100.")]
    public void A_split_that_does_not_work_is_reported(string train, string expected)
    {
        var page = Render();
        Type(page, "train", train);
        Assert.Contains(page.FindAll(".cd-fault"), f => f.TextContent == expected);
    }

    [Fact]
    public async Task Submitting_shows_every_error_keeps_what_was_typed_and_freezes_nothing()
    {
        var page = Render();
        Type(page, "note", "For the March model");
        Type(page, "segments", "billing\n" + new string('x', 300));
        foreach (var _ in page.FindAll("input[type=checkbox]")) await page.InvokeAsync(() => page.Find("input[type=checkbox][checked]").Change(false));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Equal(4, page.FindAll(".cd-fault").Count);
        Assert.Equal("For the March model", page.Find("#note").GetAttribute("value"));
        Assert.StartsWith("billing\nxxx", page.Find("#segments").GetAttribute("value"), StringComparison.Ordinal);
        await using var db = _database.Open();
        Assert.False(await db.Datasets.AnyAsync());
    }

    [Fact]
    public async Task A_good_form_freezes_and_goes_to_the_version()
    {
        await _fixture.AddAsync(1);
        await _fixture.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Approve));
        var page = Render();
        Type(page, "application", $"{_fixture.ApplicationId}");
        Type(page, "name", "faq");
        Type(page, "train", "50");
        Type(page, "test", "40 %");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.EndsWith(
            $"/datasets/{_fixture.ApplicationId}/faq/1", _context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        await using var db = _database.Open();
        Assert.Equal(new SplitRatios(0.5, 0.1, 0.4), DatasetManifest.Parse((await db.DatasetVersions.SingleAsync()).Manifest).Split);
    }

    [Fact]
    public async Task Nothing_to_freeze_is_reported_with_the_reason_and_keeps_what_was_typed()
    {
        await _fixture.AddAsync(1);
        var page = Render();
        Type(page, "application", $"{_fixture.ApplicationId}");
        Type(page, "name", "faq");
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForAssertion(() => Assert.Equal(
            "There is nothing to freeze: of 1 candidate with quality high or better, 1 not decided yet. What you typed is still here.", page.Find("[role=alert]").TextContent));
        Assert.Equal("faq", page.Find("#name").GetAttribute("value"));
        await using var db = _database.Open();
        Assert.False(await db.Datasets.AnyAsync());
    }

    [Fact]
    public async Task The_number_of_rows_is_shown_beforehand()
    {
        await _fixture.AddAsync(1);
        await _fixture.DecideAsync(_fixture.Ana, 1, new(1, DecisionKind.Approve));
        var page = Render();
        Type(page, "application", $"{_fixture.ApplicationId}");
        _database.Time.Advance(TimeSpan.FromMilliseconds(301));
        page.WaitForAssertion(() => Assert.Contains("1 approved item fits now.", page.Markup, StringComparison.Ordinal));
    }

    private static void Type(IRenderedComponent<FreezePage> page, string field, string text) => page.InvokeAsync(() =>
    {
        var input = page.Find($"#{field}");
        if (input.TagName == "SELECT") input.Change(text);
        else input.Input(text);
    });

    private IRenderedComponent<FreezePage> Render()
    {
        var page = _context.Render<FreezePage>();
        page.WaitForElement("#name");
        return page;
    }
}
