using Microsoft.Extensions.Configuration;

namespace Flywheel.Core.Data;

/// <summary>The databases that Flywheel runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Where the data is.</summary>
/// <param name="DataDirectory">Absolute path: the SQLite file, keys and Parquet files.</param>
public sealed record DatabaseLocation(DatabaseProvider Provider, string ConnectionString, string DataDirectory)
{
    /// <summary>The SQLite file; meaningless for SQL Server.</summary>
    public string SqliteFile => Path.Combine(DataDirectory, "flywheel.db");

    /// <summary>
    /// Reads <c>Flywheel:DataDirectory</c>, <c>Flywheel:Database:Provider</c> and <c>ConnectionStrings:Flywheel</c>.
    /// Faults are added to <paramref name="faults"/>, each naming its key and the expected form.
    /// </summary>
    public static DatabaseLocation Read(IConfiguration configuration, string contentRoot, ICollection<string> faults)
    {
        var directory = Path.GetFullPath(Path.Combine(contentRoot, configuration["Flywheel:DataDirectory"] is { Length: > 0 } d ? d : "data"));
        var connection = configuration.GetConnectionString("Flywheel");
        var name = configuration["Flywheel:Database:Provider"];
        if (string.IsNullOrEmpty(name) || name.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            return new(DatabaseProvider.Sqlite,
                string.IsNullOrEmpty(connection) ? $"Data Source={Path.Combine(directory, "flywheel.db")}" : connection, directory);
        }

        if (!name.Equals("SqlServer", StringComparison.OrdinalIgnoreCase))
            faults.Add("Flywheel:Database:Provider must be Sqlite or SqlServer.");
        else if (string.IsNullOrEmpty(connection))
            faults.Add("ConnectionStrings:Flywheel must hold a SQL Server connection string when Flywheel:Database:Provider is SqlServer.");
        return new(DatabaseProvider.SqlServer, connection ?? "", directory);
    }
}
