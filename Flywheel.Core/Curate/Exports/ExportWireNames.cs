namespace Flywheel.Core.Curate.Exports;

/// <summary>The names of the exports' values on the wire and in files. Written out, like those of candidates.</summary>
public static class ExportWireNames
{
    /// <summary><c>unknown_role</c> or <c>begins_with_assistant</c>.</summary>
    public static string ToWire(this LeftOutReason reason) => reason switch
    {
        LeftOutReason.UnknownRole => "unknown_role",
        LeftOutReason.BeginsWithAssistant => "begins_with_assistant",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary><c>sft</c> or <c>preference</c>.</summary>
    public static string ToWire(this ExportRows rows) => rows switch
    {
        ExportRows.Sft => "sft",
        ExportRows.Preference => "preference",
        _ => throw new ArgumentOutOfRangeException(nameof(rows), rows, null),
    };

    /// <summary>The kind of rows of that exact wire name, or null.</summary>
    public static ExportRows? ParseRows(string? name) => Enum.GetValues<ExportRows>().Where(r => r.ToWire() == name).Select(r => (ExportRows?)r).FirstOrDefault();

    /// <summary><c>train</c>, <c>validation</c> or <c>test</c>.</summary>
    public static string ToWire(this Split split) => split switch
    {
        Split.Train => "train",
        Split.Validation => "validation",
        Split.Test => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
    };

    /// <summary>The split of that exact wire name, or null.</summary>
    public static Split? ParseSplit(string? name) => Enum.GetValues<Split>().Where(s => s.ToWire() == name).Select(s => (Split?)s).FirstOrDefault();
}
