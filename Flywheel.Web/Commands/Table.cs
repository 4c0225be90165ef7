using System.Globalization;

namespace Flywheel.Web.Commands;

/// <summary>Rows of text in columns, as operators read and scripts cut them.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> _rows = [head];

    internal void Add(params object?[] cells) => _rows.Add([.. cells.Select(InWords)]);

    internal void WriteTo(TextWriter output)
    {
        var widths = Enumerable.Range(0, head.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string InWords(object? cell) => cell switch
    {
        null => "-",
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => new string([.. cell.ToString()!.Select(c => char.IsControl(c) ? '?' : c)]),
    };
}
