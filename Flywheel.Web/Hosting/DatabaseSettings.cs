using System.Data.Common;
using Flywheel.Core.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Flywheel.Web.Hosting;

/// <summary>Checks of the data's place that need no database.</summary>
internal static class DatabaseSettings
{
    internal static void Check(DatabaseLocation location, List<string> errors)
    {
        if (!MayWrite(location.DataDirectory)) errors.Add("Flywheel:DataDirectory must be a directory that this process may make and write to.");
        if (!IsConnectionString(location)) errors.Add($"ConnectionStrings:Flywheel must be a connection string of {location.Provider}, such as {Example(location.Provider)}.");
    }

    private static bool MayWrite(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsConnectionString(DatabaseLocation location)
    {
        try
        {
            DbConnectionStringBuilder parsed = location.Provider == DatabaseProvider.Sqlite
                ? new SqliteConnectionStringBuilder(location.ConnectionString)
                : new SqlConnectionStringBuilder(location.ConnectionString);
            return parsed is not SqliteConnectionStringBuilder { DataSource.Length: 0 };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static string Example(DatabaseProvider provider) =>
        provider == DatabaseProvider.Sqlite ? "Data Source=/var/lib/flywheel/flywheel.db" : "Server=db;Database=flywheel;Encrypt=true;...";
}
