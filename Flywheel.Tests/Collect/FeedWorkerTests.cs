using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Tests.Collect;

public sealed class FeedWorkerTests : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public void Curation_and_measuring_read_the_feed() =>
        Assert.Equal(["curation", "measuring"], _database.Services.GetServices<FeedWorker>().Select(r => r.Name));

    [Fact]
    public void An_erasure_pauses_freezing_before_the_readers() => Assert.Equal(
        [typeof(DatasetFreezer), typeof(Curator), typeof(Measurer)], _database.Services.GetServices<IPausable>().Select(p => p.GetType()));

    [Fact]
    public async Task A_reader_tells_how_many_signals_wait_and_since_when()
    {
        _database.Send(SignalFixture.Edit("r1", "It costs seven euros a month."), SignalFixture.Edit("r2", "There is no fee since spring."));
        _database.Time.Advance(TimeSpan.FromMinutes(5));
        foreach (var reader in _database.Services.GetServices<FeedWorker>())
        {
            await using var db = _database.Open();
            Assert.Equal(new FeedLag(2, TimeSpan.FromMinutes(5)), await reader.LagAsync(db, Stop));
        }

        await _database.Get<Curator>().CatchUpAsync(Stop);
        await _database.Get<Measurer>().CatchUpAsync(Stop);
        foreach (var reader in _database.Services.GetServices<FeedWorker>())
        {
            await using var db = _database.Open();
            Assert.Equal((new FeedLag(0, TimeSpan.Zero), 2), (await reader.LagAsync(db, Stop), await reader.PositionAsync(db, Stop)));
        }
    }

    [Fact]
    public async Task A_paused_reader_goes_on_when_the_pause_ends()
    {
        _database.Send(SignalFixture.Edit("r1", "It costs seven euros a month."));
        var pause = await _database.Get<Curator>().PauseAsync(Stop);
        var work = _database.Get<Curator>().CatchUpAsync(Stop);
        Assert.False(work.IsCompleted);
        pause.Dispose();
        Assert.Equal(1, await work);
    }

    [Fact]
    public async Task Where_one_cannot_be_paused_the_others_go_on()
    {
        var first = new Work(fails: false);
        await Assert.ThrowsAsync<OperationCanceledException>(() => new IPausable[] { first, new Work(fails: true) }.PauseAllAsync(Stop));
        Assert.False(first.IsPaused);
    }

    [Fact]
    public async Task Two_nodes_that_curate_at_once_make_each_candidate_once()
    {
        string[] numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        _database.Send([.. numbers.Select((n, i) => SignalFixture.Edit($"r{i}", $"The plan number {n} costs {i + 7} euros for each month of the year {2000 + (31 * i)}."))]);
        using var other = ActivatorUtilities.CreateInstance<Curator>(_database.Services, _database.OfAnotherNode());
        await Task.WhenAll(Task.Run(() => _database.Get<Curator>().CatchUpAsync(Stop), Stop), Task.Run(() => other.CatchUpAsync(Stop), Stop));
        await using var db = _database.Open();
        Assert.Equal((numbers.Length, numbers.Length), (await db.Candidates.CountAsync(Stop), await db.Fingerprints.CountAsync(Stop)));
        Assert.Equal(numbers.Length, await _database.Get<Curator>().PositionAsync(db, Stop));
    }

    private sealed class Work(bool fails) : IPausable, IDisposable
    {
        public bool IsPaused { get; private set; }

        public Task<IDisposable> PauseAsync(CancellationToken cancellationToken)
        {
            if (fails) throw new OperationCanceledException();
            IsPaused = true;
            return Task.FromResult<IDisposable>(this);
        }

        public void Dispose() => IsPaused = false;
    }
}
