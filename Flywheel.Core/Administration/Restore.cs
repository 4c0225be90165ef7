using System.Formats.Tar;
using System.Globalization;
using Flywheel.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Administration;

/// <summary>Puts a backup in the place of the present data, which is kept aside.</summary>
public sealed class Restore(
    DatabaseLocation location, IDbContextFactory<FlywheelDbContext> contexts, DatabaseStartup startup, AuditLog audit, AuditHeads heads, ErasureReplay erasures, TimeProvider clock)
{
    private static readonly string[] JournalSuffixes = ["-wal", "-shm", "-journal"];

    /// <summary>
    /// Unpacks and checks the backup, keeps what is there now in a directory of its own, and takes the backup's
    /// place for it in one rename; then migrates. Stopped at any moment, the old or the new data is in place.
    /// </summary>
    /// <returns>The directory with the data from before; null where there was none.</returns>
    /// <exception cref="BackupException">Somebody works on the data, or the backup cannot be used; nothing was changed.</exception>
    public async Task<string?> RunAsync(string file, CancellationToken cancellationToken = default)
    {
        var target = SqliteFiles.Of(location);
        if (!File.Exists(file)) throw new BackupException($"There is no file {file}.");
        using (ServerLock.Own(location) ?? throw new BackupException($"A server or a command works on {location.DataDirectory}. Stop it first."))
        {
            var stamp = clock.Now().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
            var work = Directory.CreateDirectory(Path.Combine(location.DataDirectory, $"restore-{stamp}")).FullName;
            try
            {
                await UnpackAsync(file, work, cancellationToken);
                await CheckAsync(Path.Combine(work, Backup.DatabaseEntry), cancellationToken);
                var aside = SetAside(target, stamp);
                Replace(work, target);
                await SettleAsync(Path.GetFileName(file), cancellationToken);
                return aside;
            }
            finally
            {
                Directory.Delete(work, recursive: true);
            }
        }
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
        catch (Exception fault) when (fault is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new BackupException($"{Path.GetFileName(file)} is no complete backup: {fault.Message}");
        }
    }

    private async Task CheckAsync(string copy, CancellationToken cancellationToken)
    {
        if (!File.Exists(copy)) throw new BackupException($"The file is no backup of Flywheel: it holds no {Backup.DatabaseEntry}.");
        SqliteFiles.CheckIntegrity(copy);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var applied = SqliteFiles.Read(copy, "SELECT MigrationId FROM __EFMigrationsHistory");
        if (applied.Except(db.Database.GetMigrations()).FirstOrDefault() is { } unknown)
            throw new BackupException($"The backup was made by a newer version of Flywheel (it has {unknown}).");
    }

    private string? SetAside(string target, string stamp)
    {
        using (var pool = new SqliteConnection(location.ConnectionString)) SqliteConnection.ClearPool(pool);
        if (!File.Exists(target)) return null;
        SqliteFiles.TryCheckpoint(target);
        var aside = Directory.CreateDirectory(Path.Combine(location.DataDirectory, $"before-restore-{stamp}")).FullName;
        foreach (var part in JournalSuffixes.Prepend("").Select(suffix => target + suffix).Where(File.Exists))
            File.Copy(part, Path.Combine(aside, Path.GetFileName(part)));
        if (File.Exists(heads.File)) File.Move(heads.File, Path.Combine(aside, Backup.HeadsEntry));
        return aside;
    }

    private void Replace(string work, string target)
    {
        var files = Path.Combine(work, "files");
        foreach (var path in Directory.Exists(files) ? Directory.GetFiles(files, "*", SearchOption.AllDirectories) : [])
        {
            var place = Path.Combine(location.DataDirectory, Path.GetRelativePath(files, path));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(path, place, overwrite: true);
        }

        // A journal of the old file must never meet the new one.
        foreach (var suffix in JournalSuffixes) File.Delete(target + suffix);
        File.Move(Path.Combine(work, Backup.DatabaseEntry), target, overwrite: true);
        var recorded = Path.Combine(work, Backup.HeadsEntry);
        if (File.Exists(recorded)) File.Move(recorded, heads.File, overwrite: true);
    }

    private async Task SettleAsync(string name, CancellationToken cancellationToken)
    {
        await startup.RunAsync(cancellationToken);
        await erasures.RunAsync(cancellationToken);
        await audit.RunAsync(
            async db =>
            {
                await audit.AppendAsync(db, Actor.Operator, "backup.restore", "database", null, new { File = name }, cancellationToken);
                return true;
            },
            cancellationToken);
        await heads.WriteAsync(cancellationToken);
    }
}
