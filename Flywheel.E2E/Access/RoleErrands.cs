using Flywheel.Core;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Access;

/// <summary>People see what their role allows, and only as long as they have it.</summary>
public sealed class RoleErrands(Browser browser) : Errand(browser)
{
    [Fact]
    public async Task A_reviewer_sees_only_what_is_for_reviewers()
    {
        var rita = await PersonAsync("rita", Roles.Reviewer);
        var rail = rita.Page.GetByRole(AriaRole.Navigation).First;
        foreach (var place in new[] { "Review", "Candidates" })
            await Assertions.Expect(rail.GetByRole(AriaRole.Link, new() { Name = place, Exact = true })).ToBeVisibleAsync();
        foreach (var place in new[] { "Datasets", "Trends", "Revolutions", "Experiments", "People", "Applications and keys", "Audit", "System" })
            await Assertions.Expect(rail.GetByRole(AriaRole.Link, new() { Name = place })).ToHaveCountAsync(0);

        rita.Expect("status of 403");
        foreach (var page in new[] { "/datasets", "/datasets/freeze", "/datasets/1/answers/1", "/trends", "/revolutions", "/experiments", "/experiments/new", "/experiments/reranker", "/people", "/applications", "/audit", "/erasures", "/system" })
        {
            Assert.Equal(403, (await rita.GoAsync(page))!.Status);
            await rita.SeesHeadingAsync("This page is not for your role");
        }

        rita.Expect("status of 404");
        Assert.Equal(404, (await rita.GoAsync("/nowhere"))!.Status);
        await rita.SeesHeadingAsync("There is nothing here");
    }

    [Fact]
    public async Task Someone_who_loses_a_role_loses_an_open_page_within_half_a_minute()
    {
        var (ada, max) = (await PersonAsync("ada", Roles.Admin), await PersonAsync("max", Roles.Manager));
        await max.GoAsync("/datasets", "Datasets");
        await ada.GoAsync("/people", "People");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Actions for max" }).ClickAsync();
        await ada.Page.GetByText("Make Reviewer").ClickAsync();

        await Assertions.Expect(max.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await max.Page.GetByLabel("E-mail").FillAsync("max@example.org");
        await max.Page.GetByLabel("Password").FillAsync(AppUnderTest.Password);
        max.Expect("status of 403");
        await max.ClickAsync("Sign in");
        await max.SeesHeadingAsync("This page is not for your role");
    }

    [Fact]
    public async Task An_invited_person_sets_a_password_and_is_signed_in()
    {
        var ada = await PersonAsync("ada", Roles.Admin);
        await ada.GoAsync("/people", "People");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).First.ClickAsync();
        var dialog = await ada.DialogAsync();
        await dialog.GetByLabel("E-mail").FillAsync("rita@example.org");
        await dialog.GetByLabel("Name").FillAsync("Rita");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        var link = await dialog.GetByLabel("Invitation").Locator("code").InnerTextAsync();

        var rita = await StrangerAsync();
        await rita.Page.GotoAsync(link);
        await rita.Page.GetByLabel("New password").FillAsync(AppUnderTest.Password);
        await rita.Page.GetByLabel("Once more").FillAsync(AppUnderTest.Password);
        await rita.ClickAsync("Set password and sign in");
        await rita.SeesHeadingAsync("Overview");
        await ada.ClickAsync("Done");
        await ada.SeesAsync("Active");
    }
}
