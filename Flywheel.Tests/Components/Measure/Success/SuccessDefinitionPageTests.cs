using Bunit;
using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure.Definitions;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Measure.Success;
using Flywheel.Web.Components.Shared.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Measure.Success;

public sealed class SuccessDefinitionPageTests : IAsyncLifetime
{
    private static readonly Actor Bob = new("bob", "Bob", Roles.Admin, ApplicationAccess.All);
    private MeasureContext _context = null!;
    private IRenderedComponent<MudBlazor.MudDialogProvider>? _dialogs;

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _context = await MeasureContext.CreateAsync(Roles.Admin);
        _context.Shell.Services.AddSingleton(_context.Database.Get<SuccessDefinitions>());
        _context.Shell.Services.AddSingleton(_context.Database.Get<SuccessPreviews>());
        _context.Database.Send([.. Enumerable.Range(0, 4).Select(i => SignalFixture.Signal($"up{i}", SignalType.ThumbsUp)), SignalFixture.Signal("copied", SignalType.Copy)]);
        await _context.Database.MeasureAsync();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void A_weight_that_is_changed_is_previewed_on_the_past()
    {
        var page = Open();
        Type(page, "copy", "-0.6");
        page.WaitForAssertion(() => Assert.Contains("Success by signals would be 80.0 % instead of 100.0 %", page.Find(".df-preview").TextContent));
        Assert.Contains("On all 5 interactions", page.Find(".df-preview").TextContent);
        Assert.Contains("1 verdicts would change", page.Find(".df-preview").TextContent);
    }

    [Fact]
    public void What_is_wrong_stands_beside_its_field_and_cannot_be_previewed()
    {
        var page = Open();
        Type(page, "copy", "2");
        page.WaitForAssertion(() => Assert.Equal("A number from -1 to 1.", page.Find("#w-copy-fault").TextContent));
        Assert.Contains("put right first", page.Find(".df-preview").TextContent);
    }

    [Fact]
    public void Leaving_with_a_changed_weight_asks_first()
    {
        var page = Open();
        Assert.False(page.FindComponent<UnsavedGuard>().Instance.IsDirty);
        Type(page, "copy", "0.1");
        Assert.True(page.FindComponent<UnsavedGuard>().Instance.IsDirty);
    }

    [Fact]
    public async Task It_is_put_in_force_and_can_be_taken_back()
    {
        var page = Open();
        Type(page, "copy", "0.1");
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Contains("Copy 0.6 → 0.1", Versions(page)[0]));
        page.Find("tbody .fw-button").Click();
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal(3, Versions(page).Count));
        Assert.Contains("As version 1", Versions(page)[0]);
        Assert.Equal(0.6, (await _context.Database.Get<SuccessDefinitions>().ListAsync(Cancel))[0].Definition.WeightOf(SignalType.Copy));
    }

    [Fact]
    public async Task Before_it_is_put_in_force_it_is_asked_what_will_change_from_when()
    {
        var page = Open();
        Type(page, "copy", "-0.6");
        var asked = await SaveAsync(page, "Cancel");
        Assert.StartsWith("Success by signals since 1 Feb 2026 changes from 100.0 % (56.6 to 100.0) to 80.0 % (37.6 to 96.4), and 1 verdict by signals changes.", asked, StringComparison.Ordinal);
        Assert.Contains("All history is recomputed, from the first interaction on", asked, StringComparison.Ordinal);
        Assert.Single(await _context.Database.Get<SuccessDefinitions>().ListAsync(Cancel));
        Assert.Equal("-0.6", page.Find("#w-copy").GetAttribute("value"));
    }

    [Fact]
    public async Task A_change_by_somebody_else_is_shown_and_nothing_typed_is_lost()
    {
        var page = Open();
        Type(page, "copy", "0.1");
        var theirs = new Dictionary<string, double>(new SuccessDefinition().Weights) { [SignalType.Abandon] = -0.3 };
        await _context.Database.Get<SuccessDefinitions>().ChangeAsync(Bob, 1, new() { Weights = theirs }, null, Cancel);
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Contains("Bob put version 2 in force while you typed: Abandon -0.8 → -0.3.", page.Find("[role=alert]").TextContent));
        Assert.Equal("0.1", page.Find("#w-copy").GetAttribute("value"));
        Assert.Equal("in force -0.3", page.Find("#w-abandon-fault").TextContent);
    }

    private IRenderedComponent<SuccessDefinitionPage> Open()
    {
        var page = _context.Open<SuccessDefinitionPage>("/success-definition");
        page.WaitForElement("#w-copy");
        return page;
    }

    private void Type(IRenderedComponent<SuccessDefinitionPage> page, string type, string weight)
    {
        page.Find($"#w-{type}").InputAsync(weight);
        _context.Database.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.False(page.Find("[type=submit]").HasAttribute("disabled")));
    }

    /// <summary>Saves, and answers the question.</summary>
    private async Task<string> SaveAsync(IRenderedComponent<SuccessDefinitionPage> page, string answer = "Put it in force")
    {
        var dialogs = _dialogs ??= _context.Dialogs();
        var saving = page.InvokeAsync(() => page.Find("form").SubmitAsync());
        var text = dialogs.WaitForElement(".fw-dialog-text").TextContent;
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(b => b.TextContent == answer).Click());
        await saving;
        return text;
    }

    private static List<string> Versions(IRenderedComponent<SuccessDefinitionPage> page) => [.. page.FindAll("[aria-labelledby=versions] tbody tr").Select(r => r.TextContent)];
}
