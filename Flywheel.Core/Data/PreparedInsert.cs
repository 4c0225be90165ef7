using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Flywheel.Core.Data;

/// <summary>
/// Inserts many rows of one table through one prepared command: what the model says of the table, without the cost of
/// tracking every row. For rows whose keys are known beforehand; the same on every provider.
/// </summary>
internal static class PreparedInsert
{
    /// <summary>Inserts the rows in the context's current transaction.</summary>
    public static async Task InsertAsync<T>(this FlywheelDbContext db, IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        if (rows.Count == 0) return;
        var columns = Columns(db.Model.FindEntityType(typeof(T))!);
        await using var command = Prepare(db, typeof(T), columns);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++) command.Parameters[i].Value = columns[i].ValueOf(row);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static List<Column> Columns(IEntityType type)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        return [.. type.GetProperties().Select(p => new Column(p.GetColumnName(table)!, p.GetGetter(), p.GetRelationalTypeMapping()))];
    }

    private static DbCommand Prepare(FlywheelDbContext db, Type type, List<Column> columns)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        var entity = db.Model.FindEntityType(type)!;
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema())} "
            + $"({string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Name)))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < columns.Count; i++)
            command.Parameters.Add(columns[i].Mapping.CreateParameter(command, $"@p{i}", null, nullable: true));
        return command;
    }

    private sealed record Column(string Name, IClrPropertyGetter Getter, RelationalTypeMapping Mapping)
    {
        private readonly ValueConverter? _converter = Mapping.Converter;

        public object ValueOf(object row)
        {
            var value = Getter.GetClrValue(row);
            if (value is null) return DBNull.Value;
            return (_converter is null ? value : _converter.ConvertToProvider(value)) ?? DBNull.Value;
        }
    }
}
