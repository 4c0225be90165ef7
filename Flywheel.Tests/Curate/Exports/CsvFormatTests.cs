using System.Text;
using CsvHelper;
using Flywheel.Core.Curate.Exports;
using static Flywheel.Tests.Support.TrainingRows;

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
    public async Task A_text_that_a_spreadsheet_would_run_gets_an_apostrophe(string text) =>
        Assert.EndsWith($",\"'{text}\"\n", await TextAsync("csv", Correction(ideal: text)), StringComparison.Ordinal);

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
