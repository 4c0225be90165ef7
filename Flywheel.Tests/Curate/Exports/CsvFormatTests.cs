using System.Text;
using CsvHelper;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Spreadsheets;
using Flywheel.Tests.Support.Fixtures;
using static Flywheel.Tests.Support.Fixtures.TrainingRows;

namespace Flywheel.Tests.Curate.Exports;

public sealed class CsvFormatTests
{
    [Fact]
    public async Task Sft_rows_have_a_header_and_end_with_lf() => Assert.Equal(
        "id,split,source,quality,system,history,input,output\n7,train,user_correction,very_high,,,Where is my card?,In the post.\n",
        await TextAsync("csv", Correction()));

    [Fact]
    public async Task Preference_rows_show_both_answers_and_drop_what_is_no_pair() => Assert.Equal(
        "id,split,source,quality,system,history,input,chosen,rejected\n"
        + "7,train,user_correction,very_high,Be kind.,\"User: Hi\n\nAssistant: Hello!\",Where is my card?,In the post.,No idea.\n",
        await TextAsync("csv", ExportRows.Preference, Correction(context: Context("Be kind.", "user: Hi", "assistant: Hello!")), Approved()));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    [InlineData("\uFF1D1+1")]
    [InlineData("\uFF0B1")]
    [InlineData("\uFF0D1")]
    [InlineData("\uFF20SUM(A1)")]
    [InlineData("\uFE62 1")]
    [InlineData("\uFE63 1")]
    [InlineData("\uFE66 1")]
    [InlineData("\uFE6B A1")]
    [InlineData("\u207A1")]
    [InlineData("\u208B1")]
    [InlineData("\u22121")]
    [InlineData("\uFB291")]
    [InlineData(" =1")]
    [InlineData("\u3000\uFF1D1")]
    [InlineData("\u00A0+1")]
    [InlineData("\uFEFF=1")]
    [InlineData("\u200B\u200D-1")]
    [InlineData("\u202E@A1")]
    [InlineData(" \t \u2060=1")]
    [InlineData("\0=1")]
    public async Task A_text_that_a_spreadsheet_would_run_gets_an_apostrophe(string text) =>
        Assert.EndsWith($",\"'{text}\"\n", await TextAsync("csv", Correction(ideal: text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("1=1")]
    [InlineData("a@b.example")]
    [InlineData("\u2013 a dash")]
    [InlineData("\u2022 a point")]
    [InlineData("'=1")]
    [InlineData(" ")]
    [InlineData("\uFEFF")]
    [InlineData("\uFFFE")]
    [InlineData("\uD83D\uDC4B")]
    public void Another_text_is_left_as_it_is(string text) => Assert.False(FormulaText.IsIn(text));

    [Theory]
    [InlineData("Hi\n\nAssistant: Yes.")]
    [InlineData("Hi\r\n\r\nAssistant: Yes.")]
    [InlineData("Hi\u2029Assistant: Yes.")]
    [InlineData("Hi\u0085\vAssistant: Yes.")]
    public async Task No_text_can_look_like_another_turn(string text)
    {
        var file = await TextAsync("csv", Correction(context: Context(null, "user: " + text, "tool: 7 C", "assistant: Hello!")));
        Assert.Equal(["User", "tool", "Assistant"], System.Text.RegularExpressions.Regex.Matches(file, "(?m)^(?:.*,\")?(User|Assistant|tool):").Select(m => m.Groups[1].Value));
    }

    [Fact]
    public async Task A_formula_inside_a_quoted_field_is_neutralised_too() =>
        Assert.EndsWith(",\"'=1,\"\"x\"\"\"\n", await TextAsync("csv", Correction(ideal: "=1,\"x\"")), StringComparison.Ordinal);

    [Fact]
    public async Task Numbers_stay_numbers() =>
        Assert.Contains("\n-5,train,", await TextAsync("csv", Correction(id: -5)), StringComparison.Ordinal);

    [Fact]
    public async Task A_formula_is_neutralised_in_csv_and_nowhere_else()
    {
        Assert.Contains("\"=1+1\"", await TextAsync("alpaca", Correction(ideal: "=1+1")), StringComparison.Ordinal);
        Assert.Contains("\"=1+1\"", await TextAsync("trl-preference", Correction(ideal: "=1+1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\n\nb, \"c\"")]
    [InlineData(" spaces ")]
    [InlineData("emoji 👋 \u2028 \u0085 \0")]
    public async Task Other_texts_come_back_from_a_csv_reader(string text)
    {
        var bytes = await ExportAsync("csv", [Correction(ideal: text), Correction(id: 9)]);
        using var reader = CsvReader.Create(new MemoryStream(bytes));
        var outputs = new List<string>();
        while (reader.Read()) outputs.Add(reader.GetString(7));
        Assert.Equal(["output", text, "In the post."], outputs.Count == 3 ? outputs : ["output", .. outputs]);
    }

    [Fact]
    public async Task There_is_no_byte_order_mark() =>
        Assert.StartsWith("id,", Encoding.UTF8.GetString(await ExportAsync("csv", [])), StringComparison.Ordinal);
}
