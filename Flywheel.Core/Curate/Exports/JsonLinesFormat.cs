namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// One JSON object a line, UTF-8 without a byte-order mark, each line ended by LF. All lines of a file have the same members
/// in the same order.
/// </summary>
internal abstract class JsonLinesFormat(string name, ExportRows rows) : IExportFormat
{
    public string Name => name;
    public string ContentType => "application/x-ndjson";
    public string FileExtension => "jsonl";
    public ExportRows? FixedRows => rows;

    public async Task<long> WriteAsync(IAsyncEnumerable<TrainingRow> source, Stream output, ExportRows shape, CancellationToken cancel)
    {
        var written = 0L;
        using var lines = new JsonLineWriter(output);
        await foreach (var row in source.Qualifying(this, rows, cancel))
        {
            lines.Json.WriteStartObject();
            WriteMembers(lines, row);
            lines.Json.WriteEndObject();
            await lines.EndLineAsync(cancel);
            written++;
        }

        await lines.FlushAsync(cancel);
        return written;
    }

    /// <inheritdoc/>
    public virtual LeftOutReason? LeavesOut(TrainingRow row) => Conversation.HasUnknownRole(row) ? LeftOutReason.UnknownRole : null;

    /// <inheritdoc/>
    public virtual Func<TrainingRow, bool>? ShowsTypes => null;

    /// <summary>Writes the members of the row's object.</summary>
    protected abstract void WriteMembers(JsonLineWriter line, TrainingRow row);
}
