using System.Formats.Tar;
using Flywheel.Core.Access;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Operations;
using Flywheel.Tests.Support.Hosts;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Commands;

public sealed class BackupCommandsTests
{
    [Fact]
    public async Task A_restore_brings_back_what_was_backed_up_and_keeps_later_work_aside()
    {
        using var shell = await WithDatasetAsync();
        var file = shell.PathOf("monday.tar");
        Assert.Equal([file], (await shell.DoAsync("backup", file)).Lines);
        await shell.DoAsync("key", "add", "--application", "later", "--scope", "ingest");
        File.Delete(shell.PathOf("datasets/1.parquet"));

        var aside = Assert.Single((await shell.DoAsync("restore", file)).Lines);

        Assert.Equal(["shop"], await shell.WithDatabaseAsync(db => db.Applications.Select(a => a.Name).ToListAsync()));
        Assert.Equal("PAR1", await File.ReadAllTextAsync(shell.PathOf("datasets/1.parquet")));
        Assert.True(File.Exists(Path.Combine(aside, "flywheel.db")));
        await shell.DoAsync("audit", "verify");
        Assert.Equal("backup.restore", await shell.WithDatabaseAsync(db => db.Audit.OrderBy(e => e.Id).Select(e => e.Action).LastAsync()));
    }

    [Fact]
    public async Task A_backup_restores_into_an_empty_directory()
    {
        using CommandFixture shell = await WithDatasetAsync(), other = new();
        await shell.DoAsync("backup", shell.PathOf("b.tar"));
        Assert.Empty((await other.DoAsync("restore", shell.PathOf("b.tar"))).Output);
        Assert.Equal(1, await other.WithDatabaseAsync(db => db.Applications.CountAsync()));
    }

    [Fact]
    public async Task A_backup_can_be_made_beside_an_open_write_and_holds_what_was_committed()
    {
        using var shell = await WithDatasetAsync();
        await shell.WithDatabaseAsync(async db =>
        {
            await using var writing = await db.Database.BeginTransactionAsync();
            db.Applications.Add(new Application { Name = "not committed" });
            await db.SaveChangesAsync();
            await new Backup(shell.Location, TimeProvider.System).WriteAsync(shell.PathOf("b.tar"));
            return 0;
        });
        await shell.DoAsync("restore", shell.PathOf("b.tar"));
        Assert.Equal(["shop"], await shell.WithDatabaseAsync(db => db.Applications.Select(a => a.Name).ToListAsync()));
    }

    [Fact]
    public async Task The_key_of_the_pseudonyms_is_not_in_it()
    {
        using var shell = await WithDatasetAsync();
        var pseudonym = new Pseudonyms(shell.Location).Of(1, "someone");
        var end = await shell.DoAsync("backup", shell.PathOf("b.tar"));
        Assert.NotEmpty(pseudonym);
        Assert.Equal(["flywheel.db", "audit-heads.log", "files/datasets/1.parquet"], Entries(shell.PathOf("b.tar")));
        Assert.Contains(shell.PathOf("pseudonym.key"), end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_waits_for_no_server_it_refuses()
    {
        using var shell = await WithDatasetAsync();
        await shell.DoAsync("backup", shell.PathOf("b.tar"));
        using var server = ServerLock.Share(shell.Location);
        Assert.Equal(1, (await shell.RunAsync("restore", shell.PathOf("b.tar"))).Code);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("truncated")]
    [InlineData("text")]
    [InlineData("damaged")]
    public async Task A_backup_that_cannot_be_used_changes_nothing(string kind)
    {
        using var shell = await WithDatasetAsync();
        var file = shell.PathOf("b.tar");
        await shell.DoAsync("backup", file);
        Spoil(file, kind);
        Assert.Equal(1, (await shell.RunAsync("restore", file)).Code);
        Assert.Equal(1, await shell.WithDatabaseAsync(db => db.Applications.CountAsync()));
        Assert.Empty(Directory.GetDirectories(shell.DataDirectory, "*restore*"));
    }

    [Fact]
    public async Task Nothing_is_written_outside_the_data_directory()
    {
        using var shell = await WithDatasetAsync();
        await using (var tar = new TarWriter(File.Create(shell.PathOf("evil.tar"))))
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "../../escaped") { DataStream = new MemoryStream([1]) });
        Assert.Equal(1, (await shell.RunAsync("restore", shell.PathOf("evil.tar"))).Code);
        Assert.False(File.Exists(Path.Combine(shell.DataDirectory, "..", "escaped")));
    }

    private static void Spoil(string file, string kind)
    {
        var bytes = File.ReadAllBytes(file);
        if (kind == "missing") File.Delete(file);
        else if (kind == "truncated") File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
        else if (kind == "text") File.WriteAllText(file, new string('x', 4096));
        else File.WriteAllBytes(file, [.. bytes[..40_000], .. new byte[60_000], .. bytes[100_000..]]);
    }

    private static List<string> Entries(string file)
    {
        using var tar = new TarReader(File.OpenRead(file));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry) names.Add(entry.Name);
        return names;
    }

    private static async Task<CommandFixture> WithDatasetAsync()
    {
        var shell = new CommandFixture();
        await shell.DoAsync("key", "add", "--application", "shop", "--scope", "ingest");
        Directory.CreateDirectory(shell.PathOf("datasets"));
        await File.WriteAllTextAsync(shell.PathOf("datasets/1.parquet"), "PAR1");
        await shell.WithDatabaseAsync(db =>
        {
            var version = new DatasetVersion { Number = 1, Complete = true, Dataset = new() { ApplicationId = 1, Name = "d" } };
            db.DatasetVersions.Add(version);
            return db.SaveChangesAsync();
        });
        await shell.WithDatabaseAsync(db =>
        {
            db.DatasetFiles.Add(new DatasetFile { DatasetVersionId = 1, Name = "parquet/train/sft", Path = "datasets/1.parquet" });
            return db.SaveChangesAsync();
        });
        return shell;
    }
}
