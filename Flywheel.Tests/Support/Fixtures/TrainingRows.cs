using System.Text;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;

namespace Flywheel.Tests.Support.Fixtures;

/// <summary>Training rows with defaults, and exports into memory.</summary>
internal static class TrainingRows
{
    /// <summary>A correction: <c>Where is my card?</c>, <c>In the post.</c> instead of <c>No idea.</c></summary>
    public static TrainingRow Correction(
        long id = 7, string input = "Where is my card?", string ideal = "In the post.", string? rejected = "No idea.", SignalContext? context = null) =>
        new(id, CandidateSource.UserCorrection, Quality.VeryHigh, Split.Train, id, null, context, input, ideal, rejected);

    /// <summary>An approved answer, which has no rejected output.</summary>
    public static TrainingRow Approved(long id = 8) =>
        new(id, CandidateSource.UserApproved, Quality.High, Split.Test, id, null, null, "Hello", "Hi, how can I help?", null);

    /// <summary>A system prompt and turns written as <c>role: text</c>.</summary>
    public static SignalContext Context(string? system, params string[] turns) => new(
        system,
        [.. turns.Select(t => t.Split(": ", 2)).Select(t => new ContextMessage(t[0], t[1]))],
        null);

    /// <summary>The file's bytes.</summary>
    public static async Task<byte[]> ExportAsync(string format, IEnumerable<TrainingRow> rows, ExportRows shape = ExportRows.Sft)
    {
        using var file = new MemoryStream();
        await ExportFormats.BuiltIn.Named(format)!.WriteAsync(rows.ToAsyncEnumerable(), file, shape, CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>The file as text.</summary>
    public static async Task<string> TextAsync(string format, ExportRows shape, params TrainingRow[] rows) =>
        new UTF8Encoding(false, true).GetString(await ExportAsync(format, rows, shape));

    /// <inheritdoc cref="TextAsync(string, ExportRows, TrainingRow[])"/>
    public static Task<string> TextAsync(string format, params TrainingRow[] rows) => TextAsync(format, ExportRows.Sft, rows);
}
