using System.Globalization;
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
    private const string BusySecondsKey = "Flywheel:Database:BusySeconds";

    /// <summary>
    /// How long anything waits for others that write, the line in this process and the lock of the database together, before it is told that
    /// the storage is busy. 1-60 seconds.
    /// </summary>
    public TimeSpan BusyLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The SQLite file; meaningless for SQL Server.</summary>
    public string SqliteFile => Path.Combine(DataDirectory, "flywheel.db");

    /// <summary>
    /// Reads <c>Flywheel:DataDirectory</c>, <c>Flywheel:Database:Provider</c> and <c>ConnectionStrings:Flywheel</c>.
    /// Faults are added to <paramref name="errors"/>, each naming its key and the expected form.
    /// </summary>
    public static DatabaseLocation Read(IConfiguration configuration, string contentRoot, ICollection<string> errors)
    {
        var directory = Path.GetFullPath(Path.Combine(contentRoot, configuration["Flywheel:DataDirectory"] is { Length: > 0 } d ? d : "data"));
        var connection = configuration.GetConnectionString("Flywheel");
        var name = configuration["Flywheel:Database:Provider"];
        var limit = ReadBusyLimit(configuration[BusySecondsKey], errors);
        if (string.IsNullOrEmpty(name) || name.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            return new(DatabaseProvider.Sqlite,
                string.IsNullOrEmpty(connection) ? $"Data Source={Path.Combine(directory, "flywheel.db")}" : connection, directory) { BusyLimit = limit };
        }

        if (!name.Equals("SqlServer", StringComparison.OrdinalIgnoreCase))
            errors.Add("Flywheel:Database:Provider must be Sqlite or SqlServer.");
        else if (string.IsNullOrEmpty(connection))
            errors.Add("ConnectionStrings:Flywheel must hold a SQL Server connection string when Flywheel:Database:Provider is SqlServer.");
        return new(DatabaseProvider.SqlServer, connection ?? "", directory) { BusyLimit = limit };
    }

    private static TimeSpan ReadBusyLimit(string? text, ICollection<string> errors)
    {
        if (string.IsNullOrEmpty(text)) return TimeSpan.FromSeconds(5);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 60) return TimeSpan.FromSeconds(seconds);
        errors.Add($"{BusySecondsKey} must be a whole number from 1 to 60.");
        return TimeSpan.FromSeconds(5);
    }
}
