using Parquet;
using Parquet.Schema;

namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// Apache Parquet with TRL's conversational columns, each a list of messages (<c>role</c>, <c>content</c>): <c>prompt</c>,
/// <c>completion</c> for SFT; <c>prompt</c>, <c>chosen</c>, <c>rejected</c> for preferences.
/// </summary>
internal sealed class ParquetFormat : IExportFormat
{
    /// <summary>The most rows that a row group holds.</summary>
    public const int RowsPerGroup = 20_000;

    /// <summary>A row group ends with the row that brings its texts to this many UTF-16 units.</summary>
    public const int CharsPerGroup = 8 * 1024 * 1024;

    private static readonly string[] SftColumns = ["prompt", "completion"];
    private static readonly string[] PreferenceColumns = ["prompt", "chosen", "rejected"];

    // The library's buffer pools are unbounded unless told otherwise.
    private static readonly ParquetOptions Options = new()
    {
        CompressionMethod = CompressionMethod.Snappy,
        MaximumSmallPoolFreeBytes = 16 * 1024 * 1024,
        MaximumLargePoolFreeBytes = 64 * 1024 * 1024,
    };

    public string Name => "parquet";
    public string Label => "Parquet";
    public string ContentType => "application/vnd.apache.parquet";
    public string FileExtension => "parquet";
    public ExportRows? FixedRows => null;
    public bool IsKept => true;

    /// <inheritdoc/>
    public LeftOutReason? LeavesOut(TrainingRow row) => Conversation.HasUnknownRole(row) ? LeftOutReason.UnknownRole : null;

    public async Task<long> WriteAsync(IAsyncEnumerable<TrainingRow> rows, Stream output, ExportRows shape, CancellationToken cancel)
    {
        var written = 0L;
        var schema = new ParquetSchema((shape == ExportRows.Sft ? SftColumns : PreferenceColumns).Select(Messages));
        var group = new MessageRowGroup(schema);
        await using var counted = new CountingStream(output);
        await using var file = await ParquetWriter.CreateAsync(schema, counted, Options, cancellationToken: cancel);
        await foreach (var row in rows.Qualifying(this, shape, cancel))
        {
            group.Add(Cells(row, shape));
            written++;
            if (group.Rows >= RowsPerGroup || group.Chars >= CharsPerGroup) await group.WriteAsync(file);
        }

        if (group.Rows > 0) await group.WriteAsync(file);
        return written;
    }

    private static ListField Messages(string name) => new(
        name, new StructField("element", new DataField<string>("role", nullable: false), new DataField<string>("content", nullable: false)));

    private static List<Turn>[] Cells(TrainingRow row, ExportRows shape) => shape == ExportRows.Sft
        ? [Conversation.Prompt(row), Answer(row.IdealOutput)]
        : [Conversation.Prompt(row), Answer(row.IdealOutput), Answer(row.RejectedOutput!)];

    private static List<Turn> Answer(string text) => [new(Conversation.Assistant, text)];
}
