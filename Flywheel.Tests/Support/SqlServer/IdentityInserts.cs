using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Flywheel.Tests.Support.SqlServer;

/// <summary>
/// Lets tests store rows under numbers of their own, as SQLite does: an insert that names the identity column of its table is put between
/// <c>SET IDENTITY_INSERT ... ON</c> and <c>OFF</c>.
/// </summary>
internal sealed partial class IdentityInserts : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Allow(command, eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Allow(command, eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Allow(command, eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Allow(command, eventData.Context);
        return ValueTask.FromResult(result);
    }

    /// <summary>The same statements, with the switch round those that name a table's identity column <c>Id</c>.</summary>
    public static string Rewrite(string sql, IReadOnlySet<string> identityTables) => NumberedInsert().Replace(
        sql, insert => identityTables.Contains(insert.Groups["table"].Value)
            ? $"SET IDENTITY_INSERT [{insert.Groups["table"].Value}] ON;\n{insert.Value}\nSET IDENTITY_INSERT [{insert.Groups["table"].Value}] OFF;"
            : insert.Value);

    private static void Allow(DbCommand command, DbContext? db)
    {
        if (db is not null && command.CommandText.Contains("INSERT INTO", StringComparison.OrdinalIgnoreCase))
            command.CommandText = Rewrite(command.CommandText, EmptyingScript.IdentityTables(db.Model));
    }

    /// <summary>One statement as EF writes it, up to its semicolon: values are parameters, so that none stands inside.</summary>
    [GeneratedRegex(@"INSERT INTO \[(?<table>[^\]]+)\] \((?:[^)]*, )?\[Id\](?:,[^)]*)?\)[^;]*;", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedInsert();
}
