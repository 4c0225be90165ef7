namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>
/// The formats as the first exporter wrote them (manifests say <c>0.1.0</c>): versions that were frozen then keep their
/// bytes. Nothing here changes any more.
/// </summary>
internal static class FirstFormats
{
    /// <summary>All of them, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<IExportFormat> All =
    [
        new FirstOpenAiChatFormat(),
        new FirstOpenAiPreferenceFormat(),
        new FirstTrlPreferenceFormat(),
        new FirstTrlPromptCompletionFormat(),
        new FirstAlpacaFormat(),
        new FirstShareGptFormat(),
        new FirstCsvFormat(),
        new FirstParquetFormat(),
    ];
}
