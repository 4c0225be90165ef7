using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Data;

/// <summary>The database is not set up as Flywheel needs it; the message says what to run.</summary>
public sealed class DatabaseSetupException(string message) : DbException(message);

/// <summary>
/// On SQL Server readers must not wait for writers, nor writers for readers, as on SQLite: both kinds of row versions are on. Set when the
/// database is made; of one that an administrator made, demanded at every start.
/// </summary>
internal static class SqlServerSnapshots
{
    /// <summary>While the database is in use, too.</summary>
    internal const string AllowSnapshots = "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;";

    /// <summary>Only while nobody else uses the database.</summary>
    internal const string VersionReads = "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK AFTER 5 SECONDS;";

    /// <summary>The tens are read-committed snapshots: 1 for on. The ones are snapshots: 1 for on, 2 and 3 for on its way there or back.</summary>
    internal const string Look = "SELECT CAST(is_read_committed_snapshot_on AS int) * 10 + snapshot_isolation_state AS Value FROM sys.databases WHERE database_id = DB_ID()";

    private const int BothOn = 11;

    /// <param name="isNew">Was the database made at this start?</param>
    /// <exception cref="DatabaseSetupException">One of them is off, and cannot be turned on from here.</exception>
    internal static async Task DemandAsync(FlywheelDbContext db, bool isNew, CancellationToken cancellationToken)
    {
        var state = await StateAsync(db, cancellationToken);
        if (state == BothOn) return;
        try
        {
            if (isNew && state < 10) await db.Database.ExecuteSqlRawAsync(VersionReads, cancellationToken);
            if (state % 10 != 1) await db.Database.ExecuteSqlRawAsync(AllowSnapshots, cancellationToken);
        }
        catch (SqlException fault)
        {
            throw new DatabaseSetupException($"{FaultOf(state)} ({fault.Message})");
        }

        if (FaultOf(await StateAsync(db, cancellationToken)) is { } left) throw new DatabaseSetupException(left);
    }

    /// <summary>What is wrong with a state as <see cref="Look"/> reads it; null where nothing is.</summary>
    internal static string? FaultOf(int state) => state == BothOn
        ? null
        : $"READ_COMMITTED_SNAPSHOT and ALLOW_SNAPSHOT_ISOLATION must be on. Stop every server, run this in the database as its owner, and start again: {VersionReads} {AllowSnapshots}";

    private static Task<int> StateAsync(FlywheelDbContext db, CancellationToken cancellationToken) => db.Database.SqlQueryRaw<int>(Look).SingleAsync(cancellationToken);
}
