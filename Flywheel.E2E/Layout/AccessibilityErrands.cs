using Deque.AxeCore.Playwright;
using Flywheel.Core;
using Flywheel.E2E.Curate.Review;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Layout;

/// <summary>Axe reads every page, by day and by night.</summary>
public sealed class AccessibilityErrands(Browser browser) : Errand(browser)
{
    private static readonly string[] Grave = ["serious", "critical"];
    private readonly List<string> _found = [];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_on_any_page(ColorScheme appearance)
    {
        var ada = await StrangerAsync(appearance);
        await ada.Page.GotoAsync(App.PrintedLink);
        await LookAsync(ada, "setup");
        foreach (var page in new[] { "/account/sign-in", "/account/forgotten-password" }) await LookAsync(ada, page);
        await SampleData.TurnAsync(App, ShopCorrections.Items.Take(6).Select(i => i.Correction));
        await App.PersonAsync("ada", Roles.Admin);
        await ada.SignInAsync("ada");
        foreach (var (page, heading) in ConsolePages.All(1)) await VisitAsync(ada, page, heading);
        await DialogsAsync(ada);
        Assert.True(_found.Count == 0, string.Join('\n', _found));
    }

    private async Task VisitAsync(Visitor ada, string page, string heading)
    {
        await ada.GoAsync(page, heading);
        await ConsolePages.SettleAsync(ada);
        await LookAsync(ada, page);
    }

    private async Task DialogsAsync(Visitor ada)
    {
        await ada.BeginReviewAsync();
        await ada.BeginFixAsync();
        await LookAsync(ada, "review, fixing");
        await ada.BackToReadingAsync();
        await ada.KeyAsync("r");
        await ada.SeesAsync("Reject, because it is");
        await LookAsync(ada, "review, choosing a reason");
        await ada.BackToReadingAsync();
        await ada.KeyAsync("?");
        await ada.SeesHeadingAsync("Keys of this page");
        await LookAsync(ada, "sheet of keys");
        await ada.GoAsync("/revolutions", "Revolutions");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Close revolution…" }).ClickAsync();
        await ada.SeesAsync("A closed revolution cannot be opened again.");
        await LookAsync(ada, "closing a revolution");
    }

    private async Task LookAsync(Visitor ada, string where)
    {
        var result = await ada.Page.RunAxe();
        _found.AddRange(result.Violations.Where(v => Grave.Contains(v.Impact)).SelectMany(v => v.Nodes.Select(n => $"{where}: {v.Id} ({v.Help}) at {n.Html}")));
    }
}
