using Flywheel.Core.Administration;
using Flywheel.Core.Collect;
using Flywheel.Core.Measure;
using Flywheel.Tests.Support;

namespace Flywheel.Tests.Measure;

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
                Feed.Signal($"up{day}", SignalType.ThumbsUp), Feed.Signal($"copy{day}", SignalType.Copy), Feed.Signal($"edit{day}", SignalType.Edit),
                Feed.Signal($"both{day}", SignalType.Copy), Feed.Signal($"both{day}", SignalType.Edit), Stars($"good{day}", 5), Stars($"bad{day}", 1));
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
        var trend = await _database.Get<Trends>().ReadAsync(Ada, new(today.AddDays(1 - SuccessPreviews.Days), today, TrendStep.Day, TimeZoneInfo.Utc), Cancel);
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
        var trend = await _database.Get<Trends>().ReadAsync(Ada, new(today.AddDays(1 - SuccessPreviews.Days), today, TrendStep.Day, TimeZoneInfo.Utc), Cancel);
        Assert.Equal(preview.Draft.Select(Figures), trend.All.Points.Select(Figures));
    }

    [Fact]
    public async Task A_full_day_is_sampled_and_said_to_be()
    {
        // With edit0, which was used today as well.
        var rows = Enumerable.Range(0, SuccessPreviews.MostADay + 49).Select(i => _database.Use($"u{i}")).ToArray<object>();
        await _database.StoreAsync(rows);
        await _database.MeasureAsync();
        var sample = await SampleAsync();
        Assert.Equal((false, 50L), (sample.IsWhole, sample.Total - sample.Taken));
    }

    [Fact]
    public async Task Only_admins_see_it() =>
        Assert.Null(await _database.Get<SuccessPreviews>().SampleAsync(Ada with { Role = Roles.Manager }, TimeZoneInfo.Utc, Cancel));

    [Fact]
    public async Task A_weight_of_a_type_that_never_was_is_an_error_beside_it()
    {
        var invalid = Assert.IsType<DefinitionOutcome.Invalid>(await _database.Get<SuccessDefinitions>().ChangeAsync(Ada, 1, Default("moons", 1), null, Cancel));
        Assert.Equal("weights.moons", Assert.Single(invalid.Errors).Key);
    }

    private async Task<SuccessSample> SampleAsync() => (await _database.Get<SuccessPreviews>().SampleAsync(Ada, TimeZoneInfo.Utc, Cancel))!;

    private static FeedbackItem Stars(string request, double value)
    {
        var item = Feed.Signal(request, "stars");
        item.Value = value;
        return item;
    }

    private static SuccessDefinition Default(string type, double weight) =>
        new() { Weights = new Dictionary<string, double>(new SuccessDefinition().Weights) { [type] = weight } };

    private static (long, long, long, long, double?) Figures(MeasuredCounts counts) =>
        (counts.Interactions, counts.Evidence, counts.Succeeded, counts.Failed, counts.Success.Rate);
}
