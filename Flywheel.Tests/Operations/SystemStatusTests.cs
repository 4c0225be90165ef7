using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Operations;
using Flywheel.Tests.Operations.Erasure;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Operations;

public sealed class SystemStatusTests : IAsyncLifetime
{
    private static readonly Actor Ada = new("ada", "Ada", Roles.Admin, ApplicationAccess.All);
    private TestDatabase _database = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(services => services.AddSingleton<IBackgroundWork, Sorting>());
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Readers_are_behind_until_they_catch_up()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.Copy), SignalFixture.Edit("b", "It is six euros and a half."));
        await _database.StoreAsync(_database.Use("a"));
        _database.Time.Advance(TimeSpan.FromSeconds(30));
        var behind = await NowAsync();
        Assert.Equal((new LagFacts(2, 30), new LagFacts(3, 30)), (behind.Curation, behind.Measuring));
        await _database.CurateAsync();
        await _database.MeasureAsync();
        var after = await NowAsync();
        Assert.Equal((new LagFacts(0, 0), new LagFacts(0, 0), 1), (after.Curation, after.Measuring, after.Pending));
    }

    [Fact]
    public async Task The_disk_the_writer_and_the_consoles_are_reported()
    {
        _database.Get<Telemetry>().Circuits(2);
        _database.Get<Telemetry>().Committed(TimeSpan.FromMilliseconds(7));
        var now = await NowAsync();
        Assert.True(now.Database is { Size: > 0, FreeDisk: > 0 });
        Assert.Equal((2, 7.0, true), (now.Circuits, now.Intake.Commits.Median!.Value.TotalMilliseconds, now.Intake.Healthy));
    }

    [Fact]
    public async Task A_new_pass_is_shown_with_its_progress_and_whatever_is_registered_too()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.Copy));
        await _database.MeasureAsync();
        Assert.Equal(["Recomputing success ", "Erasing ", "Judging anew ", "Backtests ", "Sorting half done"], (await NowAsync()).Work.Select(w => $"{w.Name} {w.Progress?.What}"));
        await using (var db = _database.Open()) await Generations.BeginAsync(db, _database.Now(), Cancel);
        Assert.Equal(0, (await NowAsync()).Work[0].Progress!.Share);
        await _database.MeasureAsync();
        Assert.Null((await NowAsync()).Work[0].Progress);
    }

    [Fact]
    public async Task The_last_backup_is_remembered()
    {
        Assert.Null((await NowAsync()).Backup);
        if (_database.Location.Provider != DatabaseProvider.Sqlite) return;
        var done = await _database.Get<Backup>().WriteAsync(Path.Combine(_database.Location.DataDirectory, "b.tar"), Cancel);
        Assert.Equal(new BackupMark(_database.Now(), done.Bytes), (await NowAsync()).Backup);
    }

    [Fact]
    public async Task The_last_retention_is_remembered_with_its_counts()
    {
        await _database.Get<Retention>().RunAsync(Cancel);
        var retention = (await NowAsync()).Retention;
        Assert.Equal((new RetentionPass(0, 0), _database.Now(), false), (retention.Last, retention.LastAt!.Value, retention.Failed));
    }

    [Fact]
    public async Task Only_admins_see_it() => Assert.Null(await _database.Get<SystemStatus>().ReadAsync(Ada with { Role = Roles.Manager }, Cancel));

    private async Task<SystemSnapshot> NowAsync() => (await _database.Get<SystemStatus>().ReadAsync(Ada, Cancel))!;

    private sealed class Sorting : IBackgroundWork
    {
        public string Name => "Sorting";

        public Task<WorkProgress?> ReadAsync(FlywheelDbContext db, CancellationToken cancellationToken) => Task.FromResult<WorkProgress?>(new("half done", 0.5, null));
    }
}
