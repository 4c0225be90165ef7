using System.Text;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Access.Keys;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Core.Operations.Erasure;
using Flywheel.Tests.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Flywheel.Web.Commands;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Durability;

/// <summary>What was erased after a backup was made does not come back with it, wherever the restore is stopped.</summary>
public sealed class KilledRestoreTests : IAsyncLifetime
{
    private const string Erased = "Zanzibar nutmeg 4711 quarterly", Kept = "seven euros a month, kept";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly string _copies = Directory.CreateTempSubdirectory("flywheel-copies-").FullName;
    private TestDatabase _database = null!;

    private string BackupFile => Path.Combine(_database.Location.DataDirectory, "backup.tar");

    [Fact]
    public async Task Stopped_at_any_step_the_next_start_shows_nothing_that_was_erased_and_loses_nothing_else()
    {
        await EraseAfterBackupAsync();
        var copies = new List<string>();
        var restore = _database.Get<Restore>();
        restore.Reached = step => copies.Add(CopyAs($"{copies.Count:00} {step}"));
        await restore.RunAsync(BackupFile, Stop);
        Assert.True(copies.Count >= 10, $"{copies.Count} steps");
        foreach (var copy in copies)
        {
            await StartAsync(copy);
            Assert.Empty(FilesWith(copy, Erased));
            Assert.Contains("flywheel.db", FilesWith(copy, Kept));
            Assert.Empty(Directory.GetDirectories(copy, "restore-*"));
            await using var db = OpenCopy(copy);
            Assert.Equal(1, await db.Signals.CountAsync(Stop));
        }
    }

    [Fact]
    public async Task The_restore_as_a_process_killed_at_any_time_brings_nothing_erased_back()
    {
        await EraseAfterBackupAsync();
        for (var i = 0; i < 8; i++)
        {
            var copy = CopyAs($"killed {i}");
            using var restore = FlywheelProcess.Start(["restore", Path.Combine(copy, "backup.tar"), $"--Flywheel:DataDirectory={copy}"]);
            await Task.Delay(TimeSpan.FromMilliseconds(600 + (i * 400)), Stop);
            await restore.KillAsync();
            await StartAsync(copy);
            Assert.Empty(FilesWith(copy, Erased));
            Assert.Contains("flywheel.db", FilesWith(copy, Kept));
        }
    }

    [Fact]
    public async Task A_manually_restored_backup_is_erased_again_before_the_first_request()
    {
        await EraseAfterBackupAsync();
        var copy = CopyAs("by hand");
        PutInPlace(copy);
        Assert.Contains("flywheel.db", FilesWith(copy, Erased));
        await StartAsync(copy);
        Assert.Empty(FilesWith(copy, Erased));
        Assert.Contains("flywheel.db", FilesWith(copy, Kept));
    }

