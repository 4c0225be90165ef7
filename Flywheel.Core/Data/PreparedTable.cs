using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Flywheel.Core.Data;

/// <summary>A table as the model knows it, for commands that are prepared once and run for many rows.</summary>
internal sealed class PreparedTable
{
    private PreparedTable(string name, IReadOnlyList<Column> columns) => (Name, Columns) = (name, columns);

    /// <summary>The quoted name.</summary>
    public string Name { get; }

    /// <summary>All columns that the database does not fill by itself.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Inserts one row.</summary>
    public string Insert =>
        $"INSERT INTO {Name} ({string.Join(", ", Columns.Select(c => c.Quoted))}) VALUES ({string.Join(", ", Columns.Select(c => c.Parameter))})";

    /// <summary>The table of an entity.</summary>
    public static PreparedTable Of(FlywheelDbContext db, Type type)
    {
        var entity = db.Model.FindEntityType(type)!;
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var sql = db.GetService<ISqlGenerationHelper>();
        var columns = entity.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAdd)
            .Select((p, i) => new Column(p.GetColumnName(table)!, sql.DelimitIdentifier(p.GetColumnName(table)!), $"@p{i}", p.IsPrimaryKey(), p.GetGetter(), p.GetRelationalTypeMapping()));
        return new(sql.DelimitIdentifier(entity.GetTableName()!, entity.GetSchema()), [.. columns]);
    }

    /// <summary>A command in the context's current transaction, with a parameter a column.</summary>
    public DbCommand Command(FlywheelDbContext db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        foreach (var column in Columns) command.Parameters.Add(column.Mapping.CreateParameter(command, column.Parameter, null, nullable: true));
        return command;
    }

    /// <summary>Runs the command for one row.</summary>
    public Task RunAsync(DbCommand command, object row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Columns.Count; i++) command.Parameters[i].Value = Columns[i].ValueOf(row);
        return command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One column.</summary>
    internal sealed record Column(string Name, string Quoted, string Parameter, bool IsKey, IClrPropertyGetter Getter, RelationalTypeMapping Mapping)
    {
        private readonly ValueConverter? _converter = Mapping.Converter;

        /// <summary>The type of what <see cref="ValueOf"/> gives, apart from <see cref="DBNull"/>.</summary>
        public Type ProviderType
        {
            get
            {
                var type = _converter?.ProviderClrType ?? Mapping.ClrType;
                type = Nullable.GetUnderlyingType(type) ?? type;
                return type.IsEnum ? Enum.GetUnderlyingType(type) : type;
            }
        }

        public object ValueOf(object row)
        {
            var value = Getter.GetClrValue(row);
            if (value is null) return DBNull.Value;
            return (_converter is null ? value : _converter.ConvertToProvider(value)) ?? DBNull.Value;
        }
    }
}
