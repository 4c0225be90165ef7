using Flywheel.Core;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Experiments;

/// <summary>
/// Where all values are equal, or a rate is 0 or 1: intervals keep their coverage, and nothing is forecast or decided from the missing
/// variance.
/// </summary>
public sealed class ZeroVarianceTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ExperimentFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ExperimentFixture.CreateAsync(_database = await TestDatabase.CreateAsync());

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(7.5)]
    [InlineData(-1e15)]
    public async Task Equal_values_have_no_interval_and_are_not_stopped(double value)
    {
        await RunValueAsync();
        await _fixture.StoreAsync([.. Worth("control", _ => value), .. Worth("treatment", _ => value)]);
        AssertNoEstimates(await _fixture.AnalyseAsync());
        ExperimentFixture.Done(await _fixture.Experiments.StopAsync(_fixture.Cleo, "reranker", null, default));
        AssertNoEstimates(await _fixture.AnalyseAsync());
    }

    // 0.1 + 0.2 and 0.3 differ in their last bit only.
    [Fact]
    public async Task Rounding_is_no_spread()
    {
        await RunValueAsync();
        await _fixture.StoreAsync([.. Worth("control", i => i % 2 == 0 ? 0.1 + 0.2 : 0.3), .. Worth("treatment", i => i % 2 == 0 ? 0.3 : 0.1 + 0.2)]);
        AssertNoEstimates(await _fixture.AnalyseAsync());
    }

    [Theory]
    [InlineData("control")]
    [InlineData("treatment")]
    public async Task One_arm_without_spread_leaves_the_difference_alone(string flat)
    {
        await RunValueAsync();
        await _fixture.StoreAsync([.. Worth("control", i => flat == "control" ? 5 : i % 7), .. Worth("treatment", i => flat == "treatment" ? 5 : i % 7)]);
        var analysis = await _fixture.AnalyseAsync();
        var lift = Assert.Single(analysis.Primary!.Comparisons);
        Assert.NotNull(lift.Lift);
        Assert.Equal((null, null, null), (lift.Fixed.Interval, lift.AlwaysValid.Interval, lift.AlwaysValid.PValue));
        Assert.Equal(VerdictKind.CannotTell, analysis.Verdict.Kind);
        Assert.Contains($"{flat} shows no spread yet", analysis.Verdict.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("planned sample is there", analysis.Verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Succeeded)]
    [InlineData(Verdict.Failed)]
    public async Task Rates_of_0_and_1_keep_a_width_and_get_no_verdict(Verdict verdict)
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. Often("control", 60, 50, _ => verdict), .. Often("treatment", 60, 50, _ => verdict)]);
        var analysis = await _fixture.AnalyseAsync();
        var lift = Assert.Single(analysis.Primary!.Comparisons);
        Assert.True(lift.ClusterRobust);
        // 60 persons with one result: by the rule of three up to 3/60 of the persons could have another one.
        Assert.All(analysis.Primary.Arms, arm => Assert.InRange(arm.Interval!.Value.Width, 0.04, 0.08));
        Assert.All([lift.Fixed.Interval!.Value, lift.AlwaysValid.Interval!.Value], interval => Assert.True(interval.Low < -0.02 && interval.High > 0.02, $"{interval}"));
        Assert.Equal((null, null, null), (analysis.Power.NeededPerArm, analysis.Power.DaysToGo, analysis.Power.Detectable));
        Assert.Equal(VerdictKind.CannotTell, analysis.Verdict.Kind);
    }

    [Fact]
    public async Task An_arm_that_never_succeeded_does_not_narrow_the_interval_of_the_other()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. Often("control", 40, 10, _ => Verdict.Failed), .. Often("treatment", 40, 10, i => i == 0 ? Verdict.Succeeded : Verdict.Failed)]);
        var lift = Assert.Single((await _fixture.AnalyseAsync()).Primary!.Comparisons);
        var control = RateEstimate.Of(ClusterSums.Of(Enumerable.Repeat((10L, 0L), 40)));
        // What the control leaves open is part of the interval, not only what the treatment does.
        Assert.True(lift.Fixed.Interval!.Value.Low < -control.Interval.High / 2, $"{lift.Fixed.Interval}");
    }

    [Fact]
    public async Task A_certain_loss_is_stopped_though_nothing_succeeds_any_more()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 200, 150), .. _fixture.Arm("treatment", 200, 0)]);
        Assert.Equal(VerdictKind.StopForHarm, (await _fixture.AnalyseAsync()).Verdict.Kind);
    }

    [Fact]
    public async Task An_arm_that_always_succeeded_is_not_shipped_before_it_shows_spread()
    {
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 200, 100), .. _fixture.Arm("treatment", 200, 200)]);
        var verdict = (await _fixture.AnalyseAsync()).Verdict;
        Assert.Equal(VerdictKind.CannotTell, verdict.Kind);
        Assert.StartsWith("treatment stands at +50.0 points", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_without_spread_adds_no_certainty()
    {
        _database.Time.Advance(TimeSpan.FromDays(1));
        await _fixture.StoreAsync([.. _fixture.Arm("control", 40, 40, r => r.Variant = null), .. _fixture.Arm("treatment", 40, 40, r => r.Variant = null)]);
        _database.Time.Advance(TimeSpan.FromDays(1));
        await _fixture.RunAsync();
        await _fixture.StoreAsync([.. _fixture.Arm("control", 40, 40), .. _fixture.Arm("treatment", 40, 20)]);
        var cuped = (await _fixture.AnalyseAsync()).Primary!.Comparisons[0].Cuped!;
        Assert.Equal(-0.5, cuped.Lift!.Value, 1e-12);
        Assert.Equal((null, null), (cuped.Interval, cuped.PValue));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public async Task A_planned_rate_of_0_or_1_has_no_forecast(double baseline)
    {
        await _fixture.StoreAsync(_fixture.Arm("any", 100, 70));
        var forecast = await _fixture.Analyses.ForecastAsync(Actor.System, new ExperimentRequest("k", "h", "shop").Validate().Plan!, baseline, default);
        Assert.Equal((null, null, null), (forecast.NeededPerArm, forecast.DaysToGo, forecast.Detectable));
        Assert.Equal($"A success rate of {baseline * 100:0.0} % shows no spread, so the need cannot be told.", forecast.NeedInWords);
    }

    [Theory]
    [InlineData("success_rate", 1e-200)]
    [InlineData("value", 1e-200)]
    [InlineData("value", 1e200)]
    public async Task Effects_of_any_size_give_numbers_or_nothing(string metric, double effect)
    {
        await _fixture.RunAsync(change: r => r with { PrimaryMetric = metric, SmallestEffect = effect, Guardrails = metric == "value" ? [] : ["value"] });
        await _fixture.StoreAsync([.. Worth("control", i => i * 1e14), .. Worth("treatment", i => i * -1e14)]);
        var experiment = (await _fixture.Experiments.FindAsync(Actor.System, "reranker", default))!;
        var json = Flywheel.Web.Api.Measure.ExperimentJson.Of(await _fixture.AnalyseAsync(), experiment).ToJsonString();
        Assert.DoesNotContain("Infinity", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("person")]
    [InlineData("interaction")]
    public async Task A_past_of_equal_values_has_no_forecast(string unit)
    {
        await _fixture.StoreAsync(Worth("any", i => i % 2 == 0 ? 0.1 + 0.2 : 0.3));
        var plan = new ExperimentRequest("k", "h", "shop", unit, "value").Validate().Plan!;
        var forecast = await _fixture.Analyses.ForecastAsync(Actor.System, plan, null, default);
        Assert.Equal((0.0, null), (forecast.Input.Deviation, forecast.NeededPerArm));
        Assert.Equal("The value of outcomes shows no spread, so the need cannot be told.", forecast.NeedInWords);
    }

    // R: sd(c(1e9, 1e9 + 1, 1e9 + 2)) is 1; a difference of sums of squares would keep no digit of it.
    [Fact]
    public async Task A_small_spread_of_large_values_is_kept()
    {
        await _fixture.StoreAsync(Enumerable.Range(0, 3).Select(i => _fixture.Row($"p{i}", null, change: r => (r.Value, r.Reported) = (1e9 + i, true))));
        var plan = new ExperimentRequest("k", "h", "shop", PrimaryMetric: "value").Validate().Plan!;
        Assert.Equal(1, (await _fixture.Analyses.ForecastAsync(Actor.System, plan, null, default)).Input.Deviation!.Value, 1e-6);
    }

    private Task<ExperimentDetails> RunValueAsync() => _fixture.RunAsync(change: r => r with { PrimaryMetric = "value" });

    private static void AssertNoEstimates(ExperimentAnalysis analysis)
    {
        Assert.Equal((null, null, null), (analysis.Power.NeededPerArm, analysis.Power.DaysToGo, analysis.Power.Detectable));
        Assert.Equal(VerdictKind.CannotTell, analysis.Verdict.Kind);
        Assert.Contains("treatment shows no spread yet", analysis.Verdict.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("planned sample is there", analysis.Verdict.Reason, StringComparison.Ordinal);
        var lift = Assert.Single(analysis.Primary!.Comparisons);
        Assert.Equal((null, null), (lift.Fixed.Interval, lift.AlwaysValid.Interval));
    }

    private IEnumerable<MeasuredInteraction> Worth(string arm, Func<int, double> value) => Enumerable.Range(0, 40)
        .Select(i => _fixture.Row($"{arm}-{i}", arm, change: r => (r.Value, r.Reported) = (value(i), true)));

    private IEnumerable<MeasuredInteraction> Often(string arm, int persons, int each, Func<int, Verdict> verdict) => Enumerable.Range(0, persons)
        .SelectMany(i => Enumerable.Range(0, each).Select(j => _fixture.Row($"{arm}-{i}", arm, verdict((i * each) + j))));
}
