using System.Text;

namespace Flywheel.Tests.Bench;

/// <summary>The form of the held-out set of phone numbers and look-alikes.</summary>
public sealed class PhoneNumberSetTests
{
    private const string Numbers = "phone-numbers.jsonl";
    private static readonly string[] Fields = ["id", "language", "text", "phones"];

    [Fact]
    public void The_set_is_utf8_without_a_mark_and_ends_every_line_with_a_line_feed()
    {
        var bytes = EvaluationSets.Bytes(Numbers);
        Assert.NotEmpty(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
        Assert.Equal((byte)'{', bytes[0]);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [Fact]
    public void A_row_has_exactly_its_four_fields_and_an_id_of_its_own()
    {
        var rows = EvaluationSets.Rows(Numbers);
        Assert.All(rows, row => Assert.Equal(Fields, row.EnumerateObject().Select(property => property.Name)));
        Assert.All(rows, row => Assert.Matches($"^p-{row.Of("language")}-[0-9]{{3}}$", row.Of("id")));
        Assert.Equal(rows.Count, rows.Select(row => row.Of("id")).Distinct().Count());
    }

    [Fact]
    public void A_number_stands_in_its_text_once_and_has_seven_to_fifteen_digits() => Assert.All(EvaluationSets.Rows(Numbers), row =>
    {
        foreach (var phone in row.GetProperty("phones").EnumerateArray().Select(phone => phone.GetString()!))
        {
            Assert.Single(AllIndexesOf(row.Of("text"), phone));
            Assert.InRange(phone.Count(char.IsDigit), 7, 15);
            Assert.Equal(phone.Trim(), phone);
        }
    });

    [Fact]
    public void There_are_250_texts_with_numbers_and_400_with_look_alikes_in_many_languages()
    {
        var rows = EvaluationSets.Rows(Numbers);
        Assert.InRange(rows.Count(row => row.GetProperty("phones").GetArrayLength() > 0), 250, int.MaxValue);
        Assert.InRange(rows.Count(row => row.GetProperty("phones").GetArrayLength() == 0), 400, int.MaxValue);
        Assert.InRange(rows.Languages(), 20, int.MaxValue);
    }

    [Fact]
    public void A_look_alike_has_digits() => Assert.All(
        EvaluationSets.Rows(Numbers).Where(row => row.GetProperty("phones").GetArrayLength() == 0),
        row => Assert.Contains(row.Of("text"), char.IsDigit));

    [Fact]
    public void No_text_stands_twice() => Assert.Empty(
        EvaluationSets.Rows(Numbers).GroupBy(row => EvaluationSets.Bare(row.Of("text"))).Where(same => same.Count() > 1).Select(same => same.Key));

    private static List<int> AllIndexesOf(string text, string part)
    {
        var found = new List<int>();
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal)) found.Add(at);
        return found;
    }
}
