using Flywheel.Core.Curate.Exports;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Readers;
using Parquet;
using static Flywheel.Tests.Support.Fixtures.TrainingRows;

namespace Flywheel.Tests.Curate.Exports;

public sealed class ParquetFormatTests
{
    private static readonly string[] SftColumns =
        ["prompt.list.element.role", "prompt.list.element.content", "completion.list.element.role", "completion.list.element.content"];

    [Fact]
    public async Task Sft_rows_are_prompt_and_completion()
    {
        var columns = await ParquetColumns.ReadAsync(await ExportAsync("parquet", [Correction(), Approved()]));
        Assert.Equal(SftColumns, columns.Keys);
        Assert.Equal(["user", "user"], columns["prompt.list.element.role"]);
        Assert.Equal(["Where is my card?", "Hello"], columns["prompt.list.element.content"]);
        Assert.Equal(["assistant", "assistant"], columns["completion.list.element.role"]);
        Assert.Equal(["In the post.", "Hi, how can I help?"], columns["completion.list.element.content"]);
    }

    [Fact]
    public async Task Preference_rows_are_pairs_only()
    {
        var columns = await ParquetColumns.ReadAsync(await ExportAsync("parquet", [Correction(), Approved()], ExportRows.Preference));
        Assert.Equal(["prompt", "chosen", "rejected"], columns.Keys.Select(k => k.Split('.')[0]).Distinct());
        Assert.Equal(["No idea."], columns["rejected.list.element.content"]);
    }

    [Fact]
    public async Task Every_special_text_comes_back()
    {
        var texts = SpecialCharacterTests.Texts.Select(t => t.Data).ToList();
        var columns = await ParquetColumns.ReadAsync(await ExportAsync("parquet", texts.Select((t, i) => Correction(i, t, t))));
        Assert.Equal(texts, columns["prompt.list.element.content"]);
        Assert.Equal(texts, columns["completion.list.element.content"]);
    }

    [Fact]
    public async Task A_lone_surrogate_becomes_the_replacement_character() =>
        Assert.Equal(["a\uFFFDb"], (await ParquetColumns.ReadAsync(await ExportAsync("parquet", [Correction(input: "a\ud800b")])))["prompt.list.element.content"]);

    [Fact]
    public async Task No_rows_make_a_readable_file() =>
        Assert.Equal(SftColumns, (await ParquetColumns.ReadAsync(await ExportAsync("parquet", []))).Keys);

    [Fact]
    public async Task Many_rows_are_split_into_row_groups()
    {
        var rows = Enumerable.Range(0, ParquetFormat.RowsPerGroup + 1).Select(i => Correction(i, $"q{i}"));
        using var file = new MemoryStream(await ExportAsync("parquet", rows));
        await using var reader = await ParquetReader.CreateAsync(file);
        Assert.Equal([ParquetFormat.RowsPerGroup, 1L], reader.RowGroups.Select(g => g.RowCount));
    }

    [Fact]
    public async Task Long_rows_are_split_into_row_groups_earlier()
    {
        var text = new string('x', 1024 * 1024);
        using var file = new MemoryStream(await ExportAsync("parquet", Enumerable.Range(0, 9).Select(i => Correction(i, text, text))));
        await using var reader = await ParquetReader.CreateAsync(file);
        Assert.Equal([4L, 4L, 1L], reader.RowGroups.Select(g => g.RowCount));
    }
}
