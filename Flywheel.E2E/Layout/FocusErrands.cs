using Flywheel.Core;
using Flywheel.E2E.Curate.Review;
using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Layout;

/// <summary>Keyboard users see the focus and can finish a dialog without the mouse; words are separated by spaces.</summary>
public sealed class FocusErrands(Browser browser) : Errand(browser)
{
    private const int MostControls = 60;

    /// <summary>What has the focus, and whether it shows: an outline, a shadow, or a border that it has only then.</summary>
    private const string Seen = """
        async () => {
          // Without motion an outline still grows for a frame.
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          const shows = s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== 'none';
          const box = e.getBoundingClientRect();
          const name = `${e.tagName.toLowerCase()}.${e.className} "${(e.getAttribute('aria-label') || e.textContent || e.name || e.id).trim().slice(0, 40)}"`;
          const again = e.dataset.walked !== undefined;
          e.dataset.walked = '';
          return { name, shows: shows(getComputedStyle(e)) || shows(getComputedStyle(e, '::after')), size: box.width * box.height, again, placed: e.tabIndex < 0 };
        }
        """;

    /// <summary>Words of two neighbours on a line with nothing between them, as they are read out and copied.</summary>
    private const string RunTogether = """
        () => {
          const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const skip = 'script, style, svg, textarea, select, .rv-diff, .rv-text, .fw-sr-only, kbd';
          const inline = e => /^(inline|contents|ruby)/.test(getComputedStyle(e).display);
          const path = (from, to) => { const p = []; for (let e = from; e && e !== to; e = e.parentElement) p.push(e); return p; };
          const common = (a, b) => { let e = a; while (e && !e.contains(b)) e = e.parentElement; return e; };
          let last = null;
          while (walk.nextNode()) {
            const node = walk.currentNode, parent = node.parentElement;
            if (!node.data || !parent || parent.closest(skip) || !parent.getClientRects().length) continue;
            if (!node.data.trim()) { last = null; continue; }
            if (last && /[\p{L}\p{N})”%.,]$/u.test(last.data) && /^[\p{L}\p{N}(“]/u.test(node.data)) {
              const top = common(last.parentElement, node), between = [...path(last.parentElement, top), ...path(parent, top)];
              if (between.length && between.every(inline) && !/flex|grid/.test(getComputedStyle(top).display)) found.push(`${last.data.trim().slice(-30)}|${node.data.trim().slice(0, 30)}`);
            }
            last = node;
          }
          return found;
        }
        """;

    [Fact]
    public async Task The_focus_shows_on_every_control_of_every_page()
    {
        await SampleData.TurnAsync(App, ShopCorrections.Items.Take(6).Select(i => i.Correction));
        await App.PersonAsync("ada", Roles.Admin);
        var ada = await StrangerAsync();
        var unseen = new List<string>();
        await ada.GoAsync("/account/sign-in", "Sign in");
        await WalkAsync(ada, "/account/sign-in", unseen);
        await ada.SignInAsync("ada");
        foreach (var (page, heading) in ConsolePages.All(1))
        {
            await ada.GoAsync(page, heading);
            await ConsolePages.SettleAsync(ada);
            Assert.True(await WalkAsync(ada, page, unseen) > 3, $"{page}: nothing could be reached by Tab.");
        }

        Assert.True(unseen.Count == 0, string.Join('\n', unseen.Distinct()));
    }

