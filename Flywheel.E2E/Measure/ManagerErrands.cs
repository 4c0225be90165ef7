using Flywheel.Core;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Measure;

/// <summary>A manager asks whether the product gets better.</summary>
public sealed class ManagerErrands(Browser browser) : Errand(browser)
{
    protected override bool WithDemo => true;

    [Fact]
    public async Task A_trend_that_is_copied_by_its_address_is_the_same_for_a_colleague()
    {
        await App.MeasuredAsync();
        var mia = await PersonAsync("mia", Roles.Manager);
        await mia.SeesAsync("Open revolution");
        await mia.Page.GetByRole(AriaRole.Link, new() { Name = "Trends" }).ClickAsync();
        await mia.SeesHeadingAsync("The whole range in numbers");
        await mia.Page.GetByLabel("Split").SelectOptionAsync("By segment");
        await mia.ClickAsync("90 d");
        await Assertions.Expect(mia.Page).ToHaveURLAsync(new Uri(App.Url, "/trends?split=segment&range=90d").ToString());
        await Assertions.Expect(Numbers(mia).GetByRole(AriaRole.Rowheader, new() { Name = "team" })).ToBeVisibleAsync();

        var ned = await PersonAsync("ned", Roles.Manager);
        await ned.Page.GotoAsync(mia.Page.Url);
        await ned.SeesHeadingAsync("The whole range in numbers");
        await Assertions.Expect(Finding(ned)).ToHaveTextAsync(await Finding(mia).InnerTextAsync());
        await Assertions.Expect(Numbers(ned)).ToHaveTextAsync(await Numbers(mia).InnerTextAsync(), new() { UseInnerText = true });
    }

    [Fact]
    public async Task Closing_a_revolution_opens_the_next_one_once()
    {
        // A revolution is closed only with final figures.
        await App.MeasuredAsync();
        var mia = await PersonAsync("mia", Roles.Manager);
        await mia.GoAsync("/revolutions", "Revolutions");
        await mia.ClickAsync("Close revolution…");
        var dialog = await mia.DialogAsync();
        await dialog.GetByLabel("What was shipped in it").FillAsync("A shorter prompt.");
        await dialog.GetByLabel("Name of the next one").FillAsync("Winter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close it and begin the next" }).DblClickAsync();
        await mia.SeesAsync("is closed, and the next revolution has begun");
        await Assertions.Expect(mia.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Open" })).ToHaveCountAsync(1);
        await mia.SeesAsync("A shorter prompt.");
        await mia.GoAsync("/", "Overview");
        await Assertions.Expect(mia.Page.GetByRole(AriaRole.Region, new() { Name = "The wheel" }).GetByRole(AriaRole.Link, new() { Name = "Winter" })).ToBeVisibleAsync();
    }

    private static ILocator Numbers(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Region, new() { Name = "The whole range in numbers" });

    private static ILocator Finding(Visitor visitor) => visitor.Page.Locator("figcaption");
}
