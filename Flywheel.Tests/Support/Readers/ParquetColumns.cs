using Parquet;

namespace Flywheel.Tests.Support.Readers;

/// <summary>Reads Parquet files of lists of messages: every value of each leaf column, by its path such as <c>prompt.list.element.role</c>.</summary>
internal static class ParquetColumns
{
    public static async Task<Dictionary<string, List<string>>> ReadAsync(byte[] bytes)
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(bytes));
        var columns = reader.Schema.DataFields.ToDictionary(f => f.Path.ToString().Replace('/', '.'), _ => new List<string>());
        foreach (var group in reader.RowGroups)
        {
            foreach (var field in reader.Schema.DataFields)
            {
                var count = (int)group.GetMetadata(field)!.MetaData!.NumValues;
                var values = new ReadOnlyMemory<char>[count];
                await group.ReadRawAsync(field, values.AsMemory(), new int[count].AsMemory(), new int[count].AsMemory());
                foreach (var value in values) columns[field.Path.ToString().Replace('/', '.')].Add(value.ToString());
            }
        }

        return columns;
    }
}
