using System.Globalization;
using System.Text.RegularExpressions;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>Regular expressions that admins type: evaluated in time linear in the text, whatever they are.</summary>
public static partial class RulePatterns
{
    /// <summary>Counted repetitions make the automaton large, and nested ones multiply.</summary>
    private const int MaxRepetitions = 1000;

    /// <summary>The longest pattern.</summary>
    public const int MaxLength = 200;

    /// <summary>How much of a text rules look at, UTF-16 code units.</summary>
    public const int Window = 20_000;

    /// <summary>The part of a text that rules look at.</summary>
    internal static string Beginning(string? text) => text is null ? "" : TextCut.Beginning(text, Window);

    /// <summary>The pattern, or null with what is wrong about it.</summary>
    public static Regex? TryParse(string pattern, out string? error)
    {
        error = null;
        if (pattern.Length > MaxLength)
        {
            error = $"must be at most {MaxLength} characters.";
            return null;
        }

        if (Repetitions(pattern) > MaxRepetitions)
        {
            error = $"repeats too often: counts such as {{3,40}} may come to {MaxRepetitions} together, multiplied.";
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            error = "is no regular expression.";
        }
        catch (NotSupportedException)
        {
            error = "uses back-references or look-around, which are not evaluated in linear time.";
        }

        return null;
    }

    private static double Repetitions(string pattern) =>
        Counts().Matches(pattern).Select(m => m.Groups[1].Value).Aggregate(1.0, (product, count) => product * Math.Max(1, double.Parse(count, CultureInfo.InvariantCulture)));

    /// <summary>The larger number of <c>{3}</c>, <c>{3,}</c> and <c>{3,40}</c>.</summary>
    [GeneratedRegex(@"\{(?:[0-9]+,)?([0-9]+),?\}")]
    private static partial Regex Counts();
}
