using System.Formats.Tar;
using System.Globalization;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Flywheel.Core.Operations.Erasure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Operations;

/// <summary>Puts a backup in the place of the present data, which is kept aside.</summary>
public sealed class Restore(DatabaseLocation location, Database database, AuditHeads heads, TimeProvider clock, ILoggerFactory logs)
{
    /// <summary>Called after each step, for tests that look at what a kill would leave there.</summary>
    internal Action<string>? Reached { get; set; }

    /// <summary>
    /// Unpacks and checks the backup in a directory of its own, migrates it there and erases again what was erased since it was made;
    /// keeps what is there now in another directory; and takes its place in one rename. Stopped at any moment, the
    /// old data is in place, or the new data with nothing in it that was erased.
    /// </summary>
    /// <returns>The directory with the data from before; null where there was none.</returns>
    /// <exception cref="BackupException">Somebody works on the data, or the backup cannot be used; nothing was changed.</exception>
    /// <exception cref="FileNotFoundException">There is something to erase again, and the key of the pseudonyms is missing; nothing was changed.</exception>
    public async Task<string?> RunAsync(string file, CancellationToken cancellationToken = default)
    {
        var target = SqliteFiles.Of(location);
        if (!File.Exists(file)) throw new BackupException($"There is no file {file}.");
        using var alone = ServerLock.Own(location) ?? throw new BackupException($"A server or a command works on {location.DataDirectory}. Stop it first.");
        RestoreDirectory.RemoveLeftovers(location);
        var stamp = clock.Now().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        using var side = RestoreDirectory.Create(location, stamp);
        await PrepareAsync(side, file, cancellationToken);
        var aside = SetAside(target, stamp);
        Reached?.Invoke("kept aside");
        Replace(side, target);
        if (aside is not null) SetFilesAside(target, aside);
        return aside;
    }

    /// <summary>Removes what a killed restore left; false where there was nothing. Only for a process that has a part in <see cref="ServerLock"/>.</summary>
    public bool RemoveLeftovers() => RestoreDirectory.RemoveLeftovers(location);

    private async Task PrepareAsync(RestoreDirectory side, string file, CancellationToken cancellationToken)
    {
        await UnpackAsync(file, side.Unpacked, cancellationToken);
        Reached?.Invoke("unpacked");
        await CheckAsync(Path.Combine(side.Unpacked, Backup.DatabaseEntry), cancellationToken);
        side.Arrange();
        Reached?.Invoke("arranged");
        await SettleAsync(side.Location, Path.GetFileName(file), cancellationToken);
        SqliteFiles.MakeSingle(SqliteFiles.Of(side.Location));
        Reached?.Invoke("settled");
    }

    private static async Task UnpackAsync(string file, string work, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            await using var tar = new TarReader(stream);
            while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
            {
                var path = Path.GetFullPath(Path.Combine(work, entry.Name));
                if (entry.EntryType != TarEntryType.RegularFile || !path.StartsWith(work + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    throw new BackupException("The file holds something that no backup of Flywheel holds.");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await entry.ExtractToFileAsync(path, overwrite: false, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new BackupException($"{Path.GetFileName(file)} is no complete backup: {exception.Message}");
        }
    }

    private async Task CheckAsync(string copy, CancellationToken cancellationToken)
    {
        if (!File.Exists(copy)) throw new BackupException($"The file is no backup of Flywheel: it holds no {Backup.DatabaseEntry}.");
        SqliteFiles.CheckIntegrity(copy);
        await using var db = await database.ReadAsync(cancellationToken);
        var applied = SqliteFiles.Read(copy, "SELECT MigrationId FROM __EFMigrationsHistory");
        if (applied.Except(db.Database.GetMigrations()).FirstOrDefault() is { } unknown)
            throw new BackupException($"The backup was made by a newer version of Flywheel (it has {unknown}).");
    }

    /// <summary>Everything that has to be done before anybody sees the data, by the services of Core on the other directory.</summary>
    private async Task SettleAsync(DatabaseLocation side, string name, CancellationToken cancellationToken)
    {
        await using (var services = new ServiceCollection().AddSingleton(clock).AddSingleton(logs).AddLogging().AddFlywheelCore(side).BuildServiceProvider())
        {
            await services.GetRequiredService<DatabaseStartup>().RunAsync(cancellationToken);
            Reached?.Invoke("migrated");
            await services.GetRequiredService<ErasureReplay>().RunAsync(cancellationToken);
            Reached?.Invoke("erased again");
            var audit = services.GetRequiredService<AuditLog>();
            await services.GetRequiredService<Database>().WriteAsync(
                db => audit.Append(db, Actor.Operator, "backup.restore", "database", null, new { File = name }), cancellationToken);
            await services.GetRequiredService<AuditHeads>().WriteAsync(cancellationToken);
        }

        using var pool = new SqliteConnection(side.ConnectionString);
        SqliteConnection.ClearPool(pool);
    }

    private string? SetAside(string target, string stamp)
    {
        using (var pool = new SqliteConnection(location.ConnectionString)) SqliteConnection.ClearPool(pool);
        if (!File.Exists(target)) return null;
        SqliteFiles.TryCheckpoint(target);
        var aside = Directory.CreateDirectory(Path.Combine(location.DataDirectory, $"before-restore-{stamp}")).FullName;
        foreach (var part in SqliteFiles.JournalsOf(target).Prepend(target).Where(File.Exists)) File.Copy(part, Path.Combine(aside, Path.GetFileName(part)));
        if (File.Exists(heads.File)) File.Copy(heads.File, Path.Combine(aside, Backup.HeadsEntry));
        return aside;
    }

    private void Replace(RestoreDirectory side, string target)
    {
        side.PlaceFiles();
        Reached?.Invoke("files placed");
        var database = side.BringDatabase(target);
        // Heads of one chain beside the other would look like tampering; a journal of the old file must never meet the new one.
        File.Delete(heads.File);
        foreach (var journal in SqliteFiles.JournalsOf(target)) File.Delete(journal);
        Reached?.Invoke("about to take the place");
        File.Move(database, target, overwrite: true);
        Reached?.Invoke("in place");
        side.PlaceHeads(heads.File);
        Reached?.Invoke("heads in place");
    }

    /// <summary>No row names them any more, so that no later erasure would find them.</summary>
    private void SetFilesAside(string target, string aside)
    {
        var directory = Path.Combine(location.DataDirectory, "files");
        var named = SqliteFiles.Read(target, "SELECT DISTINCT Path FROM DatasetFiles").ToHashSet();
        foreach (var file in Directory.Exists(directory) ? Directory.GetFiles(directory) : [])
        {
            var path = Path.GetRelativePath(location.DataDirectory, file);
            if (named.Contains(path)) continue;
            Directory.CreateDirectory(Path.Combine(aside, "files"));
            File.Move(file, Path.Combine(aside, path), overwrite: true);
        }
    }
}
