using Flywheel.Core;
using MudBlazor;

namespace Flywheel.Web.Shell;

/// <summary>A place that the palette offers.</summary>
/// <param name="Hint">What it is, beside the label.</param>
public sealed record PaletteEntry(string Label, string Hint, string Href, string Icon);

/// <summary>Finds places for the palette. Any number of sources can be registered; each answers for itself.</summary>
public interface IPaletteSource
{
    /// <summary>The best few for the text, best first; for an empty text what is worth offering anyway.</summary>
    Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, Actor actor, CancellationToken cancellationToken);
}

/// <summary>The pages of the menu and of the account.</summary>
public sealed class PagePalette : IPaletteSource
{
    private static readonly PaletteEntry[] Own =
    [
        new("Account", "Your name and sign-in", Links.Links.Account, Icons.Material.Outlined.Person),
        new("Change password", "Account", Links.Links.Password, Icons.Material.Outlined.Password),
        new("Two-factor authentication", "Account", Links.Links.TwoFactor, Icons.Material.Outlined.PhonelinkLock),
        new("Passkeys", "Account", Links.Links.Passkeys, Icons.Material.Outlined.Fingerprint),
        new("Access tokens", "Account", Links.Links.Tokens, Icons.Material.Outlined.Token),
    ];

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, Actor actor, CancellationToken cancellationToken)
    {
        var pages = Menu.For(actor.Role).SelectMany(g => g.Items).Select(i => new PaletteEntry(i.Label, i.Hint, i.Href, i.Icon)).Concat(Own);
        IReadOnlyList<PaletteEntry> found = [.. pages.Where(p => Matches(p, text)).OrderBy(p => Starts(p, text) ? 0 : 1)];
        return Task.FromResult(found);
    }

    private static bool Starts(PaletteEntry page, string text) => SearchFold.Of(page.Label).StartsWith(SearchFold.Of(text.Trim()), StringComparison.Ordinal);

    private static bool Matches(PaletteEntry page, string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            SearchFold.Contains(page.Label, word) || SearchFold.Contains(page.Hint, word));
}
