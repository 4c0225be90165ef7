namespace Flywheel.Core.Curate.Exports;

/// <summary>The export formats that Flywheel brings, and what is common to all formats.</summary>
public static class ExportFormats
{
    /// <summary>
    /// Names the bytes that the formats write, in each manifest. Any change of a format's bytes needs another one, and what
    /// was frozen before keeps the formats of then; see <c>Datasets/Exporters</c>.
    /// </summary>
    public const string Version = "2";

    /// <summary>A line for each, in the order in which they are offered; each becomes a service.</summary>
    public static readonly IReadOnlyList<IExportFormat> BuiltIn =
    [
        new OpenAiChatFormat(),
        new OpenAiPreferenceFormat(),
        new TrlPreferenceFormat(),
        new TrlPromptCompletionFormat(),
        new AlpacaFormat(),
        new ShareGptFormat(),
        new CsvFormat(),
        new ParquetFormat(),
    ];

    /// <summary>The format of that exact name, or null.</summary>
    public static IExportFormat? Named(this IEnumerable<IExportFormat> formats, string? name) => formats.FirstOrDefault(f => f.Name == name);

    /// <summary>Those that leave the choice of rows, as a sentence lists them: <c>csv and parquet</c>.</summary>
    /// <param name="formats">All that are offered.</param>
    /// <param name="called">How a format is called in the sentence.</param>
    public static string WithChoiceOfRows(this IEnumerable<IExportFormat> formats, Func<IExportFormat, string> called)
    {
        var names = formats.Where(f => f.FixedRows is null).Select(called).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    /// <summary>Reads the <c>rows</c> option: <c>sft</c> (the default), <c>preference</c>; only where the format leaves the choice.</summary>
    /// <returns>The kind of rows and no error, or an error for the field <c>rows</c>.</returns>
    public static (ExportRows Rows, string? Error) RowsOf(IExportFormat format, string? rows) => (format.FixedRows, rows) switch
    {
        ({ } fixedRows, null) => (fixedRows, null),
        ({ } fixedRows, _) => (fixedRows, $"The format {format.Name} has one kind of rows; leave this out."),
        (null, null) => (ExportRows.Sft, null),
        _ when ExportWireNames.ParseRows(rows) is { } chosen => (chosen, null),
        _ => (ExportRows.Sft, "Must be sft or preference."),
    };
}
