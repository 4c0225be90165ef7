namespace Flywheel.Bench;

/// <summary>A table of text: first column to the left, the others to the right.</summary>
internal sealed class Table(params string[] header)
{
    private readonly List<string[]> rows = [header];

    public void Add(params string[] row) => rows.Add(row);

    public void Print(TextWriter output)
    {
        var widths = header.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine("  " + string.Join("  ", row.Select((cell, column) =>
                column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
        }

        output.WriteLine();
    }
}
