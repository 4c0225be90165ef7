using Flywheel.Core;
using Flywheel.Core.Data;
using Flywheel.E2E.Curate.Review;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Layout;

/// <summary>Shortcuts work with every keyboard layout, and only outside of text fields.</summary>
public sealed class KeyboardErrands(Browser browser) : Errand(browser)
{
    /// <summary>What a browser reports, and the names that count, the likeliest first.</summary>
    private static readonly (string Event, string Names)[] Presses =
    [
        ("{ key: 'a', code: 'KeyA' }", "a"), ("{ key: 'A', code: 'KeyA' }", "a"), ("{ key: 'A', code: 'KeyA', shiftKey: true }", ""),
        ("{ key: 'a', code: 'KeyQ' }", "a"), ("{ key: 'q', code: 'KeyA' }", "q"), ("{ key: '\uff41', code: 'KeyA' }", "a"),
        // Cyrillic, Greek, Hebrew, Arabic, Persian, Hindi, Thai, Korean without an input method, Japanese kana.
        ("{ key: '\u0444', code: 'KeyA' }", "a"), ("{ key: '\u0424', code: 'KeyA' }", "a"), ("{ key: '\u0424', code: 'KeyA', shiftKey: true }", ""),
        ("{ key: '\u03b1', code: 'KeyA' }", "a"), ("{ key: '\u05e9', code: 'KeyA' }", "a"), ("{ key: '\u0634', code: 'KeyA' }", "a"),
        ("{ key: '\u0644\u0627', code: 'KeyB' }", "b"), ("{ key: '\u0947', code: 'KeyS' }", "s"), ("{ key: '\u0e1f', code: 'KeyA' }", "a"), ("{ key: '\u3141', code: 'KeyA' }", "a"),
        ("{ key: '\u3061', code: 'KeyA' }", "a"), ("{ key: '\u0436', code: 'Semicolon' }", ""), ("{ key: '\u0444', code: '' }", ""),
        ("{ key: '\u043b', code: 'KeyK', ctrlKey: true }", "Ctrl+k"), ("{ key: '\u043b', code: 'KeyK', metaKey: true }", "Ctrl+k"), ("{ key: 'k', code: 'KeyV', ctrlKey: true }", "Ctrl+k"),
        // Digits: plain, on the keypad, AZERTY's row with and without Shift, Czech, Thai, Arabic-Indic, Persian, Devanagari, full width.
        ("{ key: '1', code: 'Digit1' }", "1"), ("{ key: '1', code: 'Numpad1' }", "1"), ("{ key: '&', code: 'Digit1' }", "& 1"), ("{ key: '1', code: 'Digit1', shiftKey: true }", "1"),
        ("{ key: '\u00e9', code: 'Digit2' }", "\u00e9 2"), ("{ key: '\\'', code: 'Digit4' }", "' 4"), ("{ key: '\u011b', code: 'Digit2' }", "\u011b 2"), ("{ key: '\u0e45', code: 'Digit1' }", "1"),
        ("{ key: '\u0662', code: 'Digit2' }", "2"), ("{ key: '\u06f2', code: 'Digit2' }", "2"), ("{ key: '\u096b', code: 'Digit5' }", "5"), ("{ key: '\uff18', code: 'Digit8' }", "8"),
        ("{ key: '!', code: 'Digit1', shiftKey: true }", "!"), ("{ key: 'End', code: 'Numpad1' }", "End"), ("{ key: '\u00b2', code: 'Backquote' }", "\u00b2"), ("{ key: '\u00ba', code: 'Backquote' }", "\u00ba"),
        // The shortcut sheet and the search on layouts that have these keys in other places.
        ("{ key: '?', code: 'Slash', shiftKey: true }", "?"), ("{ key: '?', code: 'KeyM', shiftKey: true }", "?"), ("{ key: '\u061f', code: 'Slash', shiftKey: true }", "?"),
        ("{ key: '/', code: 'Digit7', shiftKey: true }", "/"), ("{ key: '\u0638', code: 'Slash' }", "/"), ("{ key: '\u0e1d', code: 'Slash' }", "/"),
        // Never: while a text is composed, dead keys, AltGr and Alt.
        ("{ key: 'a', code: 'KeyA', isComposing: true }", ""), ("{ key: 'a', code: 'KeyA', keyCode: 229 }", ""), ("{ key: 'Process', code: 'KeyA' }", ""), ("{ key: 'Dead', code: 'KeyA' }", ""),
        ("{ key: '\u0105', code: 'KeyA', ctrlKey: true, altKey: true }", ""), ("{ key: 'a', code: 'KeyA', getModifierState: m => m === 'AltGraph' }", ""), ("{ key: '@', code: 'KeyQ', altKey: true }", ""),
        ("{ key: 'Escape', code: 'Escape' }", "Escape"), ("{ key: 'Enter', code: 'Enter', ctrlKey: true }", "Ctrl+Enter"), ("{ key: 'ArrowDown', code: 'ArrowDown' }", "ArrowDown"),
    ];

