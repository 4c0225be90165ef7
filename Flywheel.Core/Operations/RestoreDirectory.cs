using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Flywheel.Core.Operations.Erasure;
using Microsoft.Data.Sqlite;

namespace Flywheel.Core.Operations;

/// <summary>
/// A directory <c>restore-TIME</c> in the data directory, in which a backup becomes a data directory of its own: unpacked,
/// migrated, with all erasures done. Nothing outside it changes meanwhile. Disposing removes it.
/// </summary>
internal sealed class RestoreDirectory : IDisposable
{
    private const string Pattern = "restore-????????-??????-???";
    private const string Placed = ".restored";
    private readonly DatabaseLocation _present;

    private RestoreDirectory(DatabaseLocation present, string root)
    {
        (_present, Root) = (present, root);
        var data = Path.Combine(root, "data");
        var connection = new SqliteConnectionStringBuilder(present.ConnectionString) { DataSource = Path.Combine(data, Backup.DatabaseEntry) };
        Location = new(DatabaseProvider.Sqlite, connection.ConnectionString, data);
    }

    /// <summary>The directory itself.</summary>
    public string Root { get; }

    /// <summary>Where the backup is unpacked to.</summary>
    public string Unpacked => Path.Combine(Root, "backup");

    /// <summary>The data directory that comes into being.</summary>
    public DatabaseLocation Location { get; }

    private string Database => Path.Combine(Location.DataDirectory, Backup.DatabaseEntry);
    private string Heads => Path.Combine(Location.DataDirectory, Backup.HeadsEntry);

    /// <summary>Makes one beside the present data.</summary>
    /// <param name="stamp">The time as <c>yyyyMMdd-HHmmss-fff</c>.</param>
    public static RestoreDirectory Create(DatabaseLocation present, string stamp)
    {
        var made = new RestoreDirectory(present, Directory.CreateDirectory(Path.Combine(present.DataDirectory, $"restore-{stamp}")).FullName);
        Directory.CreateDirectory(made.Unpacked);
        Directory.CreateDirectory(made.Location.DataDirectory);
        return made;
    }

    /// <summary>
    /// Removes what a killed restore left: it may hold text that was erased since. Only while the caller has a part in
    /// <see cref="ServerLock"/>, so that no restore is going on. Returns whether there was any.
    /// </summary>
    public static bool RemoveLeftovers(DatabaseLocation location)
    {
        if (location.Provider != DatabaseProvider.Sqlite || !Directory.Exists(location.DataDirectory)) return false;
        var left = Directory.GetDirectories(location.DataDirectory, Pattern);
        foreach (var directory in left) Directory.Delete(directory, recursive: true);
        var placed = SqliteFiles.Of(location) + Placed;
        var found = left.Length > 0 || File.Exists(placed);
        File.Delete(placed);
        return found;
    }

    /// <summary>Makes a data directory of what was unpacked, with the present journal of erasures and the key that it needs.</summary>
    public void Arrange()
    {
        var files = Path.Combine(Unpacked, "files");
        foreach (var path in Directory.Exists(files) ? Directory.GetFiles(files, "*", SearchOption.AllDirectories) : [])
            Move(path, Path.Combine(Location.DataDirectory, Path.GetRelativePath(files, path)));
        foreach (var name in new[] { Backup.DatabaseEntry, Backup.HeadsEntry }.Where(n => File.Exists(Path.Combine(Unpacked, n))))
            Move(Path.Combine(Unpacked, name), Path.Combine(Location.DataDirectory, name));
        foreach (var name in new[] { ErasureJournal.FileName, Path.GetFileName(Pseudonyms.KeyFile(_present)) })
        {
            var own = Path.Combine(_present.DataDirectory, name);
            if (File.Exists(own)) File.Copy(own, Path.Combine(Location.DataDirectory, name));
        }
    }

    /// <summary>Moves the files of datasets to their places. A version names its file by a name that no other file ever has.</summary>
    public void PlaceFiles()
    {
        string[] own = [Backup.DatabaseEntry, Backup.HeadsEntry, ErasureJournal.FileName, Path.GetFileName(Pseudonyms.KeyFile(_present)), .. SqliteFiles.JournalsOf(Backup.DatabaseEntry), "migrate.lock"];
        foreach (var path in Directory.GetFiles(Location.DataDirectory, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Location.DataDirectory, path);
            if (!own.Contains(name)) Move(path, Path.Combine(_present.DataDirectory, name));
        }
    }

    /// <summary>Brings the database onto the disk that it belongs on, so that taking its place is one rename.</summary>
    /// <returns>Where it is now.</returns>
    public string BringDatabase(string target)
    {
        Move(Database, target + Placed);
        return target + Placed;
    }

    /// <summary>Puts the recorded heads of the audit beside the database that they belong to.</summary>
    public void PlaceHeads(string target)
    {
        if (File.Exists(Heads)) Move(Heads, target);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to, overwrite: true);
    }
}
