namespace Flywheel.Core.Curate.Exports;

/// <summary>Every export format of the present exporter, by its name on the wire.</summary>
public static class ExportFormats
{
    /// <summary>
    /// Names the bytes that the formats write, in each manifest. Any change of a format's bytes needs another one, and what
    /// was frozen before keeps the formats of then; see <c>Datasets/Exporter</c>.
    /// </summary>
    public const string Version = "2";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<IExportFormat> All =
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

    private static readonly Dictionary<string, IExportFormat> ByName = All.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>The format of that exact name, or null.</summary>
    public static IExportFormat? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);

    /// <summary>Reads the <c>rows</c> option: <c>sft</c> (the default), <c>preference</c>; only where the format leaves the choice.</summary>
    /// <returns>The kind of rows and no error, or an error for the field <c>rows</c>.</returns>
    public static (ExportRows Rows, string? Error) RowsOf(IExportFormat format, string? rows) => (format.FixedRows, rows) switch
    {
        ({ } fixedRows, null) => (fixedRows, null),
        ({ } fixedRows, _) => (fixedRows, $"The format {format.Name} has one kind of rows; leave this out."),
        (null, null or "sft") => (ExportRows.Sft, null),
        (null, "preference") => (ExportRows.Preference, null),
        _ => (ExportRows.Sft, "Must be sft or preference."),
    };
}
