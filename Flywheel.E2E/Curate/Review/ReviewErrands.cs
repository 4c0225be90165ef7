using Flywheel.E2E.Support;
using Microsoft.Playwright;

namespace Flywheel.E2E.Curate.Review;

/// <summary>What all errands on the review page share.</summary>
internal static class ReviewErrands
{
    private static ILocator Link(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Article).GetByText(new System.Text.RegularExpressions.Regex(@"^Item \d+$"));

    /// <summary>The number of the item on screen.</summary>
    public static async Task<long> ItemAsync(this Visitor visitor) =>
        long.Parse((await Link(visitor).InnerTextAsync())["Item ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What the user asked.</summary>
    public static Task<string> QueryAsync(this Visitor visitor) => visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Query" }).Locator(".rv-text").InnerTextAsync();

    /// <summary>Goes to the review page and waits for an item.</summary>
    public static async Task BeginReviewAsync(this Visitor visitor)
    {
        await visitor.GoAsync("/review", "Review");
        await visitor.SeesItemAsync();
    }

    /// <summary>Waits until an item is there and holds the focus, as it does once it can be decided.</summary>
    public static async Task SeesItemAsync(this Visitor visitor)
    {
        await Assertions.Expect(Link(visitor)).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(visitor.Page.Locator("#rv-title")).ToBeFocusedAsync(new() { Timeout = 30_000 });
    }

    /// <summary>Waits for another item than this one; the empty queue counts as another.</summary>
    public static async Task SeesNextAsync(this Visitor visitor, long than)
    {
        var next = visitor.Page.GetByRole(AriaRole.Main).GetByText(new System.Text.RegularExpressions.Regex($@"^Item (?!{than}$)\d+$|^Nothing waits for you$"));
        await Assertions.Expect(next.First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    /// <summary>One step back, to where the decisions are offered.</summary>
    public static async Task BackToReadingAsync(this Visitor visitor)
    {
        await visitor.KeyAsync("Escape");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Group, new() { Name = "Decisions" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    /// <summary>Opens the editor, which takes the focus.</summary>
    public static async Task<ILocator> BeginFixAsync(this Visitor visitor, string key = "e")
    {
        await visitor.KeyAsync(key);
        var editor = visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Your fix" });
        await Assertions.Expect(editor).ToBeFocusedAsync(new() { Timeout = 30_000 });
        return editor;
    }
}
