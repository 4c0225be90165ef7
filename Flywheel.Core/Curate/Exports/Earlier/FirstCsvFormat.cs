using CsvHelper;
using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>
/// Comma-separated values for people and their spreadsheets: UTF-8 without a byte-order mark, a header row, LF after each
/// row. A text that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, tab or CR gets an apostrophe in front, so that no
/// spreadsheet runs it as a formula. Numbers stay numbers.
/// </summary>
internal sealed class FirstCsvFormat : IExportFormat
{
    private static readonly string[] Common = ["id", "split", "source", "quality", "system", "history", "input"];
    private static readonly string[] SftHeader = [.. Common, "output"];
    private static readonly string[] PreferenceHeader = [.. Common, "chosen", "rejected"];

    // Escape concerns texts only, and its characters are the six above by default.
    private static readonly CsvWriterOptions Options = new()
    {
        NewLine = "\n",
        Injection = CsvInjection.Escape,
        Quoting = CsvQuoting.WhenNeededOrWhitespace,
    };

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
        await using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        csv.WriteHeader(shape == ExportRows.Sft ? SftHeader : PreferenceHeader);
        await foreach (var row in rows.Qualifying(this, shape, cancel))
        {
            WriteFields(csv, row, shape);
            await csv.EndRecordAsync(cancel);
            written++;
        }

        return written;
    }

    private static void WriteFields(CsvWriter csv, TrainingRow row, ExportRows shape)
    {
        var turns = FirstConversation.Before(row);
        csv.WriteField(row.Id);
        csv.WriteField(row.Split.ToWire());
        csv.WriteField(row.Source.ToWire());
        csv.WriteField(row.Quality.ToWire());
        csv.WriteField(FirstConversation.SystemText(turns));
        csv.WriteField(FirstConversation.Transcript(turns.Where(t => t.Role != FirstConversation.System)));
        csv.WriteField(row.Input);
        csv.WriteField(row.IdealOutput);
        if (shape == ExportRows.Preference) csv.WriteField(row.RejectedOutput);
    }
}
