using System.Text.Json.Nodes;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Web.Api.Measure;

/// <summary>Experiments and their analyses on the wire. Null stands for what the data cannot say.</summary>
internal static class ExperimentJson
{
    public static JsonObject Of(ExperimentDetails experiment) => new()
    {
        ["key"] = experiment.Key,
        ["application"] = experiment.Application,
        ["hypothesis"] = experiment.Hypothesis,
        ["state"] = experiment.State.ToWire(),
        ["unit"] = experiment.Unit.ToWire(),
        ["primary_metric"] = experiment.Metric.Name,
        ["higher_is_better"] = experiment.HigherIsBetter,
        ["guardrails"] = new JsonArray([.. experiment.Guardrails.Select(g => JsonValue.Create(g.Name))]),
        ["smallest_effect"] = experiment.SmallestEffect,
        ["baseline"] = experiment.Baseline,
        ["arms"] = new JsonArray([.. experiment.Arms.Select(a => new JsonObject { ["name"] = a.Name, ["share"] = a.Share })]),
        ["created_at"] = Rfc3339.Format(experiment.CreatedAt),
        ["created_by"] = experiment.CreatedBy,
        ["started_at"] = Time(experiment.StartedAt),
        ["stopped_at"] = Time(experiment.StoppedAt),
        ["decision"] = experiment.Ruling is { } ruling ? Of(ruling) : null,
        ["sample_ratio_acknowledged_by"] = experiment.SampleRatioSeenBy,
        ["sample_ratio_acknowledged_at"] = Time(experiment.SampleRatioSeenAt),
        ["version"] = experiment.Version,
    };

    public static JsonObject Of(ExperimentVerdict verdict) => new() { ["kind"] = Wire(verdict.Kind), ["arm"] = verdict.Arm, ["reason"] = verdict.Reason };

    public static JsonObject Of(PowerForecast power) => new()
    {
        ["baseline"] = power.Input.Baseline,
        ["smallest_effect"] = power.Input.Effect,
        ["design_effect"] = power.Input.DesignEffect,
        ["needed_per_arm"] = power.NeededPerArm,
        ["collected_per_arm"] = power.Input.Collected,
        ["per_day"] = power.Input.PerDay,
        ["days_to_go"] = power.DaysToGo,
        ["detectable_in_28_days"] = power.Detectable,
    };

    public static JsonObject Of(ExperimentAnalysis analysis, ExperimentDetails experiment) => new()
    {
        ["computed_at"] = Rfc3339.Format(analysis.ComputedAt),
        ["as_of"] = Rfc3339.Format(analysis.Measured.AsOf),
        ["measured"] = analysis.Measured.Measured,
        ["received"] = analysis.Measured.Received,
        ["verdict"] = Of(analysis.Verdict),
        ["hidden"] = analysis.Hidden,
        ["method"] = MeasureJson.Name(analysis.Method),
        ["warnings"] = MeasureJson.Of(analysis.Warnings),
        ["arms"] = new JsonArray([.. analysis.Arms.Select(a => new JsonObject
        {
            ["name"] = a.Name, ["share"] = a.Share, ["units"] = a.Units, ["exposed_units"] = a.ExposedUnits, ["interactions"] = a.Interactions, ["outcomes"] = a.Outcomes,
        })]),
        ["left_out"] = new JsonObject
        {
            ["interactions_without_unit"] = analysis.WithoutUnit, ["interactions_contested"] = analysis.Contested, ["units_in_several_arms"] = analysis.InSeveralArms,
        },
        ["sample_ratio"] = analysis.SampleRatio is { } ratio
            ? new JsonObject { ["p_value"] = ratio.PValue, ["p_value_fixed"] = ratio.FixedPValue, ["alarm"] = ratio.Alarm, ["acknowledged"] = experiment.SampleRatioSeenAt is not null }
            : null,
        ["primary"] = analysis.Primary is { } primary ? Of(primary) : null,
        ["guardrails"] = new JsonArray([.. analysis.Guardrails.Select(Of)]),
        ["power"] = Of(analysis.Power),
    };

    private static JsonObject Of(MetricResult result) => new()
    {
        ["metric"] = result.Metric.Name,
        ["higher_is_better"] = result.HigherIsBetter,
        ["arms"] = new JsonArray([.. result.Arms.Select(a => new JsonObject
        {
            ["arm"] = a.Arm, ["units"] = a.Units, ["hits"] = a.Hits, ["n"] = a.Trials, ["level"] = a.Level, ["interval"] = Of(a.Interval), ["design_effect"] = a.DesignEffect,
        })]),
        ["comparisons"] = new JsonArray([.. result.Comparisons.Select(Of)]),
    };

    private static JsonObject Of(ArmComparison comparison) => new()
    {
        ["arm"] = comparison.Arm,
        ["lift"] = comparison.Lift,
        ["relative_lift"] = comparison.Relative.Lift,
        ["relative_interval"] = Of(comparison.Relative.Interval),
        ["always_valid"] = Of(comparison.AlwaysValid),
        ["fixed_horizon"] = Of(comparison.Fixed),
        ["cluster_robust"] = comparison.ClusterRobust,
        ["cuped"] = comparison.Cuped is { } cuped
            ? new JsonObject
            {
                ["lift"] = cuped.Lift, ["interval"] = Of(cuped.Interval), ["p_value"] = cuped.PValue, ["variance_reduction"] = cuped.VarianceReduction,
                ["units_with_past"] = cuped.WithPast,
            }
            : null,
    };

    private static JsonObject Of(Evidence evidence) =>
        new() { ["interval"] = Of(evidence.Interval), ["p_value"] = evidence.PValue, ["p_value_holm"] = evidence.AdjustedPValue };

    private static JsonObject Of(ExperimentRuling ruling) => new()
    {
        ["decision"] = ruling.Decision.ToWire(), ["arm"] = ruling.Arm, ["by"] = ruling.By, ["at"] = Rfc3339.Format(ruling.At), ["reason"] = ruling.Reason,
    };

    private static JsonArray? Of(Interval? interval) => interval is { } range ? new JsonArray(range.Low, range.High) : null;

    private static string? Time(DateTime? time) => time is { } at ? Rfc3339.Format(at) : null;

    private static string Wire(VerdictKind kind) => kind switch
    {
        VerdictKind.Ship => "ship",
        VerdictKind.DoNoHarm => "do_no_harm",
        VerdictKind.StopForHarm => "stop_for_harm",
        VerdictKind.KeepRunning => "keep_running",
        VerdictKind.CannotTell => "cannot_tell",
        VerdictKind.Hidden => "hidden",
        _ => "not_started",
    };
}
