using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Flywheel.Core.Data;

/// <summary>
/// Sets what every SQLite connection of the process needs: a commit is synced before it returns, deleted text is
/// overwritten, and a connection waits for the one write lock as long as <see cref="BusyDeadline"/> says and no longer.
/// </summary>
internal sealed class SqlitePragmas(TimeSpan busyLimit) : DbConnectionInterceptor
{
    // The driver itself tries again, every 150 ms, until its timeout; SQLite's own waiting would come on top of each try.
    private const string Pragmas =
        "PRAGMA busy_timeout=250; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection, busyLimit);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection, busyLimit);
        return Task.CompletedTask;
    }

    /// <summary>Applies them to a connection that EF did not open.</summary>
    internal static void Apply(DbConnection connection, TimeSpan busyLimit)
    {
        if (connection is not SqliteConnection sqlite) return;
        sqlite.DefaultTimeout = BusyDeadline.SecondsLeft(busyLimit);
        using var command = sqlite.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
