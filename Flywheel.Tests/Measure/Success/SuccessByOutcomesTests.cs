using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;
using Flywheel.Core.Operations;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Success;

/// <summary>Outcomes and signals from what is sent to the rate that is shown, through the real database.</summary>
public sealed class SuccessByOutcomesTests : IAsyncLifetime
{
    private TestDatabase _database = default!;
    private int _requests;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fifth_of_the_outcomes_hold_the_truth_that_signals_miss()
    {
        var truth = await WorldAsync(new Random(20260305), 3000, _ => 0.2);
        var estimate = (await TotalAsync()).Estimate;
        Assert.NotEqual(SuccessMethod.Signals, estimate.Method);
        Assert.True(estimate.Rate.Interval.Contains(truth));
        Assert.False(estimate.SignalsOnly.Interval.Contains(truth));
        Assert.InRange(estimate.OutcomeCoverage!.Value, 0.17, 0.23);
        Assert.True(estimate.Bounds!.Value.Low < 0.25 && estimate.Bounds.Value.High > 0.9);
        Assert.True(estimate.Rate.Interval.Width <= estimate.OutcomesOnly.Interval.Width);
        Assert.Empty(estimate.Warnings);
    }

    [Fact]
    public async Task Trends_revolutions_and_overview_say_the_same()
    {
        await WorldAsync(new Random(7), 1000, _ => 0.3);
        var trend = await TotalAsync();
        var ledger = (await _database.Get<Core.Measure.Revolutions.Revolutions>().ReadAsync(Actor.System, null, Cancel)).Current;
        var overview = (await _database.Get<Overviews>().ReadAsync(Actor.System, Cancel)).OpenRevolution;
        Assert.Equal(trend.Success.Rate, ledger.Success.Rate);
        Assert.Equal(ledger.Success, overview.Success);
        Assert.Equal(trend.Estimate.OutcomesOnly.Trials, ledger.Counts.Estimate.OutcomesOnly.Trials);
        Assert.Equal(trend.Bounds, ledger.Counts.Bounds);
    }

