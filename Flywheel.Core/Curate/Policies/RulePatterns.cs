using System.Text.RegularExpressions;

namespace Flywheel.Core.Curate.Policies;

/// <summary>Regular expressions that admins type: evaluated in time linear in the text, whatever they are.</summary>
public static class RulePatterns
{
    /// <summary>The longest pattern.</summary>
    public const int MaxLength = 200;

    /// <summary>How much of a text a pattern is held against, UTF-16 code units.</summary>
    public const int Window = 20_000;

    /// <summary>The pattern, or null with what is wrong about it.</summary>
    public static Regex? TryParse(string pattern, out string? fault)
    {
        fault = null;
        if (pattern.Length > MaxLength)
        {
            fault = $"must be at most {MaxLength} characters.";
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            fault = "is no regular expression.";
        }
        catch (NotSupportedException)
        {
            fault = "uses back-references or look-around, which are not evaluated in linear time.";
        }

        return null;
    }
}
