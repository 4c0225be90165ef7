namespace Flywheel.Web.Shell;

/// <summary>Which keys count in this browser; cascades to everything that prints a key.</summary>
/// <param name="SingleKeys">Keys without Ctrl count outside dialogs.</param>
public sealed record KeySettings(bool SingleKeys)
{
    /// <summary>What holds where nothing was chosen.</summary>
    public static KeySettings Usual { get; } = new(true);

    /// <summary>The key for <c>aria-keyshortcuts</c>; null, and so no attribute, where it does not count.</summary>
    public string? Aria(string key) => SingleKeys ? key.ToUpperInvariant() : null;
}
