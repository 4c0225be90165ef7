using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Spreadsheets;

namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// Comma-separated values for people and their spreadsheets, with a header row, as <see cref="SpreadsheetWriter"/> writes
/// them. <c>history</c> holds the earlier turns of every role as <see cref="Conversation.Transcript"/>.
/// </summary>
internal sealed class CsvFormat : IExportFormat
{
    private static readonly string[] Common = ["id", "split", "source", "quality", "system", "history", "input"];
    private static readonly string[] SftHeader = [.. Common, "output"];
    private static readonly string[] PreferenceHeader = [.. Common, "chosen", "rejected"];

    public string Name => "csv";
    public string Label => "CSV";
    public string ContentType => "text/csv; charset=utf-8";
    public string FileExtension => "csv";
    public ExportRows? FixedRows => null;

    /// <inheritdoc/>
    public LeftOutReason? LeavesOut(TrainingRow row) => null;

    public async Task<long> WriteAsync(IAsyncEnumerable<TrainingRow> rows, Stream output, ExportRows shape, CancellationToken cancel)
    {
        var written = 0L;
        await using var csv = new SpreadsheetWriter(output);
        csv.Texts(shape == ExportRows.Sft ? SftHeader : PreferenceHeader);
        await csv.EndRowAsync(cancel);
        await foreach (var row in rows.Qualifying(this, shape, cancel))
        {
            WriteCells(csv, row, shape);
            await csv.EndRowAsync(cancel);
            written++;
        }

        return written;
    }

    private static void WriteCells(SpreadsheetWriter csv, TrainingRow row, ExportRows shape)
    {
        var turns = Conversation.Before(row);
        csv.Number(row.Id);
        csv.Text(row.Split.ToWire());
        csv.Text(row.Source.ToWire());
        csv.Text(row.Quality.ToWire());
        csv.Text(Conversation.SystemText(turns));
        csv.Text(Conversation.Transcript(turns.Where(t => t.Role != Conversation.System)));
        csv.Text(row.Input);
        csv.Text(row.IdealOutput);
        if (shape == ExportRows.Preference) csv.Text(row.RejectedOutput);
    }
}
