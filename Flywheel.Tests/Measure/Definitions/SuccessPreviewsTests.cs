using Flywheel.Core.Data;
using Flywheel.Core;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Measure.Definitions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Definitions;

public sealed class SuccessPreviewsTests : IAsyncLifetime
{
    private static readonly Actor Ada = new("ada", "Ada", Roles.Admin, ApplicationAccess.All);
    private TestDatabase _database = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
        await _database.Get<SignalTypes>().AddAsync(Ada, new("stars", "Stars", true, SignalDirection.For, 0.5, 1, 5), Cancel);
        for (var day = 0; day < 3; day++)
        {
            _database.Send(
                SignalFixture.Signal($"up{day}", SignalType.ThumbsUp), SignalFixture.Signal($"copy{day}", SignalType.Copy), SignalFixture.Signal($"edit{day}", SignalType.Edit),
                SignalFixture.Signal($"both{day}", SignalType.Copy), SignalFixture.Signal($"both{day}", SignalType.Edit), Stars($"good{day}", 5), Stars($"bad{day}", 1));
            _database.Time.Advance(TimeSpan.FromDays(1));
        }

        await _database.StoreAsync(_database.Use("edit0"), _database.Ended("edit0", success: true));
        await _database.MeasureAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Under_the_definition_in_force_it_is_the_trend_that_is_shown()
    {
        var sample = await SampleAsync();
        var preview = sample.Preview(new());
        var today = DateOnly.FromDateTime(_database.Now());
        var trend = await _database.Get<Core.Measure.Trends.Trends>().ReadAsync(Ada, new(today.AddDays(1 - SuccessPreviews.Days), today, TrendStep.Day, TimeZoneInfo.Utc), Cancel);
        Assert.Equal(trend.Periods, sample.Periods);
        Assert.Equal(trend.All.Points.Select(Figures), preview.Draft.Select(Figures));
        Assert.Equal(Figures(trend.All.Total), Figures(preview.InForceTotal));
        Assert.Equal((0, true, trend.All.Total.Interactions), (preview.Changed, sample.IsWhole, sample.Taken));
    }

    [Fact]
    public async Task Changed_weights_flip_exactly_what_they_must()
    {
        var preview = (await SampleAsync()).Preview(Default(SignalType.Copy, -0.6));
        // Three copies fail, and three that were copied and edited are no longer open.
        Assert.Equal((6L, 3L, 6L), (preview.Changed, preview.InForceTotal.Succeeded - preview.DraftTotal.Succeeded, preview.DraftTotal.Failed - preview.InForceTotal.Failed));
    }

    [Fact]
    public async Task A_reported_outcome_stays_whatever_the_weights()
    {
        var preview = (await SampleAsync()).Preview(new() { Weights = new Dictionary<string, double> { [SignalType.FollowUp] = 1 } });
        Assert.Equal((1L, 0L), (preview.DraftTotal.Succeeded, preview.DraftTotal.Failed));
    }

    [Fact]
    public async Task A_type_with_a_range_counts_by_where_its_last_value_lies()
    {
        _database.Send(Stars("good2", 1));
        await _database.MeasureAsync();
        var before = (await SampleAsync()).Preview(Default("stars", 1));
        Assert.Equal((2L, 4L), (before.DraftTotal.Succeeded - before.InForceTotal.Succeeded, before.DraftTotal.Failed - before.InForceTotal.Failed));
    }

    [Fact]
    public async Task What_was_previewed_is_what_comes()
    {
        var draft = Default("stars", 1);
        var preview = (await SampleAsync()).Preview(draft);
        Assert.IsType<DefinitionOutcome.Changed>(await _database.Get<SuccessDefinitions>().ChangeAsync(Ada, 1, draft, null, Cancel));
        await _database.MeasureAsync();
        Assert.Equal(Figures(preview.DraftTotal), Figures((await SampleAsync()).Preview(draft).InForceTotal));
        var today = DateOnly.FromDateTime(_database.Now());
        var trend = await _database.Get<Core.Measure.Trends.Trends>().ReadAsync(Ada, new(today.AddDays(1 - SuccessPreviews.Days), today, TrendStep.Day, TimeZoneInfo.Utc), Cancel);
        Assert.Equal(preview.Draft.Select(Figures), trend.All.Points.Select(Figures));
    }

    [Fact]
    public async Task A_full_day_is_taken_whole()
    {
        await _database.StoreAsync([.. Enumerable.Range(0, 1200).Select(i => _database.Use($"u{i}"))]);
        await _database.MeasureAsync();
        var sample = await SampleAsync();
        Assert.Equal((true, await InteractionsAsync()), (sample.IsWhole, sample.Taken));
    }

    [Fact]
    public async Task Beyond_the_limit_a_sample_is_spread_evenly_over_all_days_and_marked_as_one()
    {
        await _database.StoreAsync([.. Enumerable.Range(0, 400).Select(i => _database.Use($"u{i}", at: _database.Now().AddDays(-(i % 4))))]);
        await _database.MeasureAsync();
        var previews = new SuccessPreviews(
            _database.Get<Database>(), _database.Get<Core.Measure.Trends.Trends>(), _database.Get<SignalTypes>(), _database.Time) { Most = 200 };
        var sample = (await previews.SampleAsync(Ada, TimeZoneInfo.Utc, null, Cancel))!;
        Assert.Equal((false, await InteractionsAsync()), (sample.IsWhole, sample.Total));
        Assert.InRange(sample.Taken, 100, 200);
        Assert.InRange(sample.Preview(new()).DraftTotal.Interactions, 380, 460);
    }

