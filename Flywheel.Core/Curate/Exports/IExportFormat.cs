namespace Flywheel.Core.Curate.Exports;

/// <summary>What a row of a file teaches.</summary>
public enum ExportRows
{
    /// <summary>Supervised fine-tuning: an input and its ideal output. Every row qualifies.</summary>
    Sft = 0,

    /// <summary>
    /// A preferred output and one that is not. Only corrections qualify, and of them only those that differ from the
    /// original in more than Unicode form and white space.
    /// </summary>
    Preference = 1,
}

/// <summary>
/// A file format for training data. The same rows in the same order give the same bytes; user text is data in every
/// format and is never interpreted. It says all that others need to know of it: nothing compares its name. A new one is a
/// file here and a line in <see cref="ExportFormats.BuiltIn"/>, or a service of this type.
/// </summary>
public interface IExportFormat
{
    /// <summary>The name on the wire, such as <c>openai-chat</c>.</summary>
    string Name { get; }

    /// <summary>How texts for people call it; the name where there is no better word.</summary>
    string Label => Name;

    /// <summary>The media type to answer with.</summary>
    string ContentType { get; }

    /// <summary>Without a dot.</summary>
    string FileExtension { get; }

    /// <summary>The only kind of row that the format holds; null where the caller chooses.</summary>
    ExportRows? FixedRows { get; }

    /// <summary>
    /// Is the first file made kept and given out again? For formats whose bytes depend on the library that writes them;
    /// all others are written anew from the frozen rows.
    /// </summary>
    bool IsKept => false;

    /// <summary>
    /// Why the format cannot hold the row's conversation without losing some of it; null where it can. Rows with a reason
    /// are left out by <see cref="WriteAsync"/>.
    /// </summary>
    LeftOutReason? LeavesOut(TrainingRow row);

    /// <summary>
    /// True for a row whose line shows the type of every member; null where each line does. A file begins with such a row
    /// where there is one: readers infer a column's type from the beginning, and an empty list has none.
    /// </summary>
    Func<TrainingRow, bool>? ShowsTypes => null;

    /// <summary>
    /// Writes the rows that qualify, as they come: memory is bounded whatever their number. The output stays open and
    /// need not be able to seek.
    /// </summary>
    /// <param name="rows">In the order of the file.</param>
    /// <param name="shape">Ignored where <see cref="FixedRows"/> says it already.</param>
    /// <returns>How many rows were written.</returns>
    Task<long> WriteAsync(IAsyncEnumerable<TrainingRow> rows, Stream output, ExportRows shape, CancellationToken cancel);
}
