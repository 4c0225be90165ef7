namespace Flywheel.Core.Data;

/// <summary>
/// Inserts many rows of one table through one prepared command: what the model says of the table, without the cost of
/// tracking every row. Keys that the database makes are not read back; the same on every provider.
/// </summary>
internal static class PreparedInsert
{
    /// <summary>Inserts the rows in the context's current transaction.</summary>
    public static async Task InsertAsync<T>(this FlywheelDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0) return;
        var table = PreparedTable.Of(db, typeof(T));
        await using var command = table.Command(db, table.Insert);
        foreach (var row in rows) await table.RunAsync(command, row, cancellationToken);
    }
}
