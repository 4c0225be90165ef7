using Flywheel.Core.Curate.Exports;

namespace Flywheel.Tests.Curate.Exports;

public sealed class ExportFormatsTests
{
    [Fact]
    public void The_promised_formats_are_there() => Assert.Equal(
        ["openai-chat", "openai-preference", "trl-preference", "trl-prompt-completion", "alpaca", "sharegpt", "csv", "parquet"],
        ExportFormats.BuiltIn.Select(f => f.Name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("OpenAI-Chat")]
    public void An_unknown_name_finds_nothing(string? name) => Assert.Null(ExportFormats.BuiltIn.Named(name));

    [Theory]
    [InlineData("openai-chat", ExportRows.Sft)]
    [InlineData("openai-preference", ExportRows.Preference)]
    [InlineData("trl-preference", ExportRows.Preference)]
    [InlineData("trl-prompt-completion", ExportRows.Sft)]
    [InlineData("alpaca", ExportRows.Sft)]
    [InlineData("sharegpt", ExportRows.Sft)]
    public void Most_formats_leave_no_choice_of_rows(string name, ExportRows rows)
    {
        var format = ExportFormats.BuiltIn.Named(name)!;
        Assert.Equal((rows, null), ExportFormats.RowsOf(format, null));
        Assert.NotNull(ExportFormats.RowsOf(format, "sft").Error);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void Csv_and_parquet_take_rows(string name)
    {
        var format = ExportFormats.BuiltIn.Named(name)!;
        Assert.Equal((ExportRows.Sft, null), ExportFormats.RowsOf(format, null));
        Assert.Equal((ExportRows.Preference, null), ExportFormats.RowsOf(format, "preference"));
        Assert.NotNull(ExportFormats.RowsOf(format, "both").Error);
    }
}
