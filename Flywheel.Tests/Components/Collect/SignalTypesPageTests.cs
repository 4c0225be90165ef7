using Bunit;
using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Tests.Support;
using Flywheel.Web.Components.Collect;
using Flywheel.Web.Components.Shared.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Collect;

public sealed class SignalTypesPageTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ShellContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _context = new ShellContext();
        _context.Services.AddSingleton(_database.Get<SignalTypes>());
        _context.Services.AddSingleton(_database.Get<ChangeBus>());
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task An_example_fills_the_form_and_is_added()
    {
        var page = Render();
        page.FindAll(".ad-examples button")[0].Click();
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("star_rating", page.Find("table").TextContent));
        Assert.Contains("1 to 5", page.Find("table").TextContent);
        Assert.Equal("", page.Find("#type-name").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays()
    {
        var page = Render();
        page.Find("#type-name").Input("Star Rating");
        page.Find("#type-minimum").Input("many");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("lower-case letters", page.Find("#type-name-fault").TextContent));
        Assert.Equal("Star Rating", page.Find("#type-name").GetAttribute("value"));
        Assert.Equal(8, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public async Task Leaving_a_half_typed_type_asks_first_and_an_added_one_is_not_lost()
    {
        var page = Render();
        page.FindAll(".ad-examples button")[0].Click();
        Assert.True(page.FindComponent<UnsavedGuard>().Instance.IsDirty);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.False(page.FindComponent<UnsavedGuard>().Instance.IsDirty));
    }

    private IRenderedComponent<SignalTypesPage> Render()
    {
        var page = _context.Render<SignalTypesPage>();
        page.WaitForElement("form");
        return page;
    }
}