    [Fact]
    public async Task Words_do_not_run_together_on_any_page()
    {
        await SampleData.TurnAsync(App, ShopCorrections.Items.Take(8).Select(i => i.Correction), 6);
        await App.PersonAsync("ada", Roles.Admin);
        var ada = await StrangerAsync();
        await ada.SignInAsync("ada");
        var found = new List<string>();
        foreach (var (page, heading) in ConsolePages.All(1).Append(("/candidates/2", "Item 2")).Append(("/candidates?state=nonsense", "Candidates")))
        {
            await ada.GoAsync(page, heading);
            await ConsolePages.SettleAsync(ada);
            found.AddRange((await ada.Page.EvaluateAsync<string[]>(RunTogether)).Select(pair => $"{page}: {pair}"));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task A_dialog_begins_in_its_first_field_is_sent_by_enter_and_closed_by_escape()
    {
        await SampleData.TurnAsync(App, ShopCorrections.Items.Take(6).Select(i => i.Correction));
        await App.PersonAsync("ada", Roles.Admin);
        var ada = await StrangerAsync();
        await ada.SignInAsync("ada");

        await ada.GoAsync("/people", "People");
        await OpenAsync(ada, "Invite somebody", "#invite-email");
        await ada.PressAsync("Enter");
        await Assertions.Expect(ada.Page.Locator(".mud-dialog .is-error").First).ToBeVisibleAsync();
        await ada.Page.Keyboard.TypeAsync("new@example.org");
        await ada.PressAsync("Tab");
        await ada.Page.Keyboard.TypeAsync("New");
        await ada.PressAsync("Enter");
        await ada.SeesAsync("New can set a password with this link");
        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Done" })).ToBeFocusedAsync();
        await CloseAsync(ada);

        await ada.GoAsync("/applications", "Applications and keys");
        await OpenAsync(ada, "Make a key", "#key-application");
        await ada.Page.Keyboard.TypeAsync("shop");
        await ada.PressAsync("Tab");
        await ada.Page.Keyboard.TypeAsync("nightly");
        await ada.PressAsync("Enter");
        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Done" })).ToBeFocusedAsync();
        await CloseAsync(ada);

        await ada.GoAsync("/revolutions", "Revolutions");
        await OpenAsync(ada, "Edit", "#edit-name");
        await ada.Page.Locator("#edit-note").FocusAsync();
        await ada.Page.Keyboard.TypeAsync("one");
        await ada.PressAsync("Enter");
        await ada.Page.Keyboard.TypeAsync("two");
        await Assertions.Expect(ada.Page.Locator("#edit-note")).ToHaveValueAsync("one\ntwo");
        await ada.Page.Locator("#edit-name").FillAsync("The first one");
        await ada.PressAsync("Enter");
        await ada.SeesAsync("“The first one” is saved.");
        await OpenAsync(ada, "Close revolution…", "#close-name");
        await CloseAsync(ada);

        await ada.GoAsync("/candidates?state=pending", "Candidates");
        await OpenAsync(ada, "Reject waiting…", "#bulk-reason");
        await ada.PressAsync("Enter");
        await ada.SeesAsync("A reason is needed.");
        await ada.Page.Locator("#bulk-reason").SelectOptionAsync("spam");
        await ada.PressAsync("Enter");
        await ada.ClickAsync("Show them, to take one back");
        await Assertions.Expect(ada.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("state=rejected"));
        await ada.Page.Locator(".cd-grid tbody a").First.ClickAsync();
        await ada.ClickAsync("Undo my decision");
        await ada.SeesAsync("it waits for a reviewer");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "All candidates" }).ClickAsync();
        await Assertions.Expect(ada.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/candidates\\?state=rejected&sort=changed$"));
    }

    /// <summary>Goes by Tab from control to control until the first one has the focus again; how many there are.</summary>
    private static async Task<int> WalkAsync(Visitor ada, string page, List<string> unseen)
    {
        await ada.Page.EvaluateAsync("() => { document.body.tabIndex = -1; document.body.focus(); }");
        var reached = 0;
        for (; reached < MostControls; reached++)
        {
            await ada.PressAsync("Tab");
            if (await ada.Page.EvaluateAsync<Focused?>(Seen) is not { } focused) break;
            if (focused.Again) break;
            // A page that has just arrived puts the focus on its heading, which no Tab leads to.
            if (focused.Placed) continue;
            if (!focused.Shows || focused.Size < 1) unseen.Add($"{page}: {focused.Name}");
        }

        return reached;
    }

    private static async Task OpenAsync(Visitor ada, string button, string field)
    {
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await Assertions.Expect(ada.Page.Locator(field)).ToBeFocusedAsync();
    }

    private static async Task CloseAsync(Visitor ada)
    {
        await ada.PressAsync("Escape");
        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    private sealed class Focused
    {
        public string Name { get; set; } = "";
        public bool Shows { get; set; }
        public double Size { get; set; }
        public bool Again { get; set; }
        public bool Placed { get; set; }
    }
}
