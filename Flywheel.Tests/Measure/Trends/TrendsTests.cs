using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.Definitions;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Trends;

public sealed class TrendsTests : IAsyncLifetime
{
    private static readonly TimeZoneInfo Kathmandu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private TestDatabase _database = default!;

    [Fact]
    public async Task A_day_is_the_viewers_day()
    {
        // 20:00 UTC is the next day in Kathmandu (+05:45), and the same in Berlin.
        await StoreAsync(_database.Use("a", at: Utc(1, 20)), _database.Ended("a", true));
        Assert.Equal([0, 1, 0], await ByDayAsync(Kathmandu));
        Assert.Equal([1, 0, 0], await ByDayAsync(Berlin));
    }

    [Fact]
    public async Task Days_kept_for_the_zone_say_the_same_as_quarters_of_hours()
    {
        var random = new Random(11);
        await StoreAsync([.. Enumerable.Range(0, 60).Select(i => _database.Use($"r{i}", at: Utc(1, 0).AddMinutes(random.Next(3 * 24 * 60))))]);
        var first = await ByDayAsync(Kathmandu);
        await _database.MeasureAsync();
        await using var db = _database.Open();
        Assert.Contains(db.RollUps, r => r.OffsetMinutes == 345);
        Assert.Equal(first, await ByDayAsync(Kathmandu));
    }

    [Fact]
    public async Task A_week_with_a_clock_change_counts_everything_once()
    {
        _database.Time.SetUtcNow(new DateTimeOffset(2026, 4, 10, 0, 0, 0, TimeSpan.Zero));
        var start = new DateTime(2026, 3, 22, 23, 30, 0, DateTimeKind.Utc);
        await StoreAsync([.. Enumerable.Range(0, 14 * 24).Select(i => _database.Use($"r{i}", at: start.AddHours(i)))]);
        var trend = await ReadAsync(new(new(2026, 3, 23), new(2026, 4, 5), TrendStep.Week, Berlin));
        Assert.Equal([167, 168], trend.All.Points.Select(p => p.Exposed));
    }

    [Fact]
    public async Task Beyond_the_ten_largest_values_everything_is_one_line()
    {
        await StoreAsync([.. Enumerable.Range(0, 13).SelectMany(s => Enumerable.Range(0, 20 - s).Select(i => _database.Use($"r{s}-{i}", $"segment {s:00}", at: Utc(1, 3))))]);
        var trend = await ReadAsync(Days(TimeZoneInfo.Utc) with { Split = TrendSplit.Segment });
        Assert.Equal(11, trend.Lines.Count);
        Assert.Equal("segment 00", trend.Lines[0].Name);
        Assert.True(trend.Lines[^1].IsRest);
        Assert.Equal(10 + 9 + 8, trend.Lines[^1].Total.Exposed);
        Assert.Equal(trend.All.Total.Exposed, trend.Lines.Sum(l => l.Total.Exposed));
    }

    [Fact]
    public async Task Applications_are_lines_of_their_own_and_can_be_asked_for_alone()
    {
        await _database.ApplicationAsync("bank");
        var other = _database.Use("b", at: Utc(1, 3));
        other.ApplicationId = 2;
        await StoreAsync(_database.Use("a", at: Utc(1, 3)), _database.Use("c", at: Utc(1, 3)), other);
        var trend = await ReadAsync(Days(TimeZoneInfo.Utc) with { Split = TrendSplit.Application });
        Assert.Equal([("shop", 2L), ("bank", 1L)], trend.Lines.Select(l => (l.Name!, l.Total.Exposed)));
        Assert.Equal(1, (await ReadAsync(Days(TimeZoneInfo.Utc) with { ApplicationId = 2 })).All.Total.Exposed);
    }

    [Fact]
    public async Task People_who_come_again_widen_the_interval()
    {
        await StoreAsync([.. Enumerable.Range(0, 40).SelectMany(i => new object[] { _database.Use($"r{i}", person: $"p{i % 4}", at: Utc(1, 3)), _database.Ended($"r{i}", i % 4 < 2) })]);
        var rate = (await ReadAsync(Days(TimeZoneInfo.Utc))).All.Points[0].Success;
        Assert.Equal(RateMethod.ClusterRobust, rate.Method);
        Assert.True(rate.Interval.Width > Wilson.Interval(20, 40).Width);
    }

    [Fact]
    public async Task People_who_come_on_several_days_widen_the_interval_of_the_range()
    {
        await StoreAsync([.. Enumerable.Range(0, 120).SelectMany(i => new object[] { _database.Use($"r{i}", person: $"p{i / 3}", at: Utc(1 + (i % 3), 3)), _database.Ended($"r{i}", i < 60) })]);
        var trend = await ReadAsync(Days(TimeZoneInfo.Utc));
        Assert.All(trend.All.Points, p => Assert.Equal(1, p.DesignEffect, 0.05));
        // Each has three equal answers, which makes 3 in a month; three days have their part of the 2 above 1.
        Assert.InRange(trend.All.Total.DesignEffect, 1.15, 1.3);
    }

