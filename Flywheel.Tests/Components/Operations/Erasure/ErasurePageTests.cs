using Bunit;
using Flywheel.Core.Access;
using Flywheel.Core.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Web.Components.Operations.Erasure;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Operations.Erasure;

public sealed class ErasurePageTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ShellContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
        _database.Send(SignalFixture.Edit("a", "The fee is six euros a month.", user: "eve"));
        _context = new ShellContext();
        _context.Services.AddSingleton<TimeProvider>(_database.Time);
        _context.Services.AddSingleton(_database.Get<Applications>());
        _context.Services.AddSingleton(_database.Get<Erasures>());
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void What_would_go_is_shown_before_it_can_be_confirmed()
    {
        var page = Look("eve");
        Assert.Contains("Answers1Signals1", page.Find("table").TextContent.Replace(" ", "").Replace("\n", ""));
        Assert.True(Erase(page).HasAttribute("disabled"));
    }

    [Fact]
    public void A_wrong_number_does_not_confirm()
    {
        var page = Look("eve");
        page.Find("#erasure-confirm").Input("3");
        Assert.True(Erase(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task The_right_number_erases()
    {
        var page = Look("eve");
        page.Find("#erasure-confirm").Input("2");
        await Erase(page).ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("goes on by itself", page.Find("[role=status]").TextContent));
        await _database.Get<ErasureWorker>().CatchUpAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.NotNull(Assert.Single(await _database.Get<Erasures>().ListAsync(_context.Actor, Xunit.TestContext.Current.CancellationToken)).CompletedAt);
    }

    [Fact]
    public void An_unknown_person_is_reported_as_unknown()
    {
        var page = Render();
        Ask(page, "nobody");
        page.WaitForAssertion(() => Assert.Contains("Nothing is kept of it", page.Find("[role=status]").TextContent));
    }

    private IRenderedComponent<ErasurePage> Look(string user)
    {
        var page = Render();
        Ask(page, user);
        page.WaitForElement("#erasure-confirm");
        return page;
    }

    private IRenderedComponent<ErasurePage> Render()
    {
        var page = _context.Render<ErasurePage>();
        page.WaitForElement("option[value='1']");
        return page;
    }

    private static void Ask(IRenderedComponent<ErasurePage> page, string user)
    {
        page.Find("#erasure-application").Change("1");
        page.Find("#erasure-value").Change(user);
        page.Find("form").Submit();
    }

    private static AngleSharp.Dom.IElement Erase(IRenderedComponent<ErasurePage> page) =>
        page.FindAll("button").Single(b => b.TextContent == "Erase");
}
