namespace Flywheel.Core.Collect.Contract;

/// <summary>The rule for the ids and names that clients give: of requests, people, sessions, segments, variants, models, keys.</summary>
public static class ClientId
{
    /// <summary>The most characters (code points).</summary>
    public const int MaxLength = 200;

    /// <summary>
    /// What is wrong with it, or null. SQL Server takes two keys that differ by spaces at the end for the same one, and headers lose
    /// white space at both ends: it is refused there. Every other character is kept and compared as it is, invisible ones too.
    /// </summary>
    public static string? Error(string text)
    {
        if (text.Length == 0 || text.Length > 2 * MaxLength || (text.Length > MaxLength && text.EnumerateRunes().Count() > MaxLength))
            return "must be 1 to 200 characters.";
        return char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? "must not begin or end with white space." : null;
    }
}