    [Fact]
    public async Task Every_layout_has_the_keys()
    {
        var rita = await PersonAsync("rita", Roles.Reviewer);
        var wrong = new List<string>();
        foreach (var (pressed, names) in Presses)
        {
            var got = await rita.Page.EvaluateAsync<string>($"import('/Components/Layout/ShortcutListener.razor.js').then(m => m.namesOf({pressed}).join(' '))");
            if (got != names) wrong.Add($"{pressed}: \"{got}\" and not \"{names}\"");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_reviewer_with_a_russian_layout_approves_and_rejects()
    {
        var rita = await AtReviewAsync();
        var first = await rita.ItemAsync();
        await DispatchAsync(rita, "{ key: '\u0444', code: 'KeyA' }");
        await rita.SeesNextAsync(first);
        await rita.SeesItemAsync();
        var second = await rita.ItemAsync();
        await DispatchAsync(rita, "{ key: '\u043a', code: 'KeyR' }");
        await rita.SeesAsync("Reject, because it is");
        await DispatchAsync(rita, "{ key: '\u0661', code: 'Digit1' }");
        await rita.SeesNextAsync(second);
        await DispatchAsync(rita, "{ key: '\u043b', code: 'KeyK', ctrlKey: true }");
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Combobox, new() { Name = "Go to" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_key_that_is_held_decides_once_and_types_nothing()
    {
        var rita = await AtReviewAsync();
        var first = await rita.ItemAsync();
        await rita.Page.Keyboard.DownAsync("a");
        for (var i = 0; i < 20; i++) await rita.Page.Keyboard.DownAsync("a");
        await rita.SeesNextAsync(first);
        for (var i = 0; i < 20; i++) await rita.Page.Keyboard.DownAsync("a");
        await rita.Page.Keyboard.UpAsync("a");
        await rita.SeesItemAsync();

        await rita.Page.Keyboard.DownAsync("e");
        var editor = rita.Page.GetByRole(AriaRole.Textbox, new() { Name = "Your fix" });
        await Assertions.Expect(editor).ToBeFocusedAsync();
        var before = await editor.InputValueAsync();
        for (var i = 0; i < 5; i++) await rita.Page.Keyboard.DownAsync("e");
        await rita.Page.Keyboard.UpAsync("e");
        Assert.Equal(before, await editor.InputValueAsync());
        await using var db = App.Open();
        Assert.Single(db.Decisions);
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off_and_stay_off()
    {
        var rita = await AtReviewAsync();
        var item = await rita.ItemAsync();
        await rita.Page.Locator(".fw-rail .fw-person > summary").ClickAsync();
        await rita.Page.GetByRole(AriaRole.Switch, new() { Name = "Single keys" }).ClickAsync();
        await Assertions.Expect(rita.Page.Locator("html[data-keys~='a']")).ToHaveCountAsync(0);
        await rita.GoAsync("/review", "Review");
        await rita.SeesItemAsync();
        await Assertions.Expect(rita.Page.Locator(".rv-bar kbd")).ToHaveCountAsync(0);

        foreach (var key in "aersoxuv12345678?") await rita.PressAsync(key.ToString());
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal(item, await rita.ItemAsync());
        await rita.KeyAsync("Ctrl+k");
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Combobox, new() { Name = "Go to" })).ToBeFocusedAsync();
        await rita.PressAsync("Escape");
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await rita.Page.Locator(".fw-rail .fw-person > summary").ClickAsync();
        await rita.Page.GetByRole(AriaRole.Button, new() { Name = "Keys of this page" }).ClickAsync();
        await rita.SeesAsync("Single keys are off");
        await rita.PressAsync("Escape");
        await Assertions.Expect(rita.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await using var db = App.Open();
        Assert.Empty(db.Decisions);
    }

    private async Task<Visitor> AtReviewAsync()
    {
        using var key = await App.KeyAsync();
        await App.SendAsync(key, ShopCorrections.Items.Take(6).Select(i => i.Correction));
        var rita = await PersonAsync("rita", Roles.Reviewer);
        await rita.BeginReviewAsync();
        await rita.Page.Locator("html[data-keys~='a']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return rita;
    }

    private static async Task DispatchAsync(Visitor visitor, string pressed) =>
        await visitor.Page.EvaluateAsync($"document.dispatchEvent(new KeyboardEvent('keydown', Object.assign({{ bubbles: true, cancelable: true }}, {pressed})))");
}
