using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Curation;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Tests.Measure.RollUps;

/// <summary>Every figure says how much of what came in it covers.</summary>
public sealed class MeasureLagsTests : IAsyncLifetime
{
    private readonly Actor _max = new("max", "Max", Roles.Manager, ApplicationAccess.All);
    private TestDatabase _database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MeasureLags Lags => _database.Get<MeasureLags>();

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Where_nothing_came_in_nothing_is_missing() =>
        Assert.Equal(new(_database.Now(), 0, 0), await ReadAsync());

    [Fact]
    public async Task What_is_not_measured_is_missing_until_it_is()
    {
        var first = _database.Now();
        await StoreAsync(30);
        _database.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(new(first, 0, 60), await ReadAsync());
        await _database.MeasureAsync();
        Assert.Equal(new(_database.Now(), 60, 60), await ReadAsync());
        await _database.StoreAsync(_database.Use("late"));
        var since = _database.Now();
        _database.Time.Advance(TimeSpan.FromSeconds(40));
        var behind = await ReadAsync();
        Assert.Equal(new(since, 60, 61), behind);
        Assert.Equal((true, "98 %"), (behind.IsBehind, behind.ShareInWords));
    }

    [Fact]
    public async Task A_look_in_between_counts_as_one_at_the_end()
    {
        await StoreAsync(3);
        await ReadAsync();
        await StoreAsync(4, "b");
        await _database.MeasureAsync();
        await StoreAsync(5, "c");
        using var fresh = new MeasureLags(_database.Get<Database>(), _database.Time);
        var looked = await ReadAsync();
        Assert.Equal(new(_database.Now(), 14, 24), looked);
        Assert.Equal(looked, await fresh.ReadAsync(Actor.System, null, Cancel));
    }

    [Fact]
    public async Task A_new_pass_that_is_shown_is_counted_again()
    {
        await StoreAsync(5);
        await _database.MeasureAsync();
        await ReadAsync();
        await _database.MeasureAnewAsync();
        Assert.Equal((10, 10), ((await ReadAsync()).Measured, (await ReadAsync()).Received));
        await StoreAsync(1, "b");
        Assert.Equal((10, 12), ((await ReadAsync()).Measured, (await ReadAsync()).Received));
    }

    [Fact]
    public async Task Nothing_of_another_application_is_reported()
    {
        var fixture = await ExperimentFixture.CreateAsync(_database);
        await _database.StoreAsync(Of(fixture.Shop, "a"), Of(fixture.Shop, "b"), Of(fixture.Bank, "c"));
        Assert.Equal((0, 2), await OfAsync(fixture.Shop));
        await _database.MeasureAsync();
        await _database.StoreAsync(Of(fixture.Shop, "d"));
        Assert.Equal((1, 1), await OfAsync(fixture.Bank));
        Assert.Equal((2, 3), await OfAsync(fixture.Shop));
    }

    [Fact]
    public async Task Every_reader_has_its_lag_and_a_rebuilding_pass_its_progress()
    {
        await _database.StoreAsync(_database.Use("a"), _database.Use("b"), _database.Ended("a", true));
        await _database.MeasureAsync();
        await _database.StoreAsync(_database.Use("c"), _database.Ended("c", true), _database.Ended("d", true));
        await using (var db = _database.Open()) await Generations.BeginAsync(db, _database.Now(), Cancel);
        _database.Time.Advance(TimeSpan.FromSeconds(7));
        var lags = await Lags.ReadersAsync(Actor.System, null, new FlywheelStatus(9, 7, 3, 0, 0), Cancel);
        Assert.Equal([new("curation", 2, 3), new("signals", 0, 0), new("interactions", 1, 7), new("outcomes", 2, 7), new("rescoring", 0, 0)], lags.Readers);
        Assert.Equal(0, lags.Rebuilding!.Share);
        await _database.MeasureAsync();
        Assert.Null((await Lags.ReadersAsync(Actor.System, null, new FlywheelStatus(9, 9, 0, 0, 0), Cancel)).Rebuilding);
    }