    [Fact]
    public async Task A_signal_is_counted_in_the_lines_of_a_split_where_it_is_asked_for()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.Edit));
        await StoreAsync();
        var query = Days(TimeZoneInfo.Utc) with { To = new(2026, 3, 5), Split = TrendSplit.Segment, Signal = SignalType.Edit };
        Assert.Equal(1, Assert.Single((await ReadAsync(query)).Lines).Total.Signals[SignalType.Edit]);
        Assert.Empty(Assert.Single((await ReadAsync(query with { Signal = null })).Lines).Total.Signals);
    }

    [Fact]
    public async Task Nothing_is_unknown_and_not_zero()
    {
        var trend = await ReadAsync(Days(TimeZoneInfo.Utc));
        Assert.All(trend.All.Points, p => Assert.Null(p.Success.Rate));
        Assert.Null(trend.All.Total.Coverage);
        Assert.Null(trend.All.Total.Bounds);
    }

    [Fact]
    public async Task Revolutions_releases_and_definitions_are_marked()
    {
        await StoreAsync(_database.Use("a", model: "m2", at: Utc(1, 5)));
        await _database.StoreAsync(new SuccessDefinitionVersion { Number = 2, Document = new SuccessDefinition().ToJson(), CreatedAt = Utc(2, 1) });
        var marks = (await ReadAsync(Days(TimeZoneInfo.Utc))).Marks;
        Assert.Equal(
            [(TrendMarkKind.Release, "m2"), (TrendMarkKind.Definition, "Success definition 2"), (TrendMarkKind.Revolution, "Revolution 1")], marks.Select(m => (m.Kind, m.Label)));
    }

    [Fact]
    public async Task A_definition_that_is_changed_shows_its_number_once_history_is_recomputed()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.FollowUp));
        await _database.MeasureAsync();
        var definition = new SuccessDefinition { Weights = new Dictionary<string, double> { [SignalType.FollowUp] = 1 } };
        var outcome = await _database.Get<SuccessDefinitions>().ChangeAsync(Actor.System, 1, definition, null, TestContext.Current.CancellationToken);
        Assert.Equal(2, Assert.IsType<DefinitionOutcome.Changed>(outcome).Number);
        var query = Days(TimeZoneInfo.Utc) with { To = new(2026, 3, 5) };
        var before = await ReadAsync(query);
        Assert.Equal((1, true, 0), (before.DefinitionVersion, before.Recomputing, before.All.Total.Succeeded));
        await _database.MeasureAsync();
        var after = await ReadAsync(query);
        Assert.Equal((2, false, 1), (after.DefinitionVersion, after.Recomputing, after.All.Total.Succeeded));
    }

    [Fact]
    public async Task Only_admins_change_the_definition_and_not_from_an_old_one()
    {
        var definitions = _database.Get<SuccessDefinitions>();
        var max = await _database.PersonAsync("max", Roles.Manager);
        Assert.IsType<DefinitionOutcome.NotAllowed>(await definitions.ChangeAsync(max, 1, new(), null, default));
        Assert.IsType<DefinitionOutcome.Conflict>(await definitions.ChangeAsync(Actor.System, 7, new(), null, default));
        var broken = await definitions.ChangeAsync(Actor.System, 1, new() { Threshold = 0, Weights = new Dictionary<string, double> { ["copy"] = double.NaN } }, null, default);
        Assert.Equal(["threshold", "weights.copy"], Assert.IsType<DefinitionOutcome.Invalid>(broken).Errors.Keys);
    }

    /// <summary>1 to 3 March, on whose second the clock of the tests stands.</summary>
    private static TrendQuery Days(TimeZoneInfo zone) => new(new(2026, 3, 1), new(2026, 3, 3), TrendStep.Day, zone);

    private static DateTime Utc(int day, int hour) => new(2026, 3, day, hour, 0, 0, DateTimeKind.Utc);

    private async Task StoreAsync(params object[] rows)
    {
        await _database.StoreAsync(rows);
        await _database.MeasureAsync();
    }

    private Task<Trend> ReadAsync(TrendQuery query) => _database.Get<Core.Measure.Trends.Trends>().ReadAsync(Actor.System, query, TestContext.Current.CancellationToken);

    private async Task<IEnumerable<long>> ByDayAsync(TimeZoneInfo zone) => (await ReadAsync(Days(zone))).All.Points.Select(p => p.Interactions);

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
        _database.Time.Advance(TimeSpan.FromDays(3));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