    [Fact]
    public async Task Without_the_key_of_the_pseudonyms_such_a_database_is_not_served()
    {
        await EraseAfterBackupAsync();
        var copy = CopyAs("without key");
        PutInPlace(copy);
        File.Delete(Path.Combine(copy, "pseudonym.key"));
        using var server = FlywheelProcess.Start([$"--urls=http://localhost:{FlywheelProcess.FreePort()}", $"--Flywheel:DataDirectory={copy}"]);
        Assert.Equal(1, await server.EndAsync());
        Assert.Contains("pseudonym.key", server.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_under_an_erased_name_later_stays()
    {
        await EraseAfterBackupAsync();
        var copy = CopyAs("later");
        foreach (var file in Directory.GetFiles(copy, "flywheel.db*")) File.Delete(file);
        await StartAsync(copy);
        await using (var services = CommandHost.Services(Location(copy)))
        {
            await services.GetRequiredService<ApplicationKeys>().CreateAsync(Actor.Operator, "shop", "test", Scopes.Ingest, null, Stop);
            await services.GetRequiredService<ErasureReplay>().RunAsync(Stop);
            var late = SignalFixture.Edit("z", "The fee is nine euros a month.", user: "eve");
            services.GetRequiredService<ISignalStore>().Write([PreparedSignal.From(late, 1, true, services.GetRequiredService<Pseudonyms>(), _database.Time.Now())]);
            Assert.Equal(0, await services.GetRequiredService<ErasureReplay>().RunAsync(Stop));
        }

        await using var db = OpenCopy(copy);
        Assert.Equal(1, await db.Signals.CountAsync(Stop));
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(TestDatabase.Server is not null, "The server makes its own backups.");
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_copies, recursive: true);
    }

    /// <summary>A person and a request are erased after the backup; somebody else's signal stays.</summary>
    private async Task EraseAfterBackupAsync()
    {
        _database.Send(
            SignalFixture.Edit("a", $"The fee is six euros, {Erased}.", $"The fee is five euros, {Erased}.", $"What is the fee, {Erased}?", "eve"),
            SignalFixture.Edit("b", $"The fee is {Kept}.", user: "bob"),
            SignalFixture.Edit("c", $"The fee is eight euros, {Erased}."));
        await _database.SettleAsync();
        await _database.PullParquetAsync();
        await _database.Get<Backup>().WriteAsync(BackupFile, Stop);
        await _database.EraseAsync(_database.Person("eve"));
        await _database.EraseAsync(ErasureFixture.Request("c"));
        _database.Get<ISignalStore>().Dispose();
    }

    /// <summary>The data directory as a process that is killed now would leave it.</summary>
    private string CopyAs(string name)
    {
        var (from, to) = (_database.Location.DataDirectory, Path.Combine(_copies, name));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "server.lock"))
        {
            var path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(path);
            source.CopyTo(target);
        }

        return to;
    }

    /// <summary>As an operator does who knows tar.</summary>
    private static void PutInPlace(string copy)
    {
        foreach (var journal in Directory.GetFiles(copy, "flywheel.db*")) File.Delete(journal);
        var unpacked = Directory.CreateTempSubdirectory("flywheel-unpacked-").FullName;
        System.Formats.Tar.TarFile.ExtractToDirectory(Path.Combine(copy, "backup.tar"), unpacked, overwriteFiles: true);
        File.Copy(Path.Combine(unpacked, "flywheel.db"), Path.Combine(copy, "flywheel.db"), overwrite: true);
        Directory.CreateDirectory(Path.Combine(copy, "files"));
        foreach (var file in Directory.GetFiles(Path.Combine(unpacked, "files", "files"))) File.Copy(file, Path.Combine(copy, "files", Path.GetFileName(file)), overwrite: true);
        Directory.Delete(unpacked, recursive: true);
    }

    /// <summary>The server's own start, up to its first answer.</summary>
    private static async Task StartAsync(string directory)
    {
        await using var server = new WebApplicationFactory<Program>().WithWebHostBuilder(builder => builder.UseSetting("Flywheel:DataDirectory", directory));
        using var client = server.CreateClient();
        Assert.True((await client.GetAsync("/health/ready", Stop)).IsSuccessStatusCode);
        SqliteConnection.ClearAllPools();
    }

    private static DatabaseLocation Location(string directory) => new(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(directory, "flywheel.db")}", directory);

    private static SqliteFlywheelDbContext OpenCopy(string directory) =>
        new SqliteFlywheelDbContext(new DbContextOptionsBuilder<SqliteFlywheelDbContext>().UseSqlite(Location(directory).ConnectionString).Options);

    /// <summary>The files that hold a text, but for the backup and what a restore kept aside on purpose.</summary>
    private static List<string> FilesWith(string directory, string text)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Look(directory, text);
            }
            catch (FileNotFoundException) when (attempt < 10)
            {
                // A server that just ended has put its journal into the database: what was read may be older than that.
            }
        }
    }

    private static List<string> Look(string directory, string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return [.. Directory.GetFiles(directory, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".tar", StringComparison.Ordinal) && !f.Contains("before-restore-", StringComparison.Ordinal))
            .Where(f => File.ReadAllBytes(f).AsSpan().IndexOf(wanted) >= 0).Select(f => Path.GetFileName(f))];
    }
}