    [Fact]
    public async Task A_revolution_is_closed_on_what_came_in_before()
    {
        await StoreAsync(600);
        Assert.IsType<LedgerOutcome.Done>(await _database.Get<Core.Measure.Revolutions.Revolutions>().CloseAsync(_max, null, null, null, null, Cancel));
        Assert.Equal((1200, 1200), ((await ReadAsync()).Measured, (await ReadAsync()).Received));
        Assert.Equal(600, (await _database.Get<Core.Measure.Revolutions.Revolutions>().ReadAsync(Actor.System, null, Cancel)).Revolutions[0].Counts.Interactions);
    }

    [Fact]
    public async Task Where_measuring_falls_behind_nothing_is_closed_and_the_outcome_says_what_is_missing()
    {
        await StoreAsync(2);
        using var paused = await _database.Get<Measurer>().PauseAsync(Cancel);
        var closing = _database.Get<Core.Measure.Revolutions.Revolutions>().CloseAsync(_max, null, null, null, null, Cancel);
        await PassAsync(closing);
        var late = Assert.IsType<LedgerOutcome.NotMeasured>(await closing);
        Assert.Equal((0, 4), (late.Measured.Measured, late.Measured.Received));
        await using var db = _database.Open();
        Assert.Equal(1, await db.Revolutions.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_decision_waits_for_measuring_or_is_refused_and_a_stop_is_not()
    {
        var fixture = await ExperimentFixture.CreateAsync(_database);
        await fixture.RunAsync();
        await StoreAsync(2);
        using (await _database.Get<Measurer>().PauseAsync(Cancel))
        {
            var deciding = fixture.Experiments.DecideAsync(fixture.Cleo, "reranker", new("keep", Reason: "No better."), Cancel);
            await PassAsync(deciding);
            Assert.IsType<ExperimentOutcome.NotMeasured>(await deciding);
            var stopping = fixture.Experiments.StopAsync(fixture.Cleo, "reranker", null, Cancel);
            await PassAsync(stopping);
            Assert.Equal(ExperimentState.Stopped, ExperimentFixture.Done(await stopping).State);
            var analysis = await fixture.AnalyseAsync();
            Assert.Equal((0, 4), (analysis.Measured.Measured, analysis.Measured.Received));
            Assert.EndsWith("This is of less than 1 % of what came in; the rest may change it.", analysis.Verdict.Reason, StringComparison.Ordinal);
        }

        ExperimentFixture.Done(await fixture.Experiments.DecideAsync(fixture.Cleo, "reranker", new("keep", Reason: "No better."), Cancel));
        Assert.False((await fixture.AnalyseAsync()).Measured.IsBehind);
    }

    [Theory]
    [InlineData(0, 0, "100 %")]
    [InlineData(0, 9, "less than 1 %")]
    [InlineData(9_999_999, 10_000_000, "99 %")]
    [InlineData(10, 10, "100 %")]
    public void The_share_is_never_100_percent_while_something_is_missing(long measured, long received, string words) =>
        Assert.Equal(words, new Freshness(default, measured, received).ShareInWords);

    private Task<Freshness> ReadAsync() => Lags.ReadAsync(Actor.System, null, Cancel);

    private async Task<(long, long)> OfAsync(int application)
    {
        var measured = await Lags.ReadAsync(new("ana", "Ana", Roles.Reviewer, ApplicationAccess.Of([application])), null, Cancel);
        return (measured.Measured, measured.Received);
    }

    /// <summary>Lets the longest wait pass; it begins a moment after the call.</summary>
    private async Task PassAsync(Task waiting)
    {
        for (var i = 0; i < 100 && !waiting.IsCompleted; i++)
        {
            await Task.Delay(20, Cancel);
            _database.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private Task StoreAsync(int requests, string prefix = "a") => _database.StoreAsync(
        [.. Enumerable.Range(0, requests).SelectMany(i => new object[] { _database.Use($"{prefix}{i}"), _database.Ended($"{prefix}{i}", true) })]);

    private Exposure Of(int application, string request)
    {
        var use = _database.Use(request);
        use.ApplicationId = application;
        return use;
    }
}
