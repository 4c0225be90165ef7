using Flywheel.E2E.Curate.Review;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E;

/// <summary>The first turn of the wheel: from an empty folder to a training set.</summary>
public sealed partial class FullTurnJourney(Browser browser) : Errand(browser)
{
    private const int Triaged = 20;
    private readonly Dictionary<string, string?> _approved = [];

    [Fact]
    public async Task From_the_first_link_to_a_training_set_that_holds_only_what_was_approved()
    {
        var ada = await StrangerAsync();
        await BecomeFirstAdministratorAsync(ada);
        using var key = App.Client(await MakeKeyAsync(ada));
        await App.SendAsync(key, ShopCorrections.Items.Select(i => i.Correction));
        await TriageAsync(ada);
        await FreezeAsync(ada);
        await PullAsync(key);
    }

    private async Task BecomeFirstAdministratorAsync(Visitor ada)
    {
        await ada.Page.GotoAsync(App.PrintedLink);
        await ada.Page.GetByLabel("E-mail").FillAsync("ada@example.org");
        await ada.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada");
        await ada.Page.GetByLabel("Password").FillAsync(AppUnderTest.Password);
        await ada.ClickAsync("Make administrator");
        await ada.SeesHeadingAsync("Overview");
    }

    private static async Task<string> MakeKeyAsync(Visitor ada)
    {
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Applications and keys" }).First.ClickAsync();
        await ada.ClickAsync("Make the first key");
        var dialog = await ada.DialogAsync();
        await dialog.GetByLabel("Application").FillAsync("Corner shop");
        await dialog.GetByLabel("What the key is for").FillAsync("assistant");
        foreach (var scope in new[] { "look", "pull training data" }) await dialog.GetByLabel(scope).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make key", Exact = true }).ClickAsync();
        var secret = await dialog.GetByLabel("Key of Corner shop").Locator("code").InnerTextAsync();
        await ada.ClickAsync("Done");
        await ada.SeesAsync("Corner shop");
        return secret;
    }

    private async Task TriageAsync(Visitor ada)
    {
        await ada.BeginReviewAsync();
        for (var i = 0; i < Triaged; i++)
        {
            var (item, query) = (await ada.ItemAsync(), await ada.QueryAsync());
            var (action, correction) = ShopCorrections.Items.Single(m => m.Correction.Query == query);
            await DecideAsync(ada, action, correction);
            await ada.SeesNextAsync(item);
            await ada.SeesItemAsync();
        }

        Assert.Equal(Enum.GetValues<ReviewerAction>().Length, ShopCorrections.Items.Take(Triaged).Select(m => m.ReviewerAction).Distinct().Count());
        await ada.SeesAsync("done today");
    }

    private static async Task FreezeAsync(Visitor ada)
    {
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Datasets" }).First.ClickAsync();
        await ada.SeesHeadingAsync("Datasets");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Freeze the first version" }).ClickAsync();
        await ada.Page.GetByLabel("Dataset", new() { Exact = true }).FillAsync("answers");
        await ada.ClickAsync("Freeze the version");
        await ada.SeesHeadingAsync("answers, version 1");
    }
}
