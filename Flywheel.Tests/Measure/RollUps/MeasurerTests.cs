using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.RollUps;

public sealed class MeasurerTests : IAsyncLifetime
{
    private TestDatabase _database = default!;

    [Fact]
    public async Task An_interaction_is_measured_by_its_signals()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.ThumbsUp), SignalFixture.Signal("b", SignalType.Regenerate), SignalFixture.Signal("c", SignalType.FollowUp));
        await _database.MeasureAsync();
        Assert.Equal([Verdict.Succeeded, Verdict.Failed, Verdict.Unknown], _database.Rows().Select(r => r.Verdict));
        Assert.Equal(3, _database.Count(Measures.Evidence));
        Assert.Equal(1, _database.Count(Measures.Succeeded));
        Assert.Equal(1, _database.Count(Measures.Signal(SignalType.FollowUp), Grain.Hour));
    }

    [Fact]
    public async Task A_reported_outcome_wins_over_signals()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.ThumbsUp));
        await _database.StoreAsync(_database.Ended("a", success: false));
        await _database.MeasureAsync();
        var row = Assert.Single(_database.Rows());
        Assert.Equal((Verdict.Failed, true), (row.Verdict, row.Reported));
    }

    [Fact]
    public async Task Of_several_outcomes_the_last_one_received_counts_and_all_are_kept()
    {
        await _database.StoreAsync(_database.Ended("a", true, 3));
        await _database.MeasureAsync();
        await _database.StoreAsync(_database.Ended("a", false, 5, _database.Now().AddDays(-2)));
        await _database.MeasureAsync();
        var row = Assert.Single(_database.Rows());
        Assert.Equal((Verdict.Failed, 5.0), (row.Verdict, row.Value));
        Assert.Equal((0, 1), (_database.Count(Measures.Succeeded), _database.Count(Measures.Failed)));
        await using var db = _database.Open();
        Assert.Equal(2, db.Outcomes.Count());
    }

    [Fact]
    public async Task What_comes_late_corrects_the_bucket_in_which_it_happened()
    {
        var then = _database.Now();
        await _database.StoreAsync(_database.Use("a", "retail"));
        await _database.MeasureAsync();
        _database.Time.Advance(TimeSpan.FromDays(3));
        await _database.StoreAsync(_database.Ended("a", true));
        await _database.MeasureAsync();
        Assert.Equal(1, _database.Count(Measures.ExposedSucceeded, start: Periods.QuarterOf(then)));
        Assert.Equal(1, _database.Count(Measures.Succeeded, Grain.Day, start: then.Date));
        Assert.Equal(1, _database.Count(Measures.Succeeded, dimension: Dimension.Segment, value: "retail"));
    }

    [Fact]
    public async Task A_use_that_is_reported_after_its_feedback_moves_it_to_when_it_was_used()
    {
        var used = _database.Now().AddHours(-5);
        _database.Send(SignalFixture.Signal("a", SignalType.Copy));
        await _database.MeasureAsync();
        await _database.StoreAsync(_database.Use("a", at: used));
        await _database.MeasureAsync();
        Assert.Equal(1, _database.Count(Measures.Interactions));
        Assert.Equal(1, _database.Count(Measures.Succeeded, start: Periods.QuarterOf(used)));
    }

    [Fact]
    public async Task A_clock_that_is_ahead_does_not_put_anything_into_the_future()
    {
        await _database.StoreAsync(_database.Use("a", at: _database.Now().AddHours(20)));
        await _database.MeasureAsync();
        Assert.Equal(_database.Now(), Assert.Single(_database.Rows()).OccurredAt);
    }

    [Fact]
    public async Task A_regenerated_answer_is_a_second_interaction_and_the_outcome_is_about_it()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.Regenerate, "First."), SignalFixture.Signal("a", SignalType.Copy, "Second."));
        await _database.StoreAsync(_database.Ended("a", true));
        await _database.MeasureAsync();
        Assert.Equal([(Verdict.Failed, false), (Verdict.Succeeded, true)], _database.Rows().Select(r => (r.Verdict, r.Reported)));
    }

    [Fact]
    public async Task An_answer_that_becomes_known_takes_the_place_of_the_bare_request()
    {
        await _database.StoreAsync(_database.Use("a", "retail", "candidate"));
        await _database.MeasureAsync();
        _database.Send(SignalFixture.Signal("a", SignalType.ThumbsUp));
        await _database.MeasureAsync();
        var row = Assert.Single(_database.Rows());
        Assert.Equal(("retail", "candidate", true, Verdict.Succeeded), (row.Segment, row.Variant, row.Exposed, row.Verdict));
        Assert.Equal(1, _database.Count(Measures.Interactions));
    }

    [Fact]
    public async Task Measuring_twice_changes_nothing()
    {
        _database.Send(SignalFixture.Signal("a", SignalType.ThumbsUp, user: "ann"), SignalFixture.Signal("b", SignalType.Edit, user: "ann"));
        await _database.MeasureAsync();
        var sums = _database.Sums();
        await _database.MeasureAsync();
        Assert.Equal(sums, _database.Sums());
    }

    [Fact]
    public async Task People_who_come_again_are_summed_by_person()
    {
        _database.Send([.. Enumerable.Range(0, 3).Select(i => SignalFixture.Signal($"a{i}", SignalType.ThumbsUp, user: "ann"))]);
        _database.Send(SignalFixture.Signal("b", SignalType.ThumbsDown, user: "bob"), SignalFixture.Signal("c", SignalType.ThumbsUp));
        await _database.MeasureAsync();
        await using var db = _database.Open();
        var sums = db.ClusterCounts.Single(t => t.Scope == CountScopes.Revolution(1));
        Assert.Equal((3, 5, 4), (sums.Clusters, sums.Trials, sums.Successes));
        Assert.Equal((11, 10, 10), (sums.TrialsSquared, sums.TrialsTimesSuccesses, sums.SuccessesSquared));
    }

    [Fact]
    public async Task Values_beyond_the_most_of_a_dimension_are_counted_together()
    {
        await _database.StoreAsync([.. Enumerable.Range(0, Slice.MostValues + 5).Select(i => _database.Use($"r{i:000}", $"segment {i:000}"))]);
        await _database.MeasureAsync();
        await using var db = _database.Open();
        Assert.Equal(Slice.MostValues + 1, db.Slices.Count(s => s.Dimension == Dimension.Segment && s.RevolutionId == 0));
        Assert.Equal(5, _database.Count(Measures.Exposed, dimension: Dimension.Segment, value: Slice.Rest));
    }

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.ApplicationAsync();
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
