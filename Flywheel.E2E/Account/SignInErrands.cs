using Flywheel.Core;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Account;

/// <summary>Sign-in and sign-out.</summary>
public sealed class SignInErrands(Browser browser) : Errand(browser)
{
    private const string Refused = "That did not work.";

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_does_not_help_for_a_while()
    {
        await App.PersonAsync("rita", Roles.Reviewer);
        var somebody = await StrangerAsync();
        await somebody.GoAsync("/account/sign-in", "Sign in");
        for (var i = 0; i < 5; i++) await TryAsync(somebody, "Wrong-guesses-of-a-stranger");
        await TryAsync(somebody, AppUnderTest.Password);
    }

    [Fact]
    public async Task Signing_out_closes_the_pages_and_comes_back_to_where_one_was()
    {
        var rita = await PersonAsync("rita", Roles.Reviewer);
        await rita.Page.GetByTitle("rita").First.ClickAsync();
        await rita.ClickAsync("Sign out");
        await rita.SeesHeadingAsync("Sign in");
        await rita.GoAsync("/candidates", "Sign in");
        await rita.Page.GetByLabel("E-mail").FillAsync("rita@example.org");
        await rita.Page.GetByLabel("Password").FillAsync(AppUnderTest.Password);
        await rita.ClickAsync("Sign in");
        await rita.SeesHeadingAsync("Candidates");
    }

    [Fact]
    public async Task With_a_second_step_the_password_alone_is_not_enough()
    {
        var rita = await PersonAsync("rita", Roles.Reviewer);
        await rita.GoAsync("/account/two-factor", "Account");
        var key = await rita.Page.Locator("p", new() { HasText = "Key:" }).Locator("code").InnerTextAsync();
        await rita.Page.GetByLabel("Code", new() { Exact = true }).FillAsync(AuthenticatorApp.Code(key));
        await rita.ClickAsync("Turn on");
        await rita.SeesHeadingAsync("Recovery codes");
        var recovery = await rita.Page.GetByRole(AriaRole.Listitem).Locator("code").First.InnerTextAsync();

        var elsewhere = await StrangerAsync();
        await PasswordAsync(elsewhere);
        await elsewhere.Page.GetByLabel("Code of your authenticator app").FillAsync("000000");
        await elsewhere.ClickAsync("Continue");
        await elsewhere.SeesAsync("This code is not right");
        await elsewhere.Page.GetByRole(AriaRole.Link, new() { Name = "Use a recovery code instead" }).ClickAsync();
        await elsewhere.Page.GetByRole(AriaRole.Textbox).First.FillAsync(recovery);
        await elsewhere.PressAsync("Enter");
        await elsewhere.SeesHeadingAsync("Overview");
    }

    private static async Task PasswordAsync(Visitor visitor)
    {
        await visitor.GoAsync("/account/sign-in", "Sign in");
        await visitor.Page.GetByLabel("E-mail").FillAsync("rita@example.org");
        await visitor.Page.GetByLabel("Password").FillAsync(AppUnderTest.Password);
        await visitor.ClickAsync("Sign in");
        await visitor.SeesHeadingAsync("Second step");
    }

    private static async Task TryAsync(Visitor somebody, string password)
    {
        await somebody.Page.GetByLabel("E-mail").FillAsync("rita@example.org");
        await somebody.Page.GetByLabel("Password").FillAsync(password);
        await somebody.Page.RunAndWaitForResponseAsync(() => somebody.ClickAsync("Sign in"), answer => answer.Request.Method == "POST");
        await somebody.SeesAsync(Refused);
    }
}
