using Flywheel.Core;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Tests.Support;
using Flywheel.Tests.Support.Fixtures;

namespace Flywheel.Tests.Measure.Experiments;

public sealed class PowerForecastTests
{
    private static readonly ArmShare[] Even = [new("control", 0.5), new("treatment", 0.5)];
    private static readonly PowerInput Seventy = new(ExperimentMetric.SuccessRate, true, 0.02, Even, 0.7);

    [Fact]
    public void Managers_see_what_two_points_cost() =>
        Assert.Equal("At 70.0 % success rate, 2 points need about 8,100 responses per arm.", PowerForecast.Of(Seventy).NeedInWords);

    [Fact]
    public void The_arm_with_the_smallest_share_sets_the_time()
    {
        var uneven = Seventy with { Arms = [new("control", 0.9), new("treatment", 0.1)], PerDay = 1_000, Collected = 80 };
        var forecast = PowerForecast.Of(uneven);
        Assert.Equal((forecast.NeededPerArm!.Value - 80) / 100, forecast.DaysToGo!.Value, 1e-9);
    }

    [Fact]
    public void Without_traffic_there_is_no_time_and_nothing_to_find()
    {
        var forecast = PowerForecast.Of(Seventy);
        Assert.Equal((null, null), (forecast.DaysToGo, forecast.Detectable));
        Assert.Contains("Nothing that counts came in", forecast.TimeInWords, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_baseline_the_sample_size_is_unknown() =>
        Assert.Contains("the need cannot be told", PowerForecast.Of(Seventy with { Baseline = null }).NeedInWords, StringComparison.Ordinal);

    [Fact]
    public void Persons_who_come_again_need_more() =>
        Assert.Equal(3, PowerForecast.Of(Seventy with { DesignEffect = 3 }).NeededPerArm!.Value / PowerForecast.Of(Seventy).NeededPerArm!.Value, 0.01);

    [Fact]
    public void An_effect_beyond_the_top_is_planned_the_other_way() => Assert.NotNull(PowerForecast.Of(Seventy with { Baseline = 0.99 }).NeededPerArm);

    [Fact]
    public void What_is_there_needs_no_more_days() => Assert.Equal(0, PowerForecast.Of(Seventy with { Collected = 10_000 }).DaysToGo);

    /// <summary>R: <c>power.t.test(delta = 1, sd = 2, power = 0.8)</c> says 63.77 an arm; the normal approximation 2 (2·(1.959964 + 0.841621))² = 62.79.</summary>
    [Fact]
    public void A_value_is_planned_by_its_deviation()
    {
        var value = PowerForecast.Of(new(new(MetricKind.Value), true, 1, Even, null, 2, PerDay: 10));
        Assert.Equal(63, value.NeededPerArm);
        Assert.Equal("At a standard deviation of 2, 1 need about 63 units per arm.", value.NeedInWords);
        Assert.Equal(62.79, new MeanPower().UnitsPerArm(2, 1) - 0.21, 0.005);
        Assert.Equal(1, new MeanPower().Detectable(2, 62.791)!.Value, 0.001);
    }

    [Fact]
    public async Task A_draft_is_planned_by_the_past_four_weeks_of_its_application()
    {
        await using var database = await TestDatabase.CreateAsync();
        var fixture = await ExperimentFixture.CreateAsync(database);
        await fixture.StoreAsync(
            [.. fixture.Arm("any", 100, 70), .. fixture.Arm("old", 100, 0, r => r.OccurredAt = r.OccurredAt.AddDays(-29)), .. fixture.Arm("bank", 50, 0, r => r.ApplicationId = fixture.Bank)]);
        var plan = new ExperimentRequest("k", "h", "shop").Validate().Plan!;
        var forecast = await fixture.Analyses.ForecastAsync(Actor.System, plan, null, default);
        Assert.Equal((0.7, 100 / 14.0, 1.0), (forecast.Input.Baseline!.Value, forecast.Input.PerDay, forecast.Input.DesignEffect));
        Assert.Equal(0.6, (await fixture.Analyses.ForecastAsync(Actor.System, plan, 0.6, default)).Input.Baseline);
    }

    [Theory]
    [InlineData("person", "success_rate", 10)]
    [InlineData("session", "signal:copy", 10)]
    [InlineData("interaction", "success_rate", 1)]
    public async Task The_correlation_within_a_unit_comes_from_the_past(string unit, string metric, double effect)
    {
        await using var database = await TestDatabase.CreateAsync();
        var fixture = await ExperimentFixture.CreateAsync(database);
        await fixture.StoreAsync(Enumerable.Range(0, 200).Select(i => fixture.Row($"p{i / 10}", null, i / 10 < 8 ? Verdict.Succeeded : Verdict.Failed, r => r.Signals = i / 10 < 8 ? ",copy," : "")));
        var forecast = await fixture.Analyses.ForecastAsync(Actor.System, new ExperimentRequest("k", "h", Unit: unit, PrimaryMetric: metric).Validate().Plan!, null, default);
        Assert.Equal(0.4, forecast.Input.Baseline!.Value, 1e-9);
        Assert.Equal(effect, forecast.Input.DesignEffect, 0.6);
    }

}
