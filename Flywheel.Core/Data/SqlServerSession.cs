using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Flywheel.Core.Data;

/// <summary>Says on every SQL Server connection how long a statement waits for a lock: then it fails with error 1222.</summary>
internal sealed class SqlServerSession(TimeSpan busyLimit) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The statement; milliseconds, at least one.</summary>
    internal static string Statement(TimeSpan busyLimit) =>
        string.Create(CultureInfo.InvariantCulture, $"SET LOCK_TIMEOUT {Math.Max(1, (long)BusyDeadline.Left(busyLimit).TotalMilliseconds)};");

    private DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = Statement(busyLimit);
        return command;
    }
}
