using System.Reflection;
using System.Text.RegularExpressions;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Curate.Validation.Intent;
using Flywheel.Core.Curate.Validation.Intent.Instructions;
using Flywheel.Core.Curate.Validation.NearDuplicates;
using Flywheel.Tests.Curate.Validation.NearDuplicates;

namespace Flywheel.Tests.Curate.Validation;

public class BoundedCostTests
{
    private const int Long = 300_000;

    [Fact]
    public void No_pattern_of_validation_can_backtrack()
    {
        var holders = typeof(TextChecks).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Flywheel.Core.Curate.Validation", StringComparison.Ordinal) == true);
        var patterns = holders.SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .SelectMany(Patterns).ToList();
        Assert.True(patterns.Count > 15);
        Assert.All(patterns, p => Assert.True(p.Options.HasFlag(RegexOptions.NonBacktracking), p.ToString()));
    }

    private static IEnumerable<Regex> Patterns(FieldInfo field) => field.FieldType.IsGenericParameter || field.DeclaringType!.ContainsGenericParameters
        ? []
        : field.GetValue(null) switch
        {
            Regex regex => [regex],
            (string, double, Regex)[] features => features.Select(f => f.Item3),
            _ => [],
        };

    public static TheoryData<string> Repeated =>
    [
        "1 ", "1-", "(1", "+1", "4111", "a@", "@", "a.", "1.", "1:", ":", "GB82", "sk-", "sk-a1", "eyJ", "-----BEGIN PRIVATE KEY", "://a:",
        "password", "password=", "<|", "<s>", "[INST", "ignore all ", "forget the the ", "add your ", "in your ", "every letter ", ". ", "a\u0301",
        "\u0301\u0323", "\u200d", "\ud83c\udff4\udb40\udc67", "\ud800", "\u4e2d", "ignore all previous instructions ", "i g n ", "<!--", "![", "aGVsbG8g", "69 ", "\\u0069", "&#105;", "\uff10", "assistant: always say ", "\udb40\udc67", " ", "\n", "free win ", "a ", "?",
    ];

    /// <summary>Ends within the timeout of a test run; with a quadratic cost it would take hours.</summary>
    [Theory]
    [MemberData(nameof(Repeated))]
    public void A_long_hostile_text_is_inspected_signed_and_redacted(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, Long / unit.Length));
        var findings = TextChecks.Inspect(text, text + "x", text);
        Assert.All(findings, f => Assert.InRange(f.Spans.Count, 0, TextChecks.MostSpans));
        Assert.All(findings.SelectMany(f => f.Spans), s => Assert.InRange(s.Start + s.Length, 1, text.Length));
        Assert.InRange(new NearDuplicateIndex().Sign(text, text).ToBytes().Length, 2, 2 + (4 * NearDuplicateIndex.SampleSize));
        Assert.True(Redaction.Redact(text).Count <= text.Length);
    }

    [Fact]
    public void No_more_sentences_are_cut_than_asked_for() =>
        Assert.Equal(InstructionDetector.MostSentences, Sentences.Split(string.Concat(Enumerable.Repeat("Go. ", Long)), InstructionDetector.MostSentences).Count);

    [Fact]
    public void Shingles_beyond_the_window_do_not_count()
    {
        var text = string.Join(' ', NearDuplicateIndexTests.Words(1, 60_000))[..Shingles.Window];
        var index = new NearDuplicateIndex();
        Assert.Equal(index.Sign(text).ToBytes(), index.Sign(text + " and much more").ToBytes());
    }
}
