using Flywheel.Core;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Data;
using Flywheel.Core.Operations;
using Flywheel.Core.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using static Flywheel.Tests.Operations.Erasure.ErasureFixture;

namespace Flywheel.Tests.Operations.Erasure;

/// <summary>Refusals, interruptions, and backups.</summary>
public sealed class ErasureResumeTests : IAsyncLifetime
{
    private TestDatabase _database = default!;

    [Fact]
    public async Task Only_an_admin_may_erase()
    {
        var manager = new Actor("mia", "Mia", Roles.Manager, ApplicationAccess.All);
        Assert.IsType<ErasureOutcome.NotAllowed>(await _database.Get<Erasures>().BeginAsync(manager, _database.Person("eve"), 1, Cancel));
        Assert.Null(await _database.Get<Erasures>().PreviewAsync(manager, _database.Person("eve"), Cancel));
    }

    [Fact]
    public async Task What_was_not_confirmed_is_not_erased()
    {
        await SendManyAsync(3);
        var outcome = await _database.Get<Erasures>().BeginAsync(Admin, _database.Person("eve"), 1, Cancel);
        Assert.Equal(3, Assert.IsType<ErasureOutcome.Changed>(outcome).Now.Signals);
        Assert.False(await _database.Get<ErasureWorker>().StepAsync(Cancel));
    }

    [Fact]
    public async Task Nothing_to_erase_is_reported()
    {
        Assert.IsType<ErasureOutcome.NothingThere>(await _database.Get<Erasures>().BeginAsync(Admin, Request("none"), 0, Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Stopped_after_any_piece_it_goes_on_where_it_was(int pieces)
    {
        await SendManyAsync(250);
        await _database.BeginAsync(_database.Person("eve"));
        for (var i = 0; i < pieces; i++) Assert.True(await _database.Get<ErasureWorker>().StepAsync(Cancel));
        await using (var db = _database.Open()) Assert.Equal(250 - Math.Min(250, 100 * pieces), await db.Signals.CountAsync(Cancel));
        await _database.Get<ErasureWorker>().CatchUpAsync(Cancel);
        var job = Assert.Single(await _database.Get<Erasures>().ListAsync(Admin, Cancel));
        Assert.Equal((250, null), (job.Signals, job.Target));
        Assert.NotNull(job.CompletedAt);
        Assert.Equal(0, (await _database.Get<Reconciliation>().RunAsync()).Single().Missing);
    }

    [Fact]
    public async Task A_half_rebuilt_version_is_rebuilt()
    {
        await SendManyAsync(2);
        await _database.SettleAsync();
        await _database.BeginAsync(_database.Person("eve"));
        await _database.Get<ErasureWorker>().StepAsync(Cancel);
        await _database.StoreAsync(new Flywheel.Core.Curate.Datasets.DatasetVersion { DatasetId = 1, Number = 2, CreatedAt = _database.Now(), CreatedBy = "system" });
        _database.Time.Advance(TimeSpan.FromSeconds(1));
        await _database.Get<DatasetFreezer>().RemoveHalfMadeAsync(Cancel);
        await _database.Get<ErasureWorker>().CatchUpAsync(Cancel);
        Assert.Equal([2, 1], await _database.Get<DatasetLibrary>().NumbersAsync(Actor.System, 1, "fees", Cancel));
    }

    [Fact]
    public async Task A_restored_backup_is_erased_again()
    {
        Assert.SkipWhen(_database.Location.Provider != Flywheel.Core.Data.DatabaseProvider.Sqlite, "The server makes its own backups.");
        await SendManyAsync(3);
        _database.Send(SignalFixture.Edit("z", "The fee is nine euros a month.", user: "bob"));
        var file = Path.Combine(_database.Location.DataDirectory, "backup.tar");
        await _database.Get<Backup>().WriteAsync(file, Cancel);
        await _database.EraseAsync(_database.Person("eve"));
        await _database.EraseAsync(Request("z"));
        _database.Get<Flywheel.Core.Collect.Intake.ISignalStore>().Dispose();
        await _database.Get<Restore>().RunAsync(file, Cancel);
        await using var db = _database.Open();
        Assert.Equal((0, 0, 2), (await db.Signals.CountAsync(Cancel), await db.Interactions.CountAsync(Cancel), await db.Erasures.CountAsync(Cancel)));
        Assert.Equal(4, (await _database.Get<Reconciliation>().RunAsync()).Single().Erased);
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_off_damages_no_other()
    {
        var journal = _database.Get<ErasureJournal>();
        await File.WriteAllTextAsync(journal.File, "{\"Id\":\"half", Cancel);
        var line = new ErasureLine(Guid.NewGuid(), _database.Now(), 1, ErasureKind.Request, new string('a', 64), "Ada");
        journal.Append(line);
        Assert.Equal([line], journal.Read());
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task SendManyAsync(int count)
    {
        _database.Send([.. Enumerable.Range(0, count).Select(i => SignalFixture.Edit($"r{i}", $"The fee of plan {i} is {i} euros a month.", user: "eve"))]);
        await _database.MeasureAsync();
    }
}
