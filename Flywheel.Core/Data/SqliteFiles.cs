using Microsoft.Data.Sqlite;

namespace Flywheel.Core.Data;

/// <summary>A backup or restore that cannot be done, with the reason and what to do for the operator.</summary>
public sealed class BackupException(string message) : Exception(message);

/// <summary>SQLite database files as files.</summary>
internal static class SqliteFiles
{
    /// <summary>The absolute path of the configured database's file.</summary>
    /// <exception cref="BackupException">It is no SQLite database.</exception>
    internal static string Of(DatabaseLocation location) => location.Provider == DatabaseProvider.Sqlite
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(location.ConnectionString).DataSource)
        : throw new BackupException("The data is in SQL Server: use the server's own BACKUP DATABASE and RESTORE DATABASE, and copy the data directory beside it.");

    /// <summary>The files that SQLite keeps beside a database file, whether they are there or not.</summary>
    internal static IEnumerable<string> JournalsOf(string file) => [file + "-wal", file + "-shm", file + "-journal"];

    /// <summary>Moves the journal into the file, so that the file alone is the whole database; nobody may have it open.</summary>
    /// <exception cref="BackupException">Somebody has it open.</exception>
    internal static void MakeSingle(string file)
    {
        using (var connection = Open(file, SqliteOpenMode.ReadWrite)) Execute(connection, "PRAGMA journal_mode=DELETE;");
        if (JournalsOf(file).Any(File.Exists)) throw new BackupException($"{Path.GetFileName(file)} is still in use.");
    }

    /// <summary>Copies a database that may be in use, as of one instant, to a single file without a journal.</summary>
    internal static void Copy(string source, string target)
    {
        using var from = Open(source, SqliteOpenMode.ReadWrite);
        using var to = Open(target, SqliteOpenMode.ReadWriteCreate);
        from.BackupDatabase(to);
        Execute(to, "PRAGMA journal_mode=DELETE;");
    }

    /// <exception cref="BackupException">The file is damaged or no database.</exception>
    internal static void CheckIntegrity(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            if (Execute(connection, "PRAGMA integrity_check;") is not "ok")
                throw new BackupException($"{Path.GetFileName(file)} is damaged: PRAGMA integrity_check does not say ok.");
        }
        catch (SqliteException exception)
        {
            throw new BackupException($"{Path.GetFileName(file)} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The values of a query's first column.</summary>
    internal static IReadOnlyList<string> Read(string file, string query)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }

    /// <summary>Moves what is in the journal into the file and cuts the journal to nothing; false where a reader kept it from that.</summary>
    internal static bool EmptyJournal(DatabaseLocation location)
    {
        using var connection = new SqliteConnection(location.ConnectionString);
        connection.Open();
        SqlitePragmas.Apply(connection, location.BusyLimit);
        return Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE);") is 0L;
    }

    /// <summary>Moves what is in the journal into the file, as far as a damaged database lets it.</summary>
    internal static void TryCheckpoint(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadWrite);
            Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
        }
        catch (SqliteException)
        {
            // Perhaps the damage is why it is being replaced.
        }
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
