using Parquet;
using Parquet.Schema;

namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>
/// Apache Parquet with TRL's columns, all of them required strings: <c>prompt</c>, <c>completion</c> for SFT; <c>prompt</c>,
/// <c>chosen</c>, <c>rejected</c> for preferences. The prompt is <see cref="FirstConversation.Prompt"/>.
/// </summary>
internal sealed class FirstParquetFormat : IExportFormat
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
    public LeftOutReason? LeavesOut(TrainingRow row) => null;

    public async Task<long> WriteAsync(IAsyncEnumerable<TrainingRow> rows, Stream output, ExportRows shape, CancellationToken cancel)
    {
        var written = 0L;
        var names = shape == ExportRows.Sft ? SftColumns : PreferenceColumns;
        var schema = new ParquetSchema(names.Select(n => new DataField<string>(n, nullable: false)));
        var group = new RowGroup(names.Length);
        await using var counted = new CountingStream(output);
        await using var file = await ParquetWriter.CreateAsync(schema, counted, Options, cancellationToken: cancel);
        await foreach (var row in rows.Qualifying(this, shape, cancel))
        {
            group.Add(Cells(row, shape));
            written++;
            if (group.IsFull) await group.WriteAsync(file, schema);
        }

        if (group.Count > 0) await group.WriteAsync(file, schema);
        return written;
    }

    private static string[] Cells(TrainingRow row, ExportRows shape) => shape == ExportRows.Sft
        ? [FirstConversation.Prompt(row), row.IdealOutput]
        : [FirstConversation.Prompt(row), row.IdealOutput, row.RejectedOutput!];

    /// <summary>The rows that wait to be written together, column by column.</summary>
    private sealed class RowGroup(int width)
    {
        private readonly List<string>[] _columns = [.. Enumerable.Range(0, width).Select(_ => new List<string>())];
        private long _chars;

        public int Count => _columns[0].Count;
        public bool IsFull => Count >= RowsPerGroup || _chars >= CharsPerGroup;

        public void Add(string[] cells)
        {
            for (var i = 0; i < cells.Length; i++) _columns[i].Add(cells[i]);
            _chars += cells.Sum(c => (long)c.Length);
        }

        public async Task WriteAsync(ParquetWriter file, ParquetSchema schema)
        {
            using (var writer = file.CreateRowGroup())
            {
                for (var i = 0; i < _columns.Length; i++)
                    await writer.WriteAsync(schema.DataFields[i], _columns[i]);
            }

            foreach (var column in _columns) column.Clear();
            _chars = 0;
        }
    }
}
