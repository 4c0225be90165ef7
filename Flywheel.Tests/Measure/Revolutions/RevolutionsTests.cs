using Flywheel.Core;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Revolutions;

public sealed class RevolutionsTests : IAsyncLifetime
{
    private TestDatabase _database = default!;
    private Actor _max = default!;

    [Fact]
    public async Task One_is_open_from_the_first_start()
    {
        var ledger = await ReadAsync();
        Assert.Equal((1, "Revolution 1", (DateTime?)null), (ledger.Current.Id, ledger.Current.Name, ledger.Current.EndedAt));
        Assert.Null(ledger.Current.Change);
        Assert.Contains("No verdicts yet", RevolutionLabels.Sentence(ledger.Current), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_one_opens_the_next_at_the_same_moment()
    {
        _database.Time.Advance(TimeSpan.FromDays(30));
        var done = Assert.IsType<LedgerOutcome.Done>(await CloseAsync(null, "Week one", "New prompts"));
        var ledger = await ReadAsync();
        Assert.Equal((1, 2), (done.Id, done.OpenId));
        Assert.Equal(["Week one", "Revolution 2"], ledger.Revolutions.Select(r => r.Name));
        Assert.Equal(ledger.Revolutions[0].EndedAt, ledger.Revolutions[1].StartedAt);
        Assert.Equal("New prompts", ledger.Revolutions[0].Note);
    }

    [Fact]
    public async Task Of_two_people_who_close_the_same_one_the_second_gets_a_conflict()
    {
        var seen = (await ReadAsync()).Current.Id;
        Assert.IsType<LedgerOutcome.Done>(await CloseAsync(seen));
        Assert.IsType<LedgerOutcome.Conflict>(await CloseAsync(seen));
        Assert.Equal(2, (await ReadAsync()).Revolutions.Count);
    }

    [Fact]
    public async Task Ten_people_who_close_at_once_close_one()
    {
        var seen = (await ReadAsync()).Current.Id;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => CloseAsync(seen))));
        Assert.Single(outcomes.OfType<LedgerOutcome.Done>());
        Assert.Equal(2, (await ReadAsync()).Revolutions.Count);
    }

    [Fact]
    public async Task Reviewers_do_not_close_revolutions()
    {
        var rita = await _database.PersonAsync("rita");
        Assert.IsType<LedgerOutcome.NotAllowed>(await _database.Get<Core.Measure.Revolutions.Revolutions>().CloseAsync(rita, null, null, null, null, default));
    }

    [Fact]
    public async Task Texts_that_are_too_long_are_named()
    {
        var outcome = await CloseAsync(null, new string('x', 201), new string('x', 4001));
        Assert.Equal(["name", "note"], Assert.IsType<LedgerOutcome.Invalid>(outcome).Errors.Keys);
        Assert.Single((await ReadAsync()).Revolutions);
    }

    [Fact]
    public async Task An_interaction_belongs_to_the_revolution_that_was_open_when_it_occurred()
    {
        var before = _database.Now();
        _database.Time.Advance(TimeSpan.FromDays(10));
        await CloseAsync();
        await EvaluateAsync("late", 1, 1, at: before.AddHours(1));
        await EvaluateAsync("new", 2, 1);
        Assert.Equal([1, 2], (await ReadAsync()).Revolutions.Select(r => r.Success.Trials));
    }

    [Fact]
    public async Task A_model_version_takes_its_interactions_to_its_revolution()
    {
        await EvaluateAsync("a", 3, 3, model: "m1");
        _database.Time.Advance(TimeSpan.FromDays(10));
        await CloseAsync();
        await EvaluateAsync("b", 5, 5, model: "m1");
        Assert.Equal([3, 5], (await ReadAsync()).Revolutions.Select(r => r.Success.Trials));
        var first = (await ReadAsync()).Revolutions[0];
        Assert.IsType<LedgerOutcome.Done>(await _database.Get<Core.Measure.Revolutions.Revolutions>().ChangeAsync(_max, 1, new(first.Version, first.Name, null, ["m1"]), default));
        Assert.True((await ReadAsync()).Recomputing);
        await _database.MeasureAsync();
        Assert.Equal([8, 0], (await ReadAsync()).Revolutions.Select(r => r.Success.Trials));
        Assert.Equal(["m1"], (await ReadAsync()).Revolutions[0].Models);
    }

    [Fact]
    public async Task A_change_has_its_interval_and_its_course()
    {
        await EvaluateAsync("a", 2000, 1400);
        _database.Time.Advance(TimeSpan.FromDays(30));
        await CloseAsync();
        _database.Time.Advance(TimeSpan.FromDays(30));
        await EvaluateAsync("b", 2000, 1450);
        var current = (await ReadAsync()).Current;
        Assert.Equal(0.025, current.Change!.Difference.Difference!.Value, 9);
        Assert.Equal(RevolutionCourse.OnCourse, current.Change.Course);
        // 2.5 points, of which the sampling error at 70 % and 2,000 a side leaves -0.3 to 5.3.
        Assert.Equal("2.5 points higher than before, but anything from 0.3 points lower to 5.3 points higher fits the data.", RevolutionLabels.Sentence(current));
    }

    [Theory]
    [InlineData(400, 300)]
    [InlineData(300, 0)]
    [InlineData(400, 400)]
    public async Task From_or_to_a_rate_of_0_or_1_there_is_no_course(int before, int after)
    {
        await EvaluateAsync("a", 400, before);
        _database.Time.Advance(TimeSpan.FromDays(30));
        await CloseAsync();
        _database.Time.Advance(TimeSpan.FromDays(30));
        await EvaluateAsync("b", 400, after);
        var ledger = await ReadAsync();
        Assert.Equal(RevolutionCourse.Unknown, ledger.Current.Change!.Course);
        Assert.DoesNotContain("a month", RevolutionLabels.Sentence(ledger.Current), StringComparison.Ordinal);
        Assert.All(ledger.Target, target => Assert.InRange(target.Low, 0.001, 0.999));
        Assert.All(ledger.Revolutions, revolution => Assert.True(revolution.Success.Interval.Width > 0.005));
    }

    [Fact]
    public async Task The_rate_at_the_segments_share_of_use_stands_beside_the_observed_one()
    {
        // Of the uses a half is of each segment; of the answers nine tenths are of the one that succeeds.
        for (var i = 0; i < 100; i++) await _database.StoreAsync(_database.Use($"a{i}", "happy"), _database.Use($"b{i}", "sad"));
        for (var i = 0; i < 90; i++) await _database.StoreAsync(_database.Ended($"a{i}", true));
        for (var i = 0; i < 10; i++) await _database.StoreAsync(_database.Ended($"b{i}", false));
        await _database.MeasureAsync();
        var current = (await ReadAsync()).Current;
        Assert.Equal(0.9, current.Success.Rate!.Value, 9);
        Assert.Equal(0.5, current.Reweighted!.Rate!.Value, 9);
        Assert.Equal((0.45, 0.95), (current.Counts.Bounds!.Value.Low, current.Counts.Bounds.Value.High));
    }

    [Fact]
    public async Task The_target_grows_from_the_first_rate_by_two_to_five_percent_a_month()
    {
        await EvaluateAsync("a", 10, 7);
        _database.Time.Advance(TimeSpan.FromDays(365.25 / 6));
        await CloseAsync();
        _database.Time.Advance(TimeSpan.FromDays(365.25 / 6));
        var target = (await ReadAsync()).Target;
        Assert.Equal((0.7, 0.7), (target[0].Low, target[0].High));
        Assert.Equal(0.7 * 1.02 * 1.02, target[1].Low, 3);
        Assert.Equal(0.7 * 1.05 * 1.05, target[1].High, 3);
    }

    private Task<Ledger> ReadAsync() => _database.Get<Core.Measure.Revolutions.Revolutions>().ReadAsync(Actor.System, null, TestContext.Current.CancellationToken);

    private Task<LedgerOutcome> CloseAsync(int? id = null, string? name = null, string? note = null) =>
        _database.Get<Core.Measure.Revolutions.Revolutions>().CloseAsync(_max, id, name, note, null, default);

    private async Task EvaluateAsync(string prefix, int trials, int successes, string? model = null, DateTime? at = null)
    {
        await _database.StoreAsync([.. Enumerable.Range(0, trials).SelectMany(i => new object[]
        {
            _database.Use($"{prefix}{i}", model: model, at: at), _database.Ended($"{prefix}{i}", i < successes),
        })]);
        await _database.MeasureAsync();
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
        _max = await _database.PersonAsync("max", Roles.Manager);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
