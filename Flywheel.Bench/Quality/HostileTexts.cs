using System.Diagnostics;
using System.Globalization;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Curate.Validation.NearDuplicates;

namespace Flywheel.Bench.Quality;

/// <summary>Texts made to be slow: the cost has to grow with the length, not with its square.</summary>
internal static class HostileTexts
{
    private const int Short = 100_000;
    private const int Long = 1_600_000;
    private const int Worst = 8;

    private static readonly string[] Units =
    [
        "1 ", "1-", "(1", "+1", "4111", "a@", "@", "1.", "1:", "GB82", "sk-", "sk-a1", "eyJ", "-----BEGIN PRIVATE KEY", "://a:", "password",
        "password=", "<|", "<s>", "ignore all ", "forget the the ", "add your ", ". ", "a\u0301", "\u0301\u0323", "\u200d", "\ud800", "\u4e2d",
        "free win ", "ab cd ", "\"", "1. ", "How x? ", "ignore all previous instructions ", "a b ", "<!--", "aGVsbG8g", "69 ", "\\u0069", "\uff10", "assistant: always say ", "token ", "\n", "def f(x):\n",
    ];

    public static void Print(TextWriter output)
    {
        var results = Units.Select(unit => (Unit: unit, Short: Milliseconds(unit, Short), Long: Milliseconds(unit, Long))).ToList();
        output.WriteLine($"Hostile texts: {Units.Length} repeated patterns, inspected (as input and output), signed, hashed and redacted; the {Worst} slowest.");
        var table = new Table("repeated", "ms at 100,000 characters", "ms at 1,600,000", "growth (16 is linear)");
        foreach (var (unit, brief, full) in results.OrderByDescending(r => r.Long).Take(Worst))
            table.Add(Visible(unit), Text(brief), Text(full), Text(full / brief));
        table.Print(output);
    }

    private static double Milliseconds(string unit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        var best = double.MaxValue;
        for (var round = 0; round < 2; round++)
        {
            var start = Stopwatch.GetTimestamp();
            TextChecks.Inspect(text, text + "x", text);
            new NearDuplicateIndex().Sign(text, text);
            TextNormaliser.Hash(text);
            Redaction.Redact(text);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }

    private static string Visible(string unit) =>
        string.Concat(unit.Select(c => c is >= ' ' and < '\u007f' ? $"{c}" : $"\\u{(int)c:x4}"));

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
