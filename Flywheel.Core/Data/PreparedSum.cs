
namespace Flywheel.Core.Data;

/// <summary>
/// Adds to the numbers of many rows of one table, and inserts the rows that are missing, through one prepared command. The
/// primary key says which row; every other column is added to.
/// </summary>
internal static class PreparedSum
{
    /// <summary>Adds the rows to those of the table, in the context's current transaction.</summary>
    public static async Task AddToAsync<T>(this FlywheelDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0) return;
        var table = PreparedTable.Of(db, typeof(T));
        await using var command = table.Command(db, Sql(db, typeof(T)));
        foreach (var row in rows) await table.RunAsync(command, row, cancellationToken);
    }

    /// <summary>The statement of a provider.</summary>
    internal static string Sql(FlywheelDbContext db, Type type)
    {
        var table = PreparedTable.Of(db, type);
        var (keys, sums) = (table.Columns.Where(c => c.IsKey).ToList(), table.Columns.Where(c => !c.IsKey).ToList());
        if (db is SqliteFlywheelDbContext)
        {
            return $"{table.Insert} ON CONFLICT ({string.Join(", ", keys.Select(k => k.Quoted))}) DO UPDATE SET "
                + string.Join(", ", sums.Select(s => $"{s.Quoted} = {s.Quoted} + excluded.{s.Quoted}"));
        }

        return $"UPDATE {table.Name} SET {string.Join(", ", sums.Select(s => $"{s.Quoted} = {s.Quoted} + {s.Parameter}"))} "
            + $"WHERE {string.Join(" AND ", keys.Select(k => $"{k.Quoted} = {k.Parameter}"))}; IF @@ROWCOUNT = 0 {table.Insert};";
    }
}
