using Flywheel.Web.Shell;

namespace Flywheel.Tests.Shell;

public sealed class ShortcutsTests
{
    private readonly Shortcuts _shortcuts = new();
    private readonly List<string> _ran = [];

    [Fact]
    public async Task A_key_runs_what_was_registered_for_it()
    {
        using var page = _shortcuts.Register(Key("a"), Key("r"));

        Assert.True(await _shortcuts.DispatchAsync("r", typing: false, dialogOpen: false));
        Assert.False(await _shortcuts.DispatchAsync("x", typing: false, dialogOpen: false));
        Assert.Equal(["r"], _ran);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task No_key_runs_while_typing_or_in_a_dialog(bool typing, bool dialogOpen)
    {
        using var page = _shortcuts.Register(Key("a"));

        Assert.False(await _shortcuts.DispatchAsync("a", typing, dialogOpen));
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task A_key_may_be_meant_for_the_editor()
    {
        using var editor = _shortcuts.Register(Key("Ctrl+Enter") with { WhileTyping = true });

        Assert.True(await _shortcuts.DispatchAsync("Ctrl+Enter", typing: true, dialogOpen: false));
        Assert.False(await _shortcuts.DispatchAsync("Ctrl+Enter", typing: true, dialogOpen: true));
    }

    [Fact]
    public async Task The_latest_registration_wins_until_it_is_disposed()
    {
        using var page = _shortcuts.Register(Key("1", "page"));
        var inner = _shortcuts.Register(Key("1", "reasons"));

        await _shortcuts.DispatchAsync("1", false, false);
        inner.Dispose();
        inner.Dispose();
        await _shortcuts.DispatchAsync("1", false, false);

        Assert.Equal(["reasons", "page"], _ran);
    }

    [Fact]
    public async Task Switched_off_a_key_without_ctrl_counts_in_dialogs_only_and_escape_always()
    {
        using var page = _shortcuts.Register(Key("a"), Key("1"), Key("ArrowDown"), Key("Ctrl+k"), Key("Escape"), Key("y") with { InDialog = true });
        _shortcuts.SingleKeys = false;

        Assert.Equal(["Ctrl+k", "Escape", "y"], _shortcuts.Active.Select(s => s.Key).Order(StringComparer.Ordinal));
        foreach (var key in new[] { "a", "1", "ArrowDown", "y" }) Assert.False(await _shortcuts.DispatchAsync(key, typing: false, dialogOpen: false));
        Assert.True(await _shortcuts.DispatchAsync("Ctrl+k", typing: false, dialogOpen: false));
        Assert.True(await _shortcuts.DispatchAsync("Escape", typing: false, dialogOpen: false));
        Assert.True(await _shortcuts.DispatchAsync("y", typing: false, dialogOpen: true));

        _shortcuts.SingleKeys = true;
        Assert.True(await _shortcuts.DispatchAsync("a", typing: false, dialogOpen: false));
    }

    [Fact]
    public void Components_that_show_the_keys_get_an_event_on_changes()
    {
        var changes = 0;
        _shortcuts.Changed += () => changes++;

        _shortcuts.Register(Key("a")).Dispose();

        Assert.Equal(2, changes);
        Assert.Empty(_shortcuts.Active);
    }

    private Shortcut Key(string key, string? label = null) => new(key, label ?? key, () =>
    {
        _ran.Add(label ?? key);
        return Task.CompletedTask;
    });
}
