using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Data;

/// <summary>What went wrong in a database, told by number and never by message.</summary>
public static class DatabaseFaults
{
    private const int SqliteConstraint = 19;

    /// <summary>Did the write fail because a unique key is taken?</summary>
    public static bool IsDuplicateKey(this DbUpdateException fault) => fault.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint && sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        SqlException sql => sql.Number is 2601 or 2627,
        _ => false,
    };
}
