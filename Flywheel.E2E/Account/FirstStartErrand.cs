using Flywheel.Core.Data;
using Flywheel.E2E.Support;

namespace Flywheel.E2E.Account;

/// <summary>The set-up link of the first start.</summary>
public sealed class FirstStartErrand(Browser browser) : Errand(browser)
{
    [Fact]
    public async Task The_link_of_the_first_start_works_once()
    {
        var (ada, eve) = (await StrangerAsync(), await StrangerAsync());
        foreach (var somebody in new[] { ada, eve }) await somebody.Page.GotoAsync(App.PrintedLink);
        await FillAsync(ada, "ada");
        await ada.SeesHeadingAsync("Overview");

        await FillAsync(eve, "eve");
        await eve.SeesHeadingAsync("This link does not work");
        await eve.Page.GotoAsync(App.PrintedLink);
        await eve.SeesHeadingAsync("This link does not work");
        await using var db = App.Open();
        Assert.Equal("ada@example.org", Assert.Single(db.Users).Email);
    }

    private static async Task FillAsync(Visitor somebody, string name)
    {
        await somebody.Page.GetByLabel("E-mail").FillAsync($"{name}@example.org");
        await somebody.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await somebody.Page.GetByLabel("Password").FillAsync(AppUnderTest.Password);
        await somebody.ClickAsync("Make administrator");
    }
}
