using Parquet;
using Parquet.Schema;

namespace Flywheel.Core.Curate.Exports;

/// <summary>Rows of message lists that wait to be written together, column by column. No list is empty.</summary>
internal sealed class MessageRowGroup(ParquetSchema schema)
{
    private readonly Column[] _columns = [.. schema.Fields.Select(_ => new Column())];

    /// <summary>How many rows wait.</summary>
    public int Rows { get; private set; }

    /// <summary>How many UTF-16 units their texts have.</summary>
    public long Chars { get; private set; }

    /// <summary>Adds a row: the messages of each column.</summary>
    public void Add(List<Turn>[] cells)
    {
        for (var i = 0; i < cells.Length; i++) _columns[i].Add(cells[i]);
        Rows++;
        Chars += cells.Sum(c => c.Sum(t => (long)t.Text.Length));
    }

    /// <summary>Writes what waits as one row group, and begins anew.</summary>
    public async Task WriteAsync(ParquetWriter file)
    {
        using (var writer = file.CreateRowGroup())
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                await writer.WriteAsync(schema.DataFields[2 * i], _columns[i].Roles, _columns[i].Levels.ToArray());
                await writer.WriteAsync(schema.DataFields[(2 * i) + 1], _columns[i].Texts, _columns[i].Levels.ToArray());
            }
        }

        foreach (var column in _columns) column.Clear();
        (Rows, Chars) = (0, 0);
    }

    /// <summary>A level of 0 begins a row's list, 1 goes on with it.</summary>
    private sealed class Column
    {
        public List<string> Roles { get; } = [];
        public List<string> Texts { get; } = [];
        public List<int> Levels { get; } = [];

        public void Add(List<Turn> turns)
        {
            for (var i = 0; i < turns.Count; i++)
            {
                Roles.Add(turns[i].Role);
                Texts.Add(turns[i].Text);
                Levels.Add(i == 0 ? 0 : 1);
            }
        }

        public void Clear()
        {
            Roles.Clear();
            Texts.Clear();
            Levels.Clear();
        }
    }
}
