using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Flywheel.Core.Data;

/// <summary>
/// Inserts very many rows of one table without tracking them: statements of many rows on SQLite, a bulk copy on SQL Server.
/// Keys that the database makes are not read back.
/// </summary>
internal static class BulkInsert
{
    // The driver looks each parameter up by its name, one after the other: with many the time goes with their square.
    private const int MostParameters = 150;

    /// <summary>Inserts the rows in the context's current transaction.</summary>
    public static Task BulkInsertAsync<T>(this FlywheelDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class => db is SqlServerFlywheelDbContext ? CopyAsync(db, rows, cancellationToken) : InsertAsync(db, rows, cancellationToken);

    /// <summary>The rows as the table's columns, in the provider's types.</summary>
    internal static DataTable Rows<T>(FlywheelDbContext db, IReadOnlyCollection<T> rows)
        where T : class
    {
        var table = PreparedTable.Of(db, typeof(T));
        var data = new DataTable();
        foreach (var column in table.Columns) data.Columns.Add(column.Name, column.ProviderType);
        foreach (var row in rows) data.Rows.Add([.. table.Columns.Select(c => c.ValueOf(row))]);
        return data;
    }

    private static async Task InsertAsync<T>(FlywheelDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        var table = PreparedTable.Of(db, typeof(T));
        foreach (var chunk in rows.Chunk(Math.Max(1, MostParameters / table.Columns.Count)))
            await db.Database.ExecuteSqlRawAsync(Sql(table, chunk.Length), chunk.SelectMany(row => table.Columns.Select(c => c.ValueOf(row))), cancellationToken);
    }

    private static string Sql(PreparedTable table, int rows)
    {
        var width = table.Columns.Count;
        var values = Enumerable.Range(0, rows).Select(r => $"({string.Join(',', Enumerable.Range(r * width, width).Select(i => $"{{{i}}}"))})");
        return $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Quoted))}) VALUES {string.Join(',', values)}";
    }

    private static async Task CopyAsync<T>(FlywheelDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0) return;
        using var data = Rows(db, rows);
        // Without this option the foreign keys are neither checked nor trusted afterwards.
        using var copy = new SqlBulkCopy(
            (SqlConnection)db.Database.GetDbConnection(), SqlBulkCopyOptions.CheckConstraints, (SqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction())
        {
            DestinationTableName = PreparedTable.Of(db, typeof(T)).Name,
        };
        foreach (DataColumn column in data.Columns) copy.ColumnMappings.Add(column.ColumnName, column.ColumnName);
        await copy.WriteToServerAsync(data, cancellationToken);
    }
}
