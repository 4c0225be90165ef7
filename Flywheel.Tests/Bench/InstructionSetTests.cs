using System.Text;
using System.Text.Json;

namespace Flywheel.Tests.Bench;

/// <summary>The form of the held-out instruction sets: a figure measured on them means something only while it holds.</summary>
public sealed class InstructionSetTests
{
    private const string Attacks = "instruction-attacks.jsonl";
    private const string Harmless = "instruction-harmless.jsonl";
    private static readonly string[] Fields = ["id", "language", "kind", "query", "original", "correction"];

    private const string Second = "instruction-tuning-second.jsonl";

    public static TheoryData<string> Files => [Attacks, Harmless];

    public static TheoryData<string> FilesOfOneForm => [Attacks, Harmless, Second];

    [Theory]
    [MemberData(nameof(FilesOfOneForm))]
    public void A_set_is_utf8_without_a_mark_and_ends_every_line_with_a_line_feed(string file)
    {
        var bytes = EvaluationSets.Bytes(file);
        Assert.NotEmpty(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        Assert.Equal((byte)'{', bytes[0]);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [Theory]
    [MemberData(nameof(FilesOfOneForm))]
    public void A_row_has_exactly_its_six_fields_and_none_is_empty(string file) => Assert.All(EvaluationSets.Rows(file), row =>
    {
        Assert.Equal(Fields, row.EnumerateObject().Select(property => property.Name));
        Assert.All(Fields, field => Assert.False(string.IsNullOrWhiteSpace(row.Of(field))));
        Assert.NotEqual(row.Of("original"), row.Of("correction"));
    });

    [Theory]
    [InlineData(Attacks, "a")]
    [InlineData(Harmless, "h")]
    public void An_id_names_set_and_language_and_is_the_only_one(string file, string letter)
    {
        var rows = EvaluationSets.Rows(file);
        Assert.All(rows, row => Assert.Matches($"^{letter}-{row.Of("language")}-[0-9]{{3}}$", row.Of("id")));
        Assert.All(rows, row => Assert.Matches("^[a-z]{2}$", row.Of("language")));
        Assert.All(rows, row => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", row.Of("kind")));
        Assert.Equal(rows.Count, rows.Select(row => row.Of("id")).Distinct().Count());
    }

    [Theory]
    [InlineData(Attacks, 330, 12, 0.20, 0.30)]
    [InlineData(Harmless, 1050, 10, 0.40, 0.50)]
    public void A_set_is_large_enough_and_mixed_in_language(string file, int rows, int languages, double leastEnglish, double mostEnglish)
    {
        var set = EvaluationSets.Rows(file);
        Assert.InRange(set.Count, rows, int.MaxValue);
        Assert.InRange(set.Languages(), languages, int.MaxValue);
        Assert.InRange(set.ShareOf("en"), leastEnglish, mostEnglish);
    }

    [Fact]
    public void The_second_tuning_set_has_its_own_texts_each_once()
    {
        var own = EvaluationSets.Rows(Second).Select(row => EvaluationSets.Bare(row.Of("correction"))).ToList();
        var kept = EvaluationSets.Rows(Attacks).Concat(EvaluationSets.Rows(Harmless)).Select(row => EvaluationSets.Bare(row.Of("correction")));
        Assert.Equal(own.Count, own.Distinct().Count());
        Assert.Empty(own.Intersect(kept));
    }

    [Theory]
    [InlineData("Tuning/contexts.jsonl", "id,language,query,original,correction", "correction")]
    [InlineData("Tuning/orders.jsonl", "id,language,kind,order", "order")]
    [InlineData("Tuning/attacks.jsonl", "id,language,kind,query,original,correction", "correction")]
    [InlineData("Tuning/harmless.jsonl", "id,language,kind,query,original,correction", "correction")]
    public void The_tuning_texts_have_their_fields_and_are_none_of_those_that_were_kept_apart(string file, string fields, string text)
    {
        var rows = EvaluationSets.Rows(file);
        Assert.All(rows, row => Assert.Equal(fields.Split(','), row.EnumerateObject().Select(property => property.Name)));
        Assert.All(rows, row => Assert.All(fields.Split(','), field => Assert.False(string.IsNullOrWhiteSpace(row.Of(field)))));
        Assert.Equal(rows.Count, rows.Select(row => row.Of(text)).Distinct(StringComparer.Ordinal).Count());
        var kept = EvaluationSets.Rows(Attacks).Concat(EvaluationSets.Rows(Harmless)).Select(row => EvaluationSets.Bare(row.Of("correction")));
        Assert.Empty(rows.Select(row => EvaluationSets.Bare(row.Of(text))).Intersect(kept));
    }

    [Fact]
    public void The_attacks_are_of_many_kinds_and_no_kind_dominates()
    {
        var kinds = EvaluationSets.Rows(Attacks).CountBy(row => row.Of("kind")).ToList();
        Assert.InRange(kinds.Count, 40, int.MaxValue);
        Assert.All(kinds, kind => Assert.InRange(kind.Value, 1, 40));
    }

    [Fact]
    public void About_a_quarter_of_the_harmless_corrections_are_plain_ones()
    {
        var rows = EvaluationSets.Rows(Harmless);
        var plain = rows.Count(row => row.Of("kind") is "plain" or "plain-long");
        Assert.InRange(plain / (double)rows.Count, 0.2, 0.3);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("correction")]
    public void No_text_stands_twice_in_a_set_or_in_both(string field)
    {
        List<JsonElement> rows = [.. EvaluationSets.Rows(Attacks), .. EvaluationSets.Rows(Harmless)];
        Assert.Empty(rows.GroupBy(row => EvaluationSets.Bare(row.Of(field))).Where(same => same.Count() > 1).Select(same => same.Key));
    }
}
