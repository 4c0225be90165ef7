using System.Data.Common;
using Flywheel.Core;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Flywheel.Tests.Support.Hosts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Curate.Datasets;

/// <summary>What changes while a version is made.</summary>
public sealed class FreezeRaceTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE Candidates SET IdealOutput='Decided anew.', DecidedAt='2027-01-01 00:00:00' WHERE Id=1", 2)]
    [InlineData("UPDATE Candidates SET State=0, IdealOutput=NULL, DecidedAt=NULL WHERE Id=1", 1)]
    public async Task An_item_decided_again_while_it_is_frozen_fails_the_attempt(string change, int rows)
    {
        await using var database = await TestDatabase.CreateAsync(services => services.ConfigureDbContext<SqliteFlywheelDbContext>(o => o.AddInterceptors(new Meanwhile(change))));
        Assert.SkipUnless(database.Location.Provider == DatabaseProvider.Sqlite, "The change in the midst is written for SQLite.");
        await database.ApplicationAsync();
        await database.CurateAsync(SignalFixture.Edit("a", "The fee is seven euros a month."), SignalFixture.Edit("b", "Students pay nothing at all."));
        await using var db = database.Open();
        var now = database.Time.GetUtcNow().UtcDateTime;
        await db.Candidates.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, CandidateState.Approved).SetProperty(c => c.IdealOutput, c => c.ProposedOutput).SetProperty(c => c.DecidedAt, now), Stop);

        var outcome = await database.Get<DatasetFreezer>().FreezeAsync(Actor.System, 1, "set", new(), Stop);

        // What was decided after the instant belongs to a later version; what was taken back, to none.
        Assert.Equal(1, Assert.IsType<FreezeOutcome.Frozen>(outcome).Rows);
        Assert.Equal(rows, await db.Candidates.CountAsync(c => c.State == CandidateState.Approved, Stop));
        var row = await db.DatasetRows.Include(r => r.Candidate).SingleAsync(Stop);
        Assert.Equal(CanonicalRow.Hash(Flywheel.Core.Curate.Datasets.TrainingRows.From(row.Candidate!, row.Split, row.GroupId)), row.Hash);
    }

    [Fact]
    public async Task An_item_taken_back_after_all_rows_were_read_fails_the_attempt()
    {
        const string change = "UPDATE Candidates SET State=0, IdealOutput=NULL, DecidedAt=NULL, UpdatedAt='2026-03-02 09:00:00' WHERE Id=1";
        await using var database = await TestDatabase.CreateAsync(
            services => services.ConfigureDbContext<SqliteFlywheelDbContext>(o => o.AddInterceptors(new Meanwhile(change, "\"UpdatedAt\" >= @since"))));
        Assert.SkipUnless(database.Location.Provider == DatabaseProvider.Sqlite, "The change in the midst is written for SQLite.");
        await database.ApplicationAsync();
        await database.CurateAsync(SignalFixture.Edit("a", "The fee is seven euros a month."), SignalFixture.Edit("b", "Students pay nothing at all."));
        await using var db = database.Open();
        var now = database.Time.GetUtcNow().UtcDateTime;
        await db.Candidates.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, CandidateState.Approved).SetProperty(c => c.IdealOutput, c => c.ProposedOutput).SetProperty(c => c.DecidedAt, now), Stop);
        Assert.Equal(1, Assert.IsType<FreezeOutcome.Frozen>(await database.Get<DatasetFreezer>().FreezeAsync(Actor.System, 1, "set", new(), Stop)).Rows);
        Assert.Equal([2L], await db.DatasetRows.Select(r => r.CandidateId).ToListAsync(Stop));
        Assert.Equal(1, await db.DatasetVersions.CountAsync(Stop));
    }

    [Fact]
    public async Task A_version_that_a_crash_left_half_made_is_gone_after_a_start()
    {
        using var shell = new CommandFixture();
        await shell.DoAsync("migrate");
        await shell.WithDatabaseAsync(async db =>
        {
            db.Add(new DatasetVersion { Number = 1, CreatedAt = DateTime.UnixEpoch, Dataset = new() { Name = "set", Application = new() { Name = "shop" } } });
            return await db.SaveChangesAsync(Stop);
        });
        await using (var server = new Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program>().WithWebHostBuilder(host => host.UseSetting("Flywheel:DataDirectory", shell.DataDirectory)))
        {
            Assert.Equal("Healthy", await server.CreateClient().GetStringAsync("/health/ready", Stop));
        }

        Assert.Equal(0, await shell.WithDatabaseAsync(db => db.DatasetVersions.CountAsync(Stop)));
    }

    /// <summary>Runs a statement right before the first command with a text; by default, before the first rows of a version are written.</summary>
    private sealed class Meanwhile(string change, string before = "INSERT INTO \"DatasetRows\"") : DbCommandInterceptor
    {
        private bool _done;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Change(command);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Change(command);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }

        private void Change(DbCommand command)
        {
            if (_done || !command.CommandText.Contains(before, StringComparison.Ordinal)) return;
            _done = true;
            using var other = command.Connection!.CreateCommand();
            (other.Transaction, other.CommandText) = (command.Transaction, change);
            other.ExecuteNonQuery();
        }
    }
}
