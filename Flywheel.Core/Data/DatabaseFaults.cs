using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Data;

/// <summary>What a write that failed says.</summary>
public enum WriteFault
{
    /// <summary>Nothing that could be relied on.</summary>
    Unknown,

    /// <summary>The database works and does not take a row for what it is: a key that is taken, a value that is too long.</summary>
    Item,

    /// <summary>The storage does not work: full, locked, away, too slow.</summary>
    Storage,
}

/// <summary>What went wrong in a database, told by number and never by message.</summary>
public static class DatabaseFaults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraint = 19;
    private const int SqlTimeout = -2;
    private const int SqlDeadlock = 1205;
    private const int SqlLockTimeout = 1222;

    /// <summary>SQLITE_ERROR, the only code of the library that may lie with the statement and its values.</summary>
    private const int SqliteError = 1;

    /// <summary>Too big, a constraint, a mismatch of types, a value out of range.</summary>
    private static readonly HashSet<int> SqliteItems = [18, SqliteConstraint, 20, 25];

    /// <summary>Overflow, conversion, null, a constraint, a taken key, too long a text or key.</summary>
    private static readonly HashSet<int> SqlServerItems = [220, 232, 241, 242, 245, 515, 547, 1946, 2601, 2627, 2628, 8114, 8115, 8152];

    /// <summary>A database that cannot be opened, a sign-in that failed.</summary>
    private static readonly HashSet<int> SqlServerStorage = [4060, 18456];

    /// <summary>Errors of this class and above are of the server, not of the statement.</summary>
    private const int SqlServerResources = 17;

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

    /// <summary>Where the fault of a write lies.</summary>
    public static WriteFault KindOf(Exception fault) => fault switch
    {
        _ when fault.IsBusy() => WriteFault.Storage,
        DbUpdateException { InnerException: { } inner } => KindOf(inner),
        SqliteException sqlite => KindOf(sqlite),
        SqlException sql => KindOf(sql),
        DbException { IsTransient: true } or OperationCanceledException or TimeoutException or IOException => WriteFault.Storage,
        _ => WriteFault.Unknown,
    };

    private static WriteFault KindOf(SqliteException fault) =>
        SqliteItems.Contains(fault.SqliteErrorCode) ? WriteFault.Item : fault.SqliteErrorCode == SqliteError ? WriteFault.Unknown : WriteFault.Storage;

    private static WriteFault KindOf(SqlException fault) =>
        SqlServerItems.Contains(fault.Number) ? WriteFault.Item
        : fault.Class >= SqlServerResources || fault.IsTransient || SqlServerStorage.Contains(fault.Number) ? WriteFault.Storage
        : WriteFault.Unknown;
}
