using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Flywheel.E2E.Curate.Review;
using Flywheel.E2E.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Flywheel.E2E;

/// <summary>
/// A picture of every page: <c>FLYWHEEL_SCREENSHOTS=folder dotnet test Flywheel.E2E --filter Screenshots</c>.
/// </summary>
public sealed class Screenshots(Browser browser) : Errand(browser)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("FLYWHEEL_SCREENSHOTS");

    protected override bool WithDemo => true;

    [Fact]
    public async Task Every_page_wide_narrow_and_by_night()
    {
        Assert.SkipWhen(string.IsNullOrWhiteSpace(Folder), "FLYWHEEL_SCREENSHOTS names no folder for the pictures.");
        await App.CuratedAsync();
        await SampleData.TurnAsync(App, Many(10_000), 40);
        await App.PersonAsync("ada", Roles.Admin);
        await TakeReviewAsync();
        await TakeAllAsync("wide", ColorScheme.Light, 1440, 900);
        await TakeAllAsync("narrow", ColorScheme.Light, 390, 844);
        await TakeAllAsync("dark", ColorScheme.Dark, 1440, 900);
    }

    private static IEnumerable<Correction> Many(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var one = ShopCorrections.Items[i % ShopCorrections.Items.Count].Correction;
        return one with { Query = $"{one.Query.TrimEnd('?')}, order {i:N0}?", Better = $"{one.Better} (case {i})" };
    });

    /// <summary>The picture of the README: an item about which there is something to say.</summary>
    private async Task TakeReviewAsync()
    {
        var ada = await StrangerAsync(ColorScheme.Light, 1440, 900);
        await ada.SignInAsync("ada");
        await using var db = App.Open();
        var item = await db.Candidates.Where(c => c.State == CandidateState.Pending && c.ApplicationId == 1 && c.Source == CandidateSource.UserCorrection)
            .OrderByDescending(c => c.FindingKinds & FindingKinds.PersonalData).ThenByDescending(c => c.ProposedOutput.Length).FirstAsync(Cancel);
        await ada.GoAsync($"/review/{item.Id}", "Review");
        await ada.SeesItemAsync();
        await TakeAsync(ada, "readme", "review");
        await ada.GoAsync("/", "Overview");
    }

    private async Task<long> FirstItemAsync()
    {
        await using var db = App.Open();
        return await db.Candidates.Where(c => c.State == CandidateState.Approved).MinAsync(c => c.Id, Cancel);
    }

    private async Task TakeAllAsync(string name, ColorScheme appearance, int width, int height)
    {
        var ada = await StrangerAsync(appearance, width, height);
        await ada.GoAsync("/account/sign-in", "Sign in");
        await TakeAsync(ada, name, "sign-in");
        await ada.SignInAsync("ada");
        foreach (var (page, heading) in ConsolePages.All(await FirstItemAsync()))
        {
            await ada.GoAsync(page, heading);
            await ConsolePages.SettleAsync(ada);
            if (page == "/review") await ada.SeesItemAsync();
            await TakeAsync(ada, name, page == "/" ? "overview" : heading.StartsWith("Item ", StringComparison.Ordinal) ? "item" : page.Trim('/').Replace('/', '-'));
        }

        await TakeStepsAsync(ada, name);
    }

    private static async Task TakeStepsAsync(Visitor ada, string name)
    {
        await ada.BeginReviewAsync();
        await ada.BeginFixAsync();
        await ada.Page.Keyboard.TypeAsync("A reviewer's own words. ");
        await ada.SeesAsync("Draft saved");
        await TakeAsync(ada, name, "review-fix");
        await ada.BackToReadingAsync();
        await ada.KeyAsync("r");
        await ada.SeesAsync("Reject, because it is");
        await TakeAsync(ada, name, "review-reject");
        await ada.BackToReadingAsync();
        await ada.KeyAsync("?");
        await ada.SeesHeadingAsync("Keys of this page");
        await TakeAsync(ada, name, "review-keys");
    }

    private static async Task TakeAsync(Visitor ada, string name, string page) =>
        await ada.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, $"{name}-{page}.png"), Animations = ScreenshotAnimations.Disabled });
}
