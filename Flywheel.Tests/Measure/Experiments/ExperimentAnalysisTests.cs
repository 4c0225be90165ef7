using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Experiments;

public sealed class ExperimentAnalysisTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ExperimentFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ExperimentFixture.CreateAsync(_database = await TestDatabase.CreateAsync());

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Persons_who_come_once_get_Wilson_and_Newcombe()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 70, 48), .. _fixture.Arm("treatment", 80, 56)]);
        var primary = (await _fixture.AnalyseAsync()).Primary!;
        Assert.Equal((70, 48L, 48 / 70.0, Wilson.Interval(48, 70)), (primary.Arms[0].Trials, primary.Arms[0].Hits, primary.Arms[0].Level, primary.Arms[0].Interval!.Value));
        var lift = Assert.Single(primary.Comparisons);
        Assert.Equal((false, Newcombe.Difference(48, 70, 56, 80).Interval), (lift.ClusterRobust, lift.Fixed.Interval!.Value));
        Assert.True(lift.AlwaysValid.Interval!.Value.Width > lift.Fixed.Interval.Value.Width);
    }

    [Fact]
    public async Task Persons_who_come_again_widen_the_interval()
    {
        await _fixture.RunAsync();
        // 40 persons an arm, each with ten interactions that all have the same result: hardly more is known than of 40 interactions.
        await _fixture.StoreAsync([.. Loyal("control", 20), .. Loyal("treatment", 24)]);
        var primary = (await _fixture.AnalyseAsync()).Primary!;
        var lift = Assert.Single(primary.Comparisons);
        Assert.True(lift.ClusterRobust);
        Assert.Equal(10, primary.Arms[0].DesignEffect, 0.5);
        Assert.InRange(lift.Fixed.Interval!.Value.Width, 0.40, 0.46);
        Assert.InRange(Newcombe.Difference(200, 400, 240, 400).Interval.Width, 0.13, 0.14);
    }

    [Fact]
    public async Task What_is_unknown_counts_neither_way_but_is_no_evidence()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync(_fixture.Row("a", "control"), _fixture.Row("b", "control", Verdict.Unknown), _fixture.Row("c", "control", Verdict.Failed));
        var analysis = await _fixture.AnalyseAsync();
        Assert.Equal((3, 2, 0.5), (analysis.Arms[0].Units, analysis.Primary!.Arms[0].Trials, analysis.Primary.Arms[0].Level));
    }

    [Fact]
    public async Task A_signals_rate_is_one_of_exposures_where_they_are_sent()
    {
        await _fixture.RunAsync(change: r => r with { PrimaryMetric = "signal:thumbs_down" });
        await _fixture.StoreAsync(
            _fixture.Row("a", "control", change: r => (r.Exposed, r.Signals) = (true, ",thumbs_down,")), _fixture.Row("b", "control", change: r => r.Exposed = true),
            _fixture.Row("c", "control", change: r => r.Signals = ",copy,thumbs_down,"));
        var control = (await _fixture.AnalyseAsync()).Primary!.Arms[0];
        Assert.Equal((2, 1L), (control.Trials, control.Hits));
    }

    [Fact]
    public async Task A_value_is_averaged_over_persons_and_compared_by_Welch()
    {
        await _fixture.RunAsync(change: r => r with { PrimaryMetric = "value", SmallestEffect = 1 });
        await _fixture.StoreAsync(Worth("a", "control", 10), Worth("a", "control", 20), Worth("b", "control", 5), Worth("c", "treatment", 12), Worth("d", "treatment", 16));
        var primary = (await _fixture.AnalyseAsync()).Primary!;
        Assert.Equal((10.0, 14.0), (primary.Arms[0].Level, primary.Arms[1].Level));
        var welch = Welch.Test(new(2, 10, 50), new(2, 14, 8));
        Assert.Equal(welch.PValue!.Value, primary.Comparisons[0].Fixed.PValue!.Value, 1e-12);
    }

    [Fact]
    public async Task The_past_of_persons_takes_variance_out()
    {
        _database.Time.Advance(TimeSpan.FromDays(1));
        await _fixture.StoreAsync(Habits("control", -1).Concat(Habits("treatment", -1)));
        _database.Time.Advance(TimeSpan.FromDays(1));
        await _fixture.RunAsync();
        await _fixture.StoreAsync(Habits("control", 0).Concat(Habits("treatment", 0)));
        var lift = (await _fixture.AnalyseAsync()).Primary!.Comparisons[0];
        Assert.Equal(80, lift.Cuped!.WithPast);
        Assert.InRange(lift.Cuped.VarianceReduction!.Value, 0.5, 1);
        Assert.True(lift.Cuped.Interval!.Value.Width < lift.Fixed.Interval!.Value.Width);
    }

    [Fact]
    public async Task Without_a_past_there_is_nothing_to_take_out()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 40, 20), .. _fixture.Arm("treatment", 40, 30)]);
        Assert.Null((await _fixture.AnalyseAsync()).Primary!.Comparisons[0].Cuped);
    }

    [Fact]
    public async Task A_sample_ratio_that_is_off_hides_the_result_until_somebody_acknowledges_it()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 400, 200, Exposed), .. _fixture.Arm("treatment", 250, 200, Exposed)]);
        var hidden = await _fixture.AnalyseAsync();
        Assert.Equal((true, null, VerdictKind.Hidden), (hidden.Hidden, hidden.Primary, hidden.Verdict.Kind));
        Assert.Empty(hidden.Guardrails);
        Assert.IsType<ExperimentOutcome.Conflict>(await _fixture.Experiments.DecideAsync(_fixture.Cleo, "reranker", new("ship", Reason: "Better."), default));
        ExperimentFixture.Done(await _fixture.Experiments.AcknowledgeAsync(_fixture.Cleo, "reranker", null, default));
        var shown = await _fixture.AnalyseAsync();
        Assert.Equal((false, true, VerdictKind.Ship), (shown.Hidden, shown.SampleRatio!.Alarm, shown.Verdict.Kind));
        Assert.Contains("There was an alarm: the arms did not get the shares that were planned (p < 0.001), which Cleo acknowledged on ", shown.Verdict.Reason, StringComparison.Ordinal);
        Assert.IsType<ExperimentOutcome.Conflict>(await _fixture.Experiments.AcknowledgeAsync(_fixture.Cleo, "reranker", null, default));
    }

    // 2,075 against 1,845: R's chisq.test gives p = 0.00024; looks at a running stream cannot be that sure.
    [Fact]
    public async Task What_only_the_last_look_finds_stands_in_the_way_of_a_decision_and_is_seen_then()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 2_075, 1_000, Exposed), .. _fixture.Arm("treatment", 1_845, 1_200, Exposed)]);
        Assert.False((await _fixture.AnalyseAsync()).Hidden);
        Assert.IsType<ExperimentOutcome.Conflict>(await _fixture.Experiments.DecideAsync(_fixture.Cleo, "reranker", new("ship", Reason: "Better."), default));
        Assert.True((await _fixture.AnalyseAsync()).Hidden);
        ExperimentFixture.Done(await _fixture.Experiments.AcknowledgeAsync(_fixture.Cleo, "reranker", null, default));
        ExperimentFixture.Done(await _fixture.Experiments.DecideAsync(_fixture.Cleo, "reranker", new("ship", Reason: "Better."), default));
    }

    [Fact]
    public async Task A_decision_that_came_to_nothing_adds_no_look_to_the_running_experiment()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 400, 200, Exposed), .. _fixture.Arm("treatment", 400, 300, Exposed)]);
        Assert.IsType<ExperimentOutcome.Conflict>(await _fixture.Experiments.DecideAsync(_fixture.Cleo, "reranker", new("ship", Reason: "Better.", Version: 99), default));
        await _fixture.StoreAsync([.. More("control", 1_675), .. More("treatment", 1_445)]);
        _database.Time.Advance(ExperimentAnalyses.KeptFor);
        var analysis = await _fixture.AnalyseAsync();
        Assert.Equal((2_075L, 1_845L, false), (analysis.Arms[0].ExposedUnits, analysis.Arms[1].ExposedUnits, analysis.Hidden));
    }

    [Fact]
    public async Task The_last_look_is_had_when_it_is_stopped()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 2_075, 1_000, Exposed), .. _fixture.Arm("treatment", 1_845, 1_200, Exposed)]);
        ExperimentFixture.Done(await _fixture.Experiments.StopAsync(_fixture.Cleo, "reranker", null, default));
        Assert.Equal((true, VerdictKind.Hidden), ((await _fixture.AnalyseAsync()).Hidden, (await _fixture.AnalyseAsync()).Verdict.Kind));
    }

    [Fact]
    public async Task A_decision_never_rests_on_an_analysis_that_was_kept()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 200, 100, Exposed), .. _fixture.Arm("treatment", 200, 150, Exposed)]);
        Assert.False((await _fixture.AnalyseAsync()).Hidden);
        await _fixture.StoreAsync(_fixture.Arm("control", 900, 500, r => (r.Exposed, r.PersonHash) = (true, $"late-{r.PersonHash}")));
        Assert.IsType<ExperimentOutcome.Conflict>(await _fixture.Experiments.DecideAsync(_fixture.Cleo, "reranker", new("ship", Reason: "Better."), default));
    }

    [Fact]
    public async Task Who_gave_feedback_says_nothing_about_the_sample_ratio()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 400, 200), .. _fixture.Arm("treatment", 250, 200)]);
        var analysis = await _fixture.AnalyseAsync();
        Assert.Equal((null, false), (analysis.SampleRatio, analysis.Hidden));
    }

    [Fact]
    public async Task Coverage_is_a_guardrail_of_its_own()
    {
        await _fixture.RunAsync();
        var silent = Enumerable.Range(0, 200).Select(i => _fixture.Row($"silent-{i}", "control", Verdict.Unknown, Exposed));
        await _fixture.StoreAsync([.. _fixture.Arm("control", 200, 100, Exposed), .. silent, .. _fixture.Arm("treatment", 400, 320, Exposed)]);
        var analysis = await _fixture.AnalyseAsync();
        var coverage = Assert.Single(analysis.Guardrails);
        Assert.Equal((MetricKind.Coverage, 0.5, 1.0), (coverage.Metric.Kind, coverage.Arms[0].Level, coverage.Arms[1].Level));
        Assert.Equal(VerdictKind.CannotTell, analysis.Verdict.Kind);
        Assert.Contains("coverage differs by 50.0 points", analysis.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_arms_are_adjusted_after_Holm()
    {
        await _fixture.RunAsync(change: r => r with { Arms = [new("control"), new("b"), new("c")] });
        await _fixture.StoreAsync([.. _fixture.Arm("control", 100, 50), .. _fixture.Arm("b", 100, 65), .. _fixture.Arm("c", 100, 63)]);
        var found = (await _fixture.AnalyseAsync()).Primary!.Comparisons;
        var expected = Holm.Adjust([.. found.Select(c => c.Fixed.PValue!.Value)]);
        Assert.Equal(expected, found.Select(c => c.Fixed.AdjustedPValue!.Value));
        Assert.All(found, c => Assert.True(c.Fixed.AdjustedPValue > c.Fixed.PValue));
    }

    [Fact]
    public async Task Before_anybody_came_the_past_is_planned_with()
    {
        await _fixture.StoreAsync(_fixture.Arm("any", 100, 70));
        _database.Time.Advance(TimeSpan.FromDays(1));
        await _fixture.RunAsync();
        Assert.Equal(0.7, (await _fixture.AnalyseAsync()).Power.Input.Baseline);
    }

    [Fact]
    public async Task An_analysis_is_kept_for_half_a_minute_and_says_when_it_was_made()
    {
        await _fixture.RunAsync();
        var first = await _fixture.AnalyseAsync();
        await _fixture.StoreAsync(_fixture.Row("a", "control"));
        _database.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Same(first, await _fixture.AnalyseAsync());
        _database.Time.Advance(TimeSpan.FromSeconds(1));
        var later = await _fixture.AnalyseAsync();
        Assert.Equal((1, TimeSpan.FromSeconds(30)), (later.Arms[0].Units, later.ComputedAt - first.ComputedAt));
    }

    private IEnumerable<MeasuredInteraction> More(string arm, int persons) => _fixture.Arm(arm, persons, 900, r => (r.Exposed, r.PersonHash) = (true, $"more-{r.PersonHash}"));

    private static void Exposed(MeasuredInteraction row) => row.Exposed = true;

    private MeasuredInteraction Worth(string person, string arm, double value) => _fixture.Row(person, arm, change: r => (r.Value, r.Reported) = (value, true));

    private IEnumerable<MeasuredInteraction> Loyal(string arm, int successful) =>
        Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(0, 10).Select(_ => _fixture.Row($"{arm}-{i}", arm, i < successful ? Verdict.Succeeded : Verdict.Failed)));

    // Everybody has a habit, kept in both periods but for one interaction in ten.
    private IEnumerable<MeasuredInteraction> Habits(string arm, int period) => Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(0, 10).Select(j =>
        _fixture.Row($"{arm}-{i}", period < 0 ? null : arm, (j < (i % 11) - (period < 0 ? 0 : i % 2)) ? Verdict.Succeeded : Verdict.Failed)));
}
