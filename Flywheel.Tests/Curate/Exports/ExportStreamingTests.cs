using Flywheel.Core.Curate.Exports;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Readers;

namespace Flywheel.Tests.Curate.Exports;

public sealed class ExportStreamingTests
{
    public static TheoryData<string> Formats => [.. ExportFormats.BuiltIn.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_million_rows_are_written_as_they_are_read(string name)
    {
        var probe = new StreamProbe();
        var row = TrainingRows.Correction();
        var rows = probe.Rows(1_000_000, i => row with { Id = i });
        Assert.Equal(1_000_000L, await ExportFormats.BuiltIn.Named(name)!.WriteAsync(rows, probe, ExportRows.Preference, CancellationToken.None));
        Assert.InRange(probe.MostPulledAhead, 1, name == "parquet" ? ParquetFormat.RowsPerGroup : 2_000);
    }

    [Theory]
    [InlineData("openai-chat")]
    [InlineData("openai-preference")]
    [InlineData("trl-preference")]
    [InlineData("alpaca")]
    [InlineData("csv")]
    public async Task A_long_row_does_not_wait_for_others(string name)
    {
        var probe = new StreamProbe();
        var text = new string('x', 100_000);
        await ExportFormats.BuiltIn.Named(name)!.WriteAsync(
            probe.Rows(50, i => TrainingRows.Correction(i, text)), probe, ExportRows.Sft, CancellationToken.None);
        Assert.InRange(probe.MostPulledAhead, 1, 2);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Two_exports_are_equal_byte_for_byte(string name)
    {
        var rows = Enumerable.Range(1, 30_000).Select(i => TrainingRows.Correction(i, $"question {i % 700}", $"answer {i}"));
        Assert.Equal(await TrainingRows.ExportAsync(name, rows), await TrainingRows.ExportAsync(name, rows));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task The_output_stays_open_and_nothing_is_written_before_where_it_stood(string name)
    {
        using var file = new MemoryStream();
        file.WriteByte(1);
        await ExportFormats.BuiltIn.Named(name)!.WriteAsync(
            new[] { TrainingRows.Correction() }.ToAsyncEnumerable(), file, ExportRows.Preference, CancellationToken.None);
        Assert.True(file.CanWrite);
        Assert.Equal(
            await TrainingRows.ExportAsync(name, [TrainingRows.Correction()], ExportRows.Preference), file.ToArray()[1..]);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_cancelled_export_stops(string name)
    {
        var probe = new StreamProbe();
        using var cancel = new CancellationTokenSource();
        var rows = probe.Rows(1_000_000, i =>
        {
            if (i == 30_000) cancel.Cancel();
            return TrainingRows.Correction(i);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ExportFormats.BuiltIn.Named(name)!.WriteAsync(rows, probe, ExportRows.Preference, cancel.Token));
    }
}
