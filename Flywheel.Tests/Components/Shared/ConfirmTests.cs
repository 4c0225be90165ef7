using Bunit;
using Flywheel.Web.Components.Shared.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Flywheel.Tests.Components.Shared;

public sealed class ConfirmTests : IAsyncLifetime
{
    private readonly ShellContext _context = new();
    private IRenderedComponent<MudDialogProvider> _dialogs = null!;

    public ValueTask InitializeAsync()
    {
        _context.Render<MudPopoverProvider>();
        _dialogs = _context.Render<MudDialogProvider>();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Theory]
    [InlineData("Retire", true)]
    [InlineData("Keep it", false)]
    public async Task The_answer_is_that_of_the_button(string button, bool expected)
    {
        var answer = Ask();
        await _dialogs.InvokeAsync(() => _dialogs.FindAll("button").Single(b => b.TextContent == button).ClickAsync(new()));
        Assert.Equal(expected, await answer);
    }

    [Fact]
    public void No_comes_first_where_the_dialog_puts_the_focus()
    {
        _ = Ask();
        var first = _dialogs.FindAll(".mud-dialog-actions button")[0];
        Assert.Equal("Keep it", first.TextContent);
        Assert.Equal(DefaultFocus.FirstChild, _dialogs.FindComponent<MudFocusTrap>().Instance.DefaultFocus);
    }

    [Fact]
    public async Task With_unsaved_text_leaving_asks_first()
    {
        _context.Render<UnsavedGuard>(p => p.Add(c => c.IsDirty, true));
        var navigation = _context.Services.GetRequiredService<NavigationManager>();
        var before = navigation.Uri;
        await _dialogs.InvokeAsync(() => navigation.NavigateTo("/elsewhere"));
        _dialogs.WaitForAssertion(() => Assert.Contains("Leave without saving?", _dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal(before, navigation.Uri);
    }

    [Fact]
    public void Without_unsaved_text_leaving_does_not_ask()
    {
        _context.Render<UnsavedGuard>(p => p.Add(c => c.IsDirty, false));
        var navigation = _context.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/elsewhere");
        Assert.EndsWith("/elsewhere", navigation.Uri, StringComparison.Ordinal);
    }

    private Task<bool> Ask()
    {
        Task<bool>? answer = null;
        _dialogs.InvokeAsync(() => { answer = Confirm.AskAsync(_context.Services.GetRequiredService<IDialogService>(), "Retire it?", "For good.", "Retire", "Keep it"); });
        _dialogs.WaitForElement(".mud-dialog-actions button");
        return answer!;
    }
}
