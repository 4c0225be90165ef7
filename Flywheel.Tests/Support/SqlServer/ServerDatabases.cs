using System.Collections.Concurrent;
using Flywheel.Core.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Support.SqlServer;

/// <summary>
/// The databases of one run on a server: as many as tests use at once, migrated once, emptied between tests and dropped when the
/// run ends. Making a database takes seconds there, and each has connections of its own.
/// </summary>
internal static class ServerDatabases
{
    private static readonly ConcurrentBag<string> Free = [];
    private static readonly ConcurrentBag<string> Made = [];
    private static int _subscribed;

    /// <summary>The name of a database that is not in use: an empty one of an earlier test, or a new one that is not there yet.</summary>
    public static string Rent()
    {
        if (Interlocked.Exchange(ref _subscribed, 1) == 0) AppDomain.CurrentDomain.ProcessExit += (_, _) => DropAll();
        if (Free.TryTake(out var name)) return name;
        name = $"flywheel-test-{Environment.ProcessId}-{Guid.NewGuid():N}";
        Made.Add(name);
        return name;
    }

    /// <summary>Empties a database and gives it back; one that cannot be emptied is not used again.</summary>
    public static async Task ReturnAsync(FlywheelDbContext db)
    {
        var name = new SqlConnectionStringBuilder(db.Database.GetConnectionString()).InitialCatalog;
        await db.Database.ExecuteSqlRawAsync(EmptyingScript.Of(db.Model));
        SqlConnection.ClearPool((SqlConnection)db.Database.GetDbConnection());
        Free.Add(name);
    }

    private static void DropAll()
    {
        SqlConnection.ClearAllPools();
        using var server = new SqlConnection(new SqlConnectionStringBuilder(TestDatabase.Server) { InitialCatalog = "master" }.ConnectionString);
        server.Open();
        foreach (var name in Made)
        {
            using var drop = server.CreateCommand();
            drop.CommandText = $"IF DB_ID(N'{name}') IS NOT NULL DROP DATABASE [{name}]";
            try
            {
                drop.ExecuteNonQuery();
            }
            catch (SqlException)
            {
                // Something still holds it; the next ones are dropped all the same.
            }
        }
    }
}
