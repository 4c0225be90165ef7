using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.E2E.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Flywheel.E2E.Curate.Review;

/// <summary>Two people, one queue.</summary>
public sealed class SharedQueueErrands(Browser browser) : Errand(browser)
{
    [Fact]
    public async Task Two_people_never_have_the_same_item_before_them()
    {
        using var key = await App.KeyAsync();
        await App.SendAsync(key, ShopCorrections.Items.Take(16).Select(i => i.Correction));
        var people = new[] { await PersonAsync("rita", Roles.Reviewer), await PersonAsync("ruth", Roles.Reviewer) };
        var seen = await Task.WhenAll(people.Select(DecideAsync));

        Assert.Empty(seen[0].Intersect(seen[1]));
        Assert.Equal(16, seen.Sum(s => s.Count));
        await using var db = App.Open();
        Assert.Equal(16, await db.Decisions.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_lost_lease_loses_no_typed_text()
    {
        using var key = await App.KeyAsync();
        await App.SendAsync(key, ShopCorrections.Items.Take(1).Select(i => i.Correction));
        var (rita, ruth) = (await PersonAsync("rita", Roles.Reviewer), await PersonAsync("ruth", Roles.Reviewer));
        await rita.BeginReviewAsync();
        var item = await rita.ItemAsync();
        var editor = await rita.BeginFixAsync();
        await rita.Page.Keyboard.TypeAsync("What Rita typed. ");
        await rita.SeesAsync("Draft saved");

        await ExpireAsync(item);
        await ruth.BeginReviewAsync();
        Assert.Equal(item, await ruth.ItemAsync());
        await rita.KeyAsync("Ctrl+Enter");
        await rita.SeesAsync("ruth has this item now");
        await Assertions.Expect(editor).ToHaveValueAsync("What Rita typed. " + ShopCorrections.Items[0].Correction.Better);

        await ruth.KeyAsync("s");
        await ruth.SeesAsync("Skipped.");
        // Her page would be offered the only item again, and take it.
        await ruth.GoAsync("/candidates", "Candidates");
        await ExpireAsync(item);
        await rita.Page.ReloadAsync();
        await rita.SeesItemAsync();
        await Assertions.Expect(await rita.BeginFixAsync()).ToHaveValueAsync("What Rita typed. " + ShopCorrections.Items[0].Correction.Better);
        await rita.KeyAsync("Ctrl+Enter");
        await rita.SeesAsync("Nothing waits for you");
        await using var db = App.Open();
        Assert.Equal("What Rita typed. " + ShopCorrections.Items[0].Correction.Better, (await db.Candidates.SingleAsync(c => c.Id == item, Cancel)).IdealOutput);
    }

    private async Task ExpireAsync(long item)
    {
        await using var db = App.Open();
        await db.Candidates.Where(c => c.Id == item).ExecuteUpdateAsync(set => set.SetProperty(c => c.LeaseUntil, DateTime.UnixEpoch), Cancel);
    }

    private static async Task<List<long>> DecideAsync(Visitor person)
    {
        var seen = new List<long>();
        await person.GoAsync("/review", "Review");
        var main = person.Page.GetByRole(AriaRole.Main);
        while (true)
        {
            await Assertions.Expect(main.Locator("#rv-title:focus").Or(main.GetByText("Nothing waits for you")).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
            if (await main.GetByText("Nothing waits for you").CountAsync() > 0) return seen;
            seen.Add(await person.ItemAsync());
            await person.KeyAsync("a");
            await person.SeesNextAsync(seen[^1]);
        }
    }
}
