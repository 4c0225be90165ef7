using Bunit;
using Flywheel.Web.Components.Layout;
using Flywheel.Web.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Components.Layout;

public sealed class ShortcutListenerTests
{
    [Fact]
    public async Task A_pressed_key_reaches_the_page()
    {
        await using var context = new ShellContext();
        var ran = 0;
        using var page = context.Services.GetRequiredService<Shortcuts>().Register(new Shortcut("a", "Approve", () => Task.FromResult(ran++)));

        await context.Render<ShortcutListener>().Instance.PressedAsync("a", typing: false, dialogOpen: false);

        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task A_key_that_the_script_should_not_have_sent_is_ignored()
    {
        await using var context = new ShellContext();
        var ran = 0;
        using var page = context.Services.GetRequiredService<Shortcuts>().Register(new Shortcut("a", "Approve", () => Task.FromResult(ran++)));
        var listener = context.Render<ShortcutListener>().Instance;

        await listener.PressedAsync("a", typing: true, dialogOpen: false);
        await listener.PressedAsync("nonsense", typing: false, dialogOpen: false);

        Assert.Equal(0, ran);
    }
}
