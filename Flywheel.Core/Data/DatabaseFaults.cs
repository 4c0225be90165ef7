using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Data;

/// <summary>What went wrong in a database, told by number and never by message.</summary>
public static class DatabaseFaults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraint = 19;
    private const int SqlTimeout = -2;
    private const int SqlDeadlock = 1205;
    private const int SqlLockTimeout = 1222;

    /// <summary>Did the write fail because a unique key is taken?</summary>
    public static bool IsDuplicateKey(this DbUpdateException fault) => fault.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint && sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        SqlException sql => sql.Number is 2601 or 2627,
        _ => false,
    };

    /// <summary>Did somebody else hold the database, or a part of it, for too long? What was tried may be tried again later.</summary>
    public static bool IsBusy(this Exception fault) => fault switch
    {
        SqlException { Number: SqlTimeout } => true,
        { InnerException: { } inner } => inner.IsBusy() || fault.IsLocked(),
        _ => fault.IsLocked(),
    };

    /// <summary>As <see cref="IsBusy"/>, where it is certain that nothing was written.</summary>
    internal static bool IsLocked(this Exception? fault) => fault switch
    {
        DatabaseBusyException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        SqlException sql => sql.Number is SqlDeadlock or SqlLockTimeout,
        DbUpdateException { InnerException: { } inner } => inner.IsLocked(),
        _ => false,
    };

    /// <summary>Was the transaction chosen to end a deadlock? Nothing of it was written, and the next try meets nobody.</summary>
    internal static bool IsDeadlock(this Exception fault) => fault is SqlException { Number: SqlDeadlock } or { InnerException: SqlException { Number: SqlDeadlock } };

    /// <summary>
    /// Throws what the database said instead of EF's wrapping where it is about the database and not about the rows: whoever handles a
    /// <see cref="DbException"/> handles it whether it comes from a query or a save.
    /// </summary>
    internal static void ThrowIfUnavailable(this DbUpdateException fault)
    {
        if (fault.InnerException is not DbException inner || IsAboutRows(inner)) return;
        if (inner.IsBusy()) throw new DatabaseBusyException("The database was held by somebody else for too long; nothing was written.", inner);
        ExceptionDispatchInfo.Throw(inner);
    }

    /// <summary>Constraints and lengths.</summary>
    private static bool IsAboutRows(DbException fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint,
        SqlException sql => sql.Number is 515 or 547 or 2601 or 2627 or 2628 or 8152,
        _ => false,
    };
}
