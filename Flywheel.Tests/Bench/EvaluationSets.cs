using System.Text;
using System.Text.Json;

namespace Flywheel.Tests.Bench;

/// <summary>The held-out evaluation sets of Flywheel.Bench, copied to the output of the tests.</summary>
internal static class EvaluationSets
{
    /// <summary>The bytes of a set, to look at its encoding and line ends.</summary>
    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sets", file));

    /// <summary>The objects of a set, one a line.</summary>
    public static List<JsonElement> Rows(string file) =>
        [.. Encoding.UTF8.GetString(Bytes(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    /// <summary>A string field; a row without it fails the test.</summary>
    public static string Of(this JsonElement row, string field) => row.GetProperty(field).GetString()!;

    /// <summary>How many of the rows are of a language, from 0 to 1.</summary>
    public static double ShareOf(this List<JsonElement> rows, string language) =>
        rows.Count(row => row.Of("language") == language) / (double)rows.Count;

    /// <summary>The languages that occur.</summary>
    public static int Languages(this List<JsonElement> rows) => rows.Select(row => row.Of("language")).Distinct().Count();

    /// <summary>Letters and digits only, in lower case: two texts that differ in punctuation alone are the same text.</summary>
    public static string Bare(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));
}