    [Fact]
    public async Task Outcomes_reported_more_often_after_success_are_warned_of()
    {
        await WorldAsync(new Random(8), 2000, success => success ? 0.4 : 0.05);
        Assert.Contains((await TotalAsync()).Estimate.Warnings, w => w.Code == "outcomes_not_at_random" && w.Text.Contains("interactions with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_outcome_it_is_success_by_signals_and_everything_is_possible()
    {
        await WorldAsync(new Random(9), 200, _ => 0);
        var estimate = (await TotalAsync()).Estimate;
        Assert.Equal((SuccessMethod.Signals, 0.0), (estimate.Method, estimate.OutcomeCoverage!.Value));
        Assert.Equal((0.0, 1.0), (estimate.Bounds!.Value.Low, estimate.Bounds.Value.High));
        Assert.Equal(estimate.SignalsOnly, estimate.Rate);
    }

    [Fact]
    public async Task A_day_without_outcomes_is_not_shown_by_signals_where_others_have_them()
    {
        await WorldAsync(new Random(10), 100, _ => 1);
        _database.Time.Advance(TimeSpan.FromDays(1));
        await WorldAsync(new Random(11), 100, _ => 0);
        var points = (await TrendAsync()).All.Points.TakeLast(2).ToList();
        Assert.Equal((SuccessMethod.Outcomes, null), (points[1].Estimate.Method, points[1].Success.Rate));
        Assert.Equal("no_outcomes_in_this_period", Assert.Single(points[1].Estimate.Warnings).Code);
        Assert.Equal((0.0, 1.0), (points[1].Bounds!.Value.Low, points[1].Bounds!.Value.High));
        Assert.NotNull(points[0].Success.Rate);
        Assert.DoesNotContain((await TrendAsync()).All.Points, p => p.Estimate.Method == SuccessMethod.Signals);
    }

    [Fact]
    public async Task Where_no_uses_are_sent_signals_sharpen_nothing()
    {
        await WorldAsync(new Random(12), 1500, _ => 0.3, uses: false);
        var estimate = (await TotalAsync()).Estimate;
        Assert.Equal(SuccessMethod.Outcomes, estimate.Method);
        Assert.Equal(estimate.OutcomesOnly, estimate.Rate);
    }

    [Fact]
    public async Task Feedback_on_answers_whose_use_was_not_sent_is_no_group_without_outcomes()
    {
        await _database.StoreAsync([.. Enumerable.Range(0, 1000).SelectMany(i => new object?[] { _database.Use($"m{i}", model: "m1"), i % 2 == 0 ? _database.Ended($"m{i}", i % 3 > 0) : null }).OfType<object>()]);
        foreach (var batch in Enumerable.Range(0, 300).Select(i => SignalFixture.Signal($"x{i}", SignalType.ThumbsUp)).Chunk(100)) _database.Send(batch);
        await _database.MeasureAsync();
        Assert.Empty((await TotalAsync()).Estimate.Warnings);
    }

    [Fact]
    public async Task A_model_version_whose_outcomes_are_not_reported_is_named()
    {
        await _database.StoreAsync([.. Enumerable.Range(0, 600).SelectMany(i => new object?[] { _database.Use($"m{i}", model: i % 3 == 0 ? "m2" : "m1"), i % 3 > 0 ? _database.Ended($"m{i}", i % 5 > 0) : null }).OfType<object>()]);
        await _database.StoreAsync([.. Enumerable.Range(600, 200).Select(i => _database.Use($"m{i}", model: "m1"))]);
        await _database.MeasureAsync();
        Assert.StartsWith("Outcomes are not reported at random: model version “m1” makes up 100 % of what has an outcome and 50 % of the rest.", Assert.Single((await TotalAsync()).Estimate.Warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_without_outcomes_is_not_mixed_into_the_rate_of_one_with_them()
    {
        await _database.ApplicationAsync("bank");
        await WorldAsync(new Random(13), 300, _ => 1);
        var alone = (await TotalAsync()).Success;
        await _database.StoreAsync(new Exposure { ApplicationId = 2, RequestId = "b1", OccurredAt = _database.Now(), ReceivedAt = _database.Now() });
        await _database.MeasureAsync();
        var total = await TotalAsync();
        Assert.Equal(alone.Rate, total.Success.Rate);
        Assert.Contains("bank", Assert.Single(total.Estimate.Warnings).Text, StringComparison.Ordinal);
        Assert.Equal([SuccessMethod.Signals, SuccessMethod.Outcomes], total.ByApplication.OrderBy(a => a.Key).Select(a => a.Value.Method));
    }

    [Fact]
    public async Task People_who_report_several_outcomes_widen_the_interval_of_the_outcomes()
    {
        var rows = Enumerable.Range(0, 400).SelectMany(i => new object[] { _database.Use($"r{i}", person: $"p{i / 20}"), _database.Ended($"r{i}", i / 20 % 2 == 0) });
        await _database.StoreAsync([.. rows]);
        await _database.MeasureAsync();
        var counts = await TotalAsync();
        Assert.True(counts.OutcomeEffect > 1.5);
        Assert.Equal(counts.OutcomeEffect, counts.Success.DesignEffect);
    }

    [Fact]
    public async Task What_an_earlier_version_measured_is_measured_again_at_the_next_start()
    {
        await WorldAsync(new Random(14), 50, _ => 1);
        await using (var db = _database.Open())
        {
            db.MeasureGenerations.Single().Form = 0;
            await db.SaveChangesAsync(Cancel);
        }

        await _database.Get<Core.Data.DatabaseStartup>().RunAsync();
        Assert.True((await TrendAsync()).Recomputing);
        await _database.MeasureAsync();
        await using var after = _database.Open();
        Assert.Equal(MeasureGeneration.CurrentForm, after.MeasureGenerations.Single(g => g.RetiredAt == null).Form);
        await _database.Get<Core.Data.DatabaseStartup>().RunAsync();
        Assert.False((await TrendAsync()).Recomputing);
    }

    /// <summary>10 % thumbs up out of habit, 10 % corrected wrongly, the others fitting signals or none; outcomes for a part.</summary>
    private async Task<double> WorldAsync(Random random, int interactions, Func<bool, double> coverage, bool uses = true)
    {
        var (signals, rows, succeeded) = (new List<FeedbackItem>(), new List<object>(), 0);
        for (var i = 0; i < interactions; i++)
        {
            var (request, success) = ($"r{_requests++}", random.NextDouble() < 0.66);
            if (success) succeeded++;
            var kind = random.NextDouble() switch { < 0.1 => SignalType.ThumbsUp, < 0.2 => SignalType.Edit, < 0.75 => success ? SignalType.ThumbsUp : SignalType.ThumbsDown, _ => null };
            if (uses) rows.Add(_database.Use(request, i % 3 == 0 ? "retail" : "trade"));
            if (kind is not null && !(kind == SignalType.ThumbsDown && random.NextDouble() < 0.6)) signals.Add(SignalFixture.Signal(request, kind));
            if (random.NextDouble() < coverage(success)) rows.Add(_database.Ended(request, success));
        }

        await _database.StoreAsync([.. rows]);
        foreach (var batch in signals.Chunk(100)) _database.Send(batch);
        await _database.MeasureAsync();
        return (double)succeeded / interactions;
    }

    private async Task<MeasuredCounts> TotalAsync() => (await TrendAsync()).All.Total;

    private Task<Trend> TrendAsync()
    {
        var today = DateOnly.FromDateTime(_database.Now());
        return _database.Get<Core.Measure.Trends.Trends>().ReadAsync(Actor.System, new(today.AddDays(-6), today, TrendStep.Day, TimeZoneInfo.Utc), Cancel);
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
