using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Tests.Measure.Experiments;

public sealed class ExperimentVerdictTests
{
    private const ExperimentState Running = ExperimentState.Running;
    private static readonly ArmShare[] Arms = [new("control", 0.5), new("treatment", 0.5)];

    [Fact]
    public void A_sure_gain_is_shipped_with_its_figures()
    {
        var verdict = Judge(Running, Lift(0.031, 0.012, 0.050));
        Assert.Equal((VerdictKind.Ship, "treatment"), (verdict.Kind, verdict.Arm));
        Assert.Equal("treatment raises the success rate by 3.1 points (+1.2 to +5.0), valid however often one looked; no guardrail is worse.", verdict.Reason);
    }

    [Fact]
    public void A_sure_loss_is_stopped() => Assert.Equal(VerdictKind.StopForHarm, Judge(Running, Lift(-0.03, -0.05, -0.01)).Kind);

    [Fact]
    public void Less_of_what_is_bad_is_a_gain()
    {
        var down = new ExperimentMetric(MetricKind.Signal, "thumbs_down");
        var verdict = ExperimentVerdict.Of(Running, 0.02, Result(down, Lift(-0.03, -0.05, -0.01)), [], Power(10));
        Assert.Equal(VerdictKind.Ship, verdict.Kind);
        Assert.StartsWith("treatment lowers the rate of thumbs down by 3.0 points", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guardrail_that_gets_worse_stops_a_gain()
    {
        var guardrail = Result(new(MetricKind.Signal, "escalation"), Lift(0.02, 0.01, 0.03));
        var verdict = Judge(Running, Lift(0.031, 0.012, 0.050), guardrails: guardrail);
        Assert.Equal(VerdictKind.StopForHarm, verdict.Kind);
        Assert.Contains("raises the rate of escalation by 2.0 points", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_arm_that_gains_is_shipped_though_another_one_harms()
    {
        var verdict = Judge(Running, [Lift(-0.04, -0.06, -0.02), Lift(0.03, 0.01, 0.05, "second")]);
        Assert.Equal((VerdictKind.Ship, "second"), (verdict.Kind, verdict.Arm));
    }

    [Fact]
    public void No_effect_worth_finding_does_no_harm() => Assert.Equal(VerdictKind.DoNoHarm, Judge(Running, Lift(0.001, -0.015, 0.017, p: 0.8)).Kind);

    [Fact]
    public void While_it_is_open_it_runs_on_and_says_how_long()
    {
        var verdict = Judge(Running, Lift(0.01, -0.03, 0.05, p: 0.8), days: 11.2);
        Assert.Equal(VerdictKind.KeepRunning, verdict.Kind);
        Assert.Contains("About 12 days to go until 2 points can be told.", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(91.0)]
    [InlineData(null)]
    public void With_too_little_traffic_there_is_no_answer(double? days) => Assert.Equal(VerdictKind.CannotTell, Judge(Running, Lift(0.01, -0.03, 0.05, p: 0.8), days).Kind);

    [Theory]
    [InlineData(ExperimentState.Running, 0.0, VerdictKind.KeepRunning)]
    [InlineData(ExperimentState.Stopped, 5.0, VerdictKind.CannotTell)]
    [InlineData(ExperimentState.Stopped, 0.0, VerdictKind.Ship)]
    public void The_fixed_horizon_counts_only_at_its_planned_end(ExperimentState state, double days, VerdictKind expected)
    {
        var lift = Lift(0.02, -0.025, 0.065, p: 0.3) with { Fixed = new(new Interval(0.002, 0.038), 0.03, 0.03) };
        Assert.Equal(expected, Judge(state, lift, days).Kind);
    }

    [Fact]
    public void The_planned_end_is_final_only_when_everything_is_measured()
    {
        var lift = Lift(0.02, -0.025, 0.065, p: 0.3) with { Fixed = new(new Interval(0.002, 0.038), 0.03, 0.03) };
        Assert.Equal(VerdictKind.CannotTell, ExperimentVerdict.Of(ExperimentState.Stopped, 0.02, Result(ExperimentMetric.SuccessRate, lift), [], Power(0), measured: false).Kind);
    }

    [Fact]
    public void Stopped_without_a_gain_it_did_no_harm_where_a_loss_is_ruled_out() =>
        Assert.Equal(VerdictKind.DoNoHarm, Judge(ExperimentState.Stopped, Lift(0.02, -0.01, 0.05, p: 0.2), 5).Kind);

    [Theory]
    [InlineData(0, "Nothing that the success rate can be told by came in for treatment yet.")]
    [InlineData(1, "treatment has only 1 unit with evidence; from 30 in each arm on the result is read.")]
    [InlineData(29, "treatment has only 29 units with evidence; from 30 in each arm on the result is read.")]
    public void Too_few_units_give_no_result_however_sure_it_looks(int units, string reason)
    {
        var primary = Result(ExperimentMetric.SuccessRate, Lift(0.5, 0.3, 0.7));
        primary = primary with { Arms = [primary.Arms[0], primary.Arms[1] with { Units = units }] };
        Assert.Equal(new(VerdictKind.KeepRunning, null, reason), ExperimentVerdict.Of(Running, 0.02, primary, [], Power(10)));
    }

    [Fact]
    public void A_metric_without_any_spread_says_so()
    {
        var flat = new ArmComparison("treatment", 0, new(null, 1, 1), new(null, 1, 1), default, null, false);
        Assert.Contains("treatment shows no spread yet", Judge(Running, flat).Reason, StringComparison.Ordinal);
    }

    private static ExperimentVerdict Judge(ExperimentState state, ArmComparison lift, double? days = 10, params MetricResult[] guardrails) =>
        ExperimentVerdict.Of(state, 0.02, Result(ExperimentMetric.SuccessRate, lift), guardrails, Power(days));

    private static ExperimentVerdict Judge(ExperimentState state, ArmComparison[] lifts) =>
        ExperimentVerdict.Of(state, 0.02, Result(ExperimentMetric.SuccessRate, lifts), [], Power(10));

    private static ArmComparison Lift(double lift, double low, double high, string arm = "treatment", double p = 0.001)
    {
        var evidence = new Evidence(new Interval(low, high), p, p);
        return new(arm, lift, evidence, evidence, default, null, false);
    }

    private static MetricResult Result(ExperimentMetric metric, params ArmComparison[] lifts) =>
        new(metric, metric.HigherIsBetter, [new("control", 500, 250, 500, 0.5, new Interval(0.4, 0.6), 1), .. lifts.Select(l => new ArmEstimate(l.Arm, 500, 250, 500, 0.5, null, 1))], lifts);

    private static PowerForecast Power(double? days) => new(new(ExperimentMetric.SuccessRate, true, 0.02, Arms, 0.7, PerDay: days is null ? 0 : 100), 8_100, days, 0.03);
}
