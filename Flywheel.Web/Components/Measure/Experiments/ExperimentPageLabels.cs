using Flywheel.Core;
using Flywheel.Core.Measure.Experiments;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Web.Components.Measure.Experiments;

/// <summary>What the pages of experiments say.</summary>
public static class ExperimentPageLabels
{
    /// <summary>What stands where the data say nothing.</summary>
    public const string Unknown = "not known yet";

    public static string Of(VerdictKind kind) => kind switch
    {
        VerdictKind.Ship => "Ship",
        VerdictKind.DoNoHarm => "Does no harm",
        VerdictKind.StopForHarm => "Stop for harm",
        VerdictKind.KeepRunning => "Keep running",
        VerdictKind.CannotTell => "Cannot tell yet",
        VerdictKind.Hidden => "The shares are off",
        _ => "Not started",
    };

    /// <summary>The tone of a verdict: a class of tags and notices.</summary>
    public static string Tone(VerdictKind kind) => kind switch
    {
        VerdictKind.Ship => "is-approve",
        VerdictKind.StopForHarm or VerdictKind.Hidden => "is-reject",
        VerdictKind.CannotTell => "is-hold",
        VerdictKind.DoNoHarm or VerdictKind.KeepRunning => "is-information",
        _ => "is-quiet",
    };

    public static string Of(ExperimentState state) => state switch
    {
        ExperimentState.Draft => "Draft",
        ExperimentState.Running => "Running",
        ExperimentState.Stopped => "Stopped",
        _ => "Decided",
    };

    public static string Tone(ExperimentState state) => state switch
    {
        ExperimentState.Running => "is-information",
        ExperimentState.Stopped => "is-hold",
        ExperimentState.Decided => "is-approve",
        _ => "is-quiet",
    };

    /// <summary>What was decided, in words.</summary>
    public static string Of(ExperimentRuling ruling) => ruling.Decision == ExperimentDecision.Ship ? $"Shipped {ruling.Arm}" : $"Kept {ruling.Arm}";

    public static string Of(ExperimentUnit unit) => unit switch
    {
        ExperimentUnit.Person => "Person",
        ExperimentUnit.Session => "Session",
        _ => "Interaction",
    };

    /// <summary>A metric's name over its result: success by signals is called so.</summary>
    public static string Title(ExperimentMetric metric, ExperimentAnalysis analysis) =>
        metric.Kind == MetricKind.SuccessRate && analysis is { Method: SuccessMethod.Signals, Interactions: > 0 } ? $"{metric.InWords} by signals" : metric.InWords;

    /// <summary><c>78.2 % (75.9 to 80.4)</c>.</summary>
    public static string Level(ExperimentMetric metric, ArmEstimate arm) => arm.Level is not { } level
        ? Unknown
        : arm.Interval is { } interval ? $"{ExperimentLabels.Level(metric, level)} ({ExperimentLabels.Range(metric, interval)})" : ExperimentLabels.Level(metric, level);

    /// <summary><c>▲ +3.1 points</c>; without an arrow where no change fits the data as well at every look.</summary>
    public static string Lift(ExperimentMetric metric, ArmComparison comparison)
    {
        if (comparison.Lift is not { } change) return Unknown;
        var clear = comparison.AlwaysValid.Interval is { } interval && !interval.Contains(0);
        return $"{(clear ? change > 0 ? "▲ " : "▼ " : "")}{ExperimentLabels.Change(metric, change)}";
    }

    /// <summary>The sample of a comparison, the control's first: <c>n = 1,204 and 1,187</c>.</summary>
    public static string Samples(MetricResult result, string arm) =>
        $"n = {NumberText.Whole(result.Arms[0].Trials)} and {NumberText.Whole(result.Arms.First(a => a.Arm == arm).Trials)}";

    /// <summary><c>+1.2 to +5.0, p = 0.003</c>; after Holm where there are several tests.</summary>
    public static string Of(ExperimentMetric metric, Evidence evidence)
    {
        if (evidence.Interval is not { } interval) return Unknown;
        var p = evidence.AdjustedPValue ?? evidence.PValue;
        return p is { } value ? $"{ExperimentLabels.ChangeRange(metric, interval)}, {ExperimentLabels.PValue(value)}" : ExperimentLabels.ChangeRange(metric, interval);
    }

    /// <summary><c>+4.3 % (+1.6 to +7.1)</c>.</summary>
    public static string Relative(LiftEstimate lift) => (lift.Lift, lift.Interval) switch
    {
        ({ } value, { } interval) => $"{ExperimentLabels.Relative(value)} ({ExperimentLabels.Relative(interval.Low)[..^2]} to {Top(interval.High)})",
        ({ } value, null) => ExperimentLabels.Relative(value),
        _ => Unknown,
    };

    // From a control that hardly ever succeeded any multiple is possible.
    private static string Top(double high) => high > 10 ? "more than tenfold" : ExperimentLabels.Relative(high)[..^2];
}
