using Bunit;
using Flywheel.Core;
using Flywheel.Web.Components.Layout;
using Flywheel.Web.Shell.Links;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Flywheel.Tests.Components.Layout;

public sealed class CommandPaletteTests
{
    [Fact]
    public async Task Typing_narrows_and_enter_goes_there()
    {
        await using var context = new ShellContext();
        var dialogs = await OpenAsync(context);

        dialogs.Find("input").Input("peo");
        dialogs.Find("input").KeyDown("Enter");

        Assert.EndsWith(Links.People, context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrows_move_and_wrap()
    {
        await using var context = new ShellContext();
        var dialogs = await OpenAsync(context);

        dialogs.Find("input").Input("re");
        var first = At(dialogs);
        dialogs.Find("input").KeyDown("ArrowDown");
        Assert.NotEqual(first, At(dialogs));
        dialogs.Find("input").KeyDown("ArrowUp");

        Assert.Equal(first, At(dialogs));
    }

    [Fact]
    public async Task A_reviewer_is_offered_no_page_of_admins()
    {
        await using var context = new ShellContext(Roles.Reviewer);
        var dialogs = await OpenAsync(context);

        dialogs.Find("input").Input("people");

        Assert.Empty(dialogs.FindAll("[role=option]"));
        Assert.Contains("Nothing is called that", dialogs.Markup, StringComparison.Ordinal);
    }

    private static string At(IRenderedComponent<MudDialogProvider> dialogs) => dialogs.Find("[aria-selected=true]").TextContent;

    private static async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(ShellContext context)
    {
        context.Render<MudPopoverProvider>();
        var dialogs = context.Render<MudDialogProvider>();
        await dialogs.InvokeAsync(() => CommandPalette.OpenAsync(context.Services.GetRequiredService<IDialogService>()));
        return dialogs;
    }
}