    [Fact]
    public async Task Trends_and_preview_agree_before_and_after_on_every_application_whatever_it_reports()
    {
        await _database.ApplicationAsync("bank");
        await _database.StoreAsync([.. Enumerable.Range(0, 1500).SelectMany(Interaction)]);
        var signals = Enumerable.Range(0, 1500).Where(i => i % 3 != 0).Select(i => SignalFixture.Signal($"n{i}", i % 7 == 0 ? SignalType.Copy : i % 5 == 0 ? SignalType.Edit : SignalType.ThumbsUp));
        foreach (var batch in signals.Chunk(100)) _database.Send(batch);
        await _database.MeasureAsync();
        var draft = Default(SignalType.Copy, -1);
        var before = new List<SuccessPreview>();
        foreach (var application in new int?[] { null, 1, 2 })
        {
            var sample = (await _database.Get<SuccessPreviews>().SampleAsync(Ada, TimeZoneInfo.Utc, application, Cancel))!;
            before.Add(sample.Preview(draft));
            Assert.Equal(await EstimatesAsync(application), Estimates(before[^1].InForceTotal, before[^1].InForce));
            Assert.Equal(await EstimatesAsync(application), Estimates(sample.Preview(new()).DraftTotal, sample.Preview(new()).Draft));
        }

        Assert.IsType<DefinitionOutcome.Changed>(await _database.Get<SuccessDefinitions>().ChangeAsync(Ada, 1, draft, null, Cancel));
        await _database.MeasureAsync();
        Assert.Equal(await EstimatesAsync(null), Estimates(before[0].DraftTotal, before[0].Draft));
        Assert.Equal(await EstimatesAsync(1), Estimates(before[1].DraftTotal, before[1].Draft));
        Assert.Equal(await EstimatesAsync(2), Estimates(before[2].DraftTotal, before[2].Draft));
        Assert.NotEqual(before[0].InForceTotal.Estimate.SignalsOnly, before[0].DraftTotal.Estimate.SignalsOnly);
    }

    /// <summary>A use of a segment, and a third of the outcomes.</summary>
    private IEnumerable<object> Interaction(int i)
    {
        var at = _database.Now().AddHours(-(i % 60));
        yield return _database.Use($"n{i}", i % 4 == 0 ? "retail" : "trade", at: at);
        if (i % 3 == 1) yield return _database.Ended($"n{i}", i % 11 > 2, at: at);
        if (i % 9 == 0) yield return new Exposure { ApplicationId = 2, RequestId = $"b{i}", OccurredAt = at, ReceivedAt = at };
    }

    private async Task<List<string>> EstimatesAsync(int? application)
    {
        var all = (await TrendAsync(application)).All;
        return Estimates(all.Total, all.Points);
    }

    /// <summary>Every figure of the whole and of each day, as text.</summary>
    private static List<string> Estimates(MeasuredCounts total, IReadOnlyList<MeasuredCounts> days) => [.. days.Append(total).Select(c => c.Estimate).Select(e =>
        $"{e.Method} {e.Rate} | {e.OutcomesOnly} | {e.SignalsOnly} | {e.Disagreement} | {e.OutcomeCoverage} | {e.Bounds} | {string.Join(' ', e.Warnings)}")];

    private async Task<long> InteractionsAsync() => (await TrendAsync(null)).All.Total.Interactions;

    private Task<Trend> TrendAsync(int? application)
    {
        var today = DateOnly.FromDateTime(_database.Now());
        return _database.Get<Core.Measure.Trends.Trends>().ReadAsync(Ada, new(today.AddDays(1 - SuccessPreviews.Days), today, TrendStep.Day, TimeZoneInfo.Utc, ApplicationId: application), Cancel);
    }

    [Fact]
    public async Task Only_admins_see_it() =>
        Assert.Null(await _database.Get<SuccessPreviews>().SampleAsync(Ada with { Role = Roles.Manager }, TimeZoneInfo.Utc, null, Cancel));

    [Fact]
    public async Task A_weight_of_a_type_that_never_was_is_an_error_beside_it()
    {
        var invalid = Assert.IsType<DefinitionOutcome.Invalid>(await _database.Get<SuccessDefinitions>().ChangeAsync(Ada, 1, Default("moons", 1), null, Cancel));
        Assert.Equal("weights.moons", Assert.Single(invalid.Errors).Key);
    }

    private async Task<SuccessSample> SampleAsync() => (await _database.Get<SuccessPreviews>().SampleAsync(Ada, TimeZoneInfo.Utc, null, Cancel))!;

    private static FeedbackItem Stars(string request, double value)
    {
        var item = SignalFixture.Signal(request, "stars");
        item.Value = value;
        return item;
    }

    private static SuccessDefinition Default(string type, double weight) =>
        new() { Weights = new Dictionary<string, double>(new SuccessDefinition().Weights) { [type] = weight } };

    private static (long, long, long, long, double?) Figures(MeasuredCounts counts) =>
        (counts.Interactions, counts.Evidence, counts.Succeeded, counts.Failed, counts.Success.Rate);
}
