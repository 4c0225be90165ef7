using System.Formats.Tar;
using System.Text.Json;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;

namespace Flywheel.Core.Operations;

/// <summary>What a backup holds.</summary>
/// <param name="Bytes">The size of the file.</param>
/// <param name="DatasetFiles">How many files of datasets are in it beside the database.</param>
public sealed record BackupDone(string File, long Bytes, int DatasetFiles);

/// <summary>When the last backup was complete, and how large it is.</summary>
public sealed record BackupMark(DateTime At, long Bytes);

/// <summary>
/// Writes the database and the files of its datasets into one tar file, while the server works on. Not in it: the
/// key of the pseudonyms. Whoever has both can test whom a pseudonym belongs to, so that the two are kept apart.
/// </summary>
public sealed class Backup(DatabaseLocation location, TimeProvider clock)
{
    internal const string DatabaseEntry = "flywheel.db";
    internal const string HeadsEntry = "audit-heads.log";
    internal const string FilesPrefix = "files/";
    private const string MarkFile = "last-backup.json";

    /// <summary>The key of the pseudonyms, which has to be saved apart.</summary>
    public string KeyFile => Pseudonyms.KeyFile(location);

    /// <summary>
    /// Writes the backup. The file appears under its name when it is complete, checked and synced; an older one of that
    /// name is replaced then and not before.
    /// </summary>
    /// <exception cref="BackupException">There is nothing to back up, or it is damaged.</exception>
    public async Task<BackupDone> WriteAsync(string file, CancellationToken cancellationToken = default)
    {
        var (source, target) = (SqliteFiles.Of(location), Path.GetFullPath(file));
        if (!File.Exists(source)) throw new BackupException($"There is no database at {source}.");
        var work = Directory.CreateDirectory($"{target}.{Guid.NewGuid():N}.part").FullName;
        try
        {
            var files = await PackAsync(source, work, cancellationToken);
            File.Move(Path.Combine(work, "backup.tar"), target, overwrite: true);
            var bytes = new FileInfo(target).Length;
            Mark(new(clock.Now(), bytes));
            return new(target, bytes, files);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The last backup that was made of this data directory; null where none is known.</summary>
    public BackupMark? Last()
    {
        try
        {
            return JsonSerializer.Deserialize<BackupMark>(File.ReadAllText(Path.Combine(location.DataDirectory, MarkFile)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The backup is good without it: whoever may only read the data directory can still make one.</summary>
    private void Mark(BackupMark mark)
    {
        try
        {
            var file = Path.Combine(location.DataDirectory, MarkFile);
            File.WriteAllText(file + ".part", JsonSerializer.Serialize(mark));
            File.Move(file + ".part", file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Only the reminder on the system page depends on it.
        }
    }

    private async Task<int> PackAsync(string source, string work, CancellationToken cancellationToken)
    {
        // Heads first: what they name is in a copy that is made later.
        var (heads, copy) = (Path.Combine(work, HeadsEntry), Path.Combine(work, DatabaseEntry));
        var kept = Path.Combine(location.DataDirectory, HeadsEntry);
        if (File.Exists(kept)) File.Copy(kept, heads);
        await Task.Run(() => { SqliteFiles.Copy(source, copy); SqliteFiles.CheckIntegrity(copy); }, cancellationToken);

        await using var stream = File.Create(Path.Combine(work, "backup.tar"));
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        await tar.WriteEntryAsync(copy, DatabaseEntry, cancellationToken);
        if (File.Exists(heads)) await tar.WriteEntryAsync(heads, HeadsEntry, cancellationToken);
        var files = DatasetFiles(copy);
        foreach (var path in files)
            await tar.WriteEntryAsync(Path.Combine(location.DataDirectory, path), FilesPrefix + path, cancellationToken);
        await tar.DisposeAsync();
        stream.Flush(flushToDisk: true);
        return files.Count;
    }

    /// <summary>A file that an erasure took since the copy was made is not needed by it: its version is withheld.</summary>
    private List<string> DatasetFiles(string copy) =>
        [.. SqliteFiles.Read(copy, "SELECT DISTINCT Path FROM DatasetFiles ORDER BY Path").Where(path => File.Exists(Path.Combine(location.DataDirectory, path)))];
}
