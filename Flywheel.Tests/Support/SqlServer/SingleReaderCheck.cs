using System.Data.Common;
using System.Runtime.CompilerServices;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Support.SqlServer;

/// <summary>
/// Makes SQLite as strict as SQL Server without MARS: a command on a connection whose last reader is still open fails the
/// test that ran it.
/// </summary>
public sealed class SingleReaderCheck : DbCommandInterceptor
{
    // One for all tests: EF compiles a query once for each set of interceptors.
    private static readonly SingleReaderCheck Instance = new();

    private readonly ConditionalWeakTable<DbConnection, StrongBox<string?>> _open = [];

    private SingleReaderCheck()
    {
    }

    /// <summary>Adds it to the contexts of a host or a test database; without effect on another provider.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.ConfigureDbContext<SqliteFlywheelDbContext>(options => options.AddInterceptors(Instance));

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Check(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(Check(command, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Check(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => new(Check(command, result));

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Check(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => new(Check(command, result));

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Opened(command);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Opened(command);
        return new(result);
    }

    public override InterceptionResult DataReaderClosing(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        Closed(command);
        return result;
    }

    public override ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        Closed(command);
        return new(result);
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        Closed(command);
        return result;
    }

    private T Check<T>(DbCommand command, T result)
    {
        if (_open.TryGetValue(command.Connection!, out var open) && open.Value is { } earlier)
            throw new InvalidOperationException($"There is already an open reader on this connection, as SQL Server would say.\nOpen: {earlier}\nSecond: {command.CommandText}");
        return result;
    }

    private void Opened(DbCommand command) => _open.GetOrCreateValue(command.Connection!).Value = command.CommandText;

    private void Closed(DbCommand command)
    {
        if (command.Connection is { } connection && _open.TryGetValue(connection, out var open)) open.Value = null;
    }
}
