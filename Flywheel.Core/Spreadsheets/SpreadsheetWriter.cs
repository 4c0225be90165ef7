using CsvHelper;

namespace Flywheel.Core.Spreadsheets;

/// <summary>
/// Writes comma-separated values for people and their spreadsheets; every such file of the program comes from here. UTF-8
/// without a byte-order mark, RFC 4180 quoting, LF after each row. A text that a spreadsheet could read as a formula gets
/// an apostrophe in front (see <see cref="FormulaText"/>); numbers stay numbers.
/// </summary>
public sealed class SpreadsheetWriter : IAsyncDisposable
{
    /// <summary>What people are told beside a download.</summary>
    public const string ApostropheNote =
        "In CSV, an apostrophe stands before a text that a spreadsheet could run as a formula: one that begins with = + - @, tab or a line break, "
        + "also in full width or other forms of these characters, and after leading spaces or invisible characters.";

    private static readonly CsvWriterOptions Options = new() { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    private readonly CsvWriter _csv;

    /// <summary>The stream stays open.</summary>
    public SpreadsheetWriter(Stream output) => _csv = CsvWriter.Create(output, Options, leaveOpen: true);

    /// <summary>A cell with a text; null is an empty cell.</summary>
    public void Text(string? value)
    {
        if (FormulaText.IsIn(value)) _csv.WriteField("'" + value, CsvQuoting.Always);
        else _csv.WriteField(value);
    }

    /// <summary>Cells with texts, such as a header's.</summary>
    public void Texts(IEnumerable<string?> values)
    {
        foreach (var value in values) Text(value);
    }

    /// <summary>A cell with a number; null is an empty cell.</summary>
    public void Number(long? value) => _csv.WriteField(value);

    /// <inheritdoc cref="Number(long?)"/>
    public void Number(double? value) => _csv.WriteField(value);

    /// <summary>Ends the row.</summary>
    public ValueTask EndRowAsync(CancellationToken cancellationToken) => _csv.EndRecordAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}
