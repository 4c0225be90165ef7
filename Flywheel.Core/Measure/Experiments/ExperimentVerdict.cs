using Flywheel.Core.Measure.Statistics;
using static Flywheel.Core.Measure.Experiments.ExperimentLabels;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>What to do with an experiment.</summary>
public enum VerdictKind
{
    /// <summary>It is a draft.</summary>
    NotStarted,

    /// <summary>The arms did not get their shares; until somebody looked into it there is no result.</summary>
    Hidden,

    /// <summary>An arm is better, and no guardrail is worse.</summary>
    Ship,

    /// <summary>An arm is neither better nor worse by what is worth finding.</summary>
    DoNoHarm,

    /// <summary>An arm is worse, or makes a guardrail worse.</summary>
    StopForHarm,
    KeepRunning,

    /// <summary>With the traffic there is no answer can be had.</summary>
    CannotTell,
}

/// <summary>What to do with an experiment and why.</summary>
/// <param name="Arm">The arm it speaks of; null for none in particular.</param>
/// <param name="Reason">A sentence or two with the figures.</param>
public sealed record ExperimentVerdict(VerdictKind Kind, string? Arm, string Reason)
{
    /// <summary>Nobody waits longer for an answer, days.</summary>
    public const int LongestWait = 90;

    /// <summary>With fewer units in an arm the formulas do not hold yet.</summary>
    public const int FewestUnits = 30;

    private const double Level = 0.05;

    /// <summary>
    /// Judges. While an experiment runs, and when it was stopped before its planned sample was there, only what is always valid counts; with
    /// the planned sample, at its end, the fixed horizon counts. Where an arm shows no spread (all of its trials ended alike, or all values
    /// are equal) it is neither shipped nor called harmless; a sure harm is still a reason to stop.
    /// </summary>
    /// <param name="primary">After Holm over the arms.</param>
    /// <param name="guardrails">After Holm over all of them.</param>
    /// <param name="measured">Is everything that came in measured? Until then nothing is final.</param>
    public static ExperimentVerdict Of(
        ExperimentState state, double smallestEffect, MetricResult primary, IReadOnlyList<MetricResult> guardrails, PowerForecast power, bool measured = true)
    {
        var final = measured && state is ExperimentState.Stopped or ExperimentState.Decided && power.DaysToGo == 0;
        Evidence Judge(ArmComparison comparison) => final ? comparison.Fixed : comparison.AlwaysValid;
        var fewest = primary.Arms.MinBy(a => a.Units)!;
        if (fewest.Units < FewestUnits) return TooFew(state, primary, fewest, power);
        var worse = guardrails.SelectMany(g => g.Comparisons.Select(c => (Guardrail: g, Arm: c))).Where(x => Harms(x.Guardrail, x.Arm, Judge(x.Arm))).ToList();
        var flat = Flat(primary);
        var good = primary.Comparisons.Where(c => !IsFlat(flat, primary, c) && IsSure(Judge(c)) && primary.Gain(c.Lift!.Value) > 0).OrderByDescending(c => primary.Gain(c.Lift!.Value)).ToList();
        if (good.Find(c => !worse.Exists(w => w.Arm.Arm == c.Arm)) is { } best) return Shipped(primary, best, Judge(best), guardrails, final);
        var bad = primary.Comparisons.FirstOrDefault(c => IsSure(Judge(c)) && primary.Gain(c.Lift!.Value) < 0);
        if (bad is not null) return new(VerdictKind.StopForHarm, bad.Arm, $"{Moved(primary, bad, Judge(bad))}, which is worse.");
        if (worse.Count > 0)
            return new(VerdictKind.StopForHarm, worse[0].Arm.Arm, $"{Moved(worse[0].Guardrail, worse[0].Arm, Judge(worse[0].Arm))}, which is worse, whatever it does to the {Lower(primary)}.");
        return flat.Count > 0 ? NoSpread(flat, primary, Judge) : Undecided(state, smallestEffect, primary, Judge, power);
    }

    /// <summary>The arms whose units do not differ: their variance says nothing about units to come.</summary>
    private static List<string> Flat(MetricResult primary) =>
        [.. primary.Arms.Where(a => primary.Metric.IsRate ? a.Level is 0 or 1 : a.Interval is null).Select(a => a.Arm)];

    private static bool IsFlat(List<string> flat, MetricResult primary, ArmComparison comparison) => flat.Contains(primary.Arms[0].Arm) || flat.Contains(comparison.Arm);

    private static ExperimentVerdict NoSpread(List<string> flat, MetricResult primary, Func<ArmComparison, Evidence> judge)
    {
        var moved = primary.Comparisons.Where(c => c.Lift is not (null or 0) && judge(c).Interval is not null).Select(c => Stands(primary, c, judge));
        var still = flat.Select(f => $"{f} shows no spread yet");
        return new(VerdictKind.CannotTell, null, $"{string.Join(", ", moved.Concat(still))}. While all {primary.Metric.Trials} of an arm are alike there is no forecast and no verdict.");
    }

    private static ExperimentVerdict Shipped(MetricResult primary, ArmComparison best, Evidence evidence, IReadOnlyList<MetricResult> guardrails, bool final)
    {
        // More evidence from one arm changes who is heard; the rates then compare different people.
        var heard = guardrails.Where(g => g.Metric.Kind == MetricKind.Coverage).SelectMany(g => g.Comparisons.Where(c => c.Arm == best.Arm)
            .Where(c => IsSure(final ? c.Fixed : c.AlwaysValid) && Math.Abs(c.Lift!.Value) >= ExperimentPlan.DefaultEffect).Select(c => (g, c))).ToList();
        if (primary.Metric.Kind == MetricKind.SuccessRate && heard is [var (metric, arm), ..])
            return new(VerdictKind.CannotTell, best.Arm,
                $"{Moved(primary, best, evidence)}, but coverage differs by {Change(metric.Metric, Math.Abs(arm.Lift!.Value)).TrimStart('+')}: another part of the people is heard in each arm, and the rates do not compare like with like.");
        var valid = final ? "with the planned sample" : "valid however often one looked";
        return new(VerdictKind.Ship, best.Arm, $"{Moved(primary, best, evidence)}, {valid}; no guardrail is worse.");
    }

    private static ExperimentVerdict Undecided(
        ExperimentState state, double effect, MetricResult primary, Func<ArmComparison, Evidence> judge, PowerForecast power)
    {
        var arms = primary.Comparisons.Select(c => (Arm: c, Gain: judge(c).Interval is { } interval ? primary.Gain(interval) : (Interval?)null)).ToList();
        var amount = Amount(primary.Metric, effect);
        // Without an interval nothing is told, and no sample would be the planned one.
        if (arms.Exists(a => a.Gain is null)) return new(VerdictKind.CannotTell, null, $"{Stands(primary, judge)}. {power.NeedInWords}");
        if (arms.TrueForAll(a => a.Gain is { } gain && gain.Low > -effect && gain.High < effect))
            return new(VerdictKind.DoNoHarm, Single(primary), $"{Stands(primary, judge)}: neither better nor worse by {amount}.");
        if (state != ExperimentState.Running)
            return arms.TrueForAll(a => a.Gain is { } gain && gain.Low > -effect)
                ? new(VerdictKind.DoNoHarm, Single(primary), $"{Stands(primary, judge)}: no gain is shown, and a loss of {amount} is ruled out.")
                : new(VerdictKind.CannotTell, null, $"{Stands(primary, judge)}: that holds both a gain and a loss. {power.NeedInWords}");
        return power.DaysToGo switch
        {
            0 => new(VerdictKind.KeepRunning, null, $"{Stands(primary, judge)}. The planned sample is there: stop it and the result at the planned end counts, or go on until the always-valid interval decides."),
            null => new(VerdictKind.CannotTell, null, $"{Stands(primary, judge)}. {power.NeedInWords} {power.TimeInWords}"),
            > LongestWait => new(VerdictKind.CannotTell, null, $"{power.NeedInWords} {power.TimeInWords}"),
            { } days => new(VerdictKind.KeepRunning, null, $"{Stands(primary, judge)}. About {Days(days)} to go until {amount} can be told."),
        };
    }

    private static ExperimentVerdict TooFew(ExperimentState state, MetricResult primary, ArmEstimate fewest, PowerForecast power)
    {
        var reason = fewest.Units == 0
            ? $"Nothing that the {Lower(primary)} can be told by came in for {fewest.Arm} yet."
            : $"{fewest.Arm} has only {NumberText.Whole(fewest.Units)} unit{(fewest.Units == 1 ? "" : "s")} with evidence; from {FewestUnits} in each arm on the result is read.";
        if (state != ExperimentState.Running) return new(VerdictKind.CannotTell, null, reason);
        return power.DaysToGo > LongestWait
            ? new(VerdictKind.CannotTell, null, $"{reason} {power.NeedInWords} {power.TimeInWords}")
            : new(VerdictKind.KeepRunning, null, reason);
    }

    private static bool IsSure(Evidence evidence) => evidence is { AdjustedPValue: < Level, Interval: not null };

    private static bool Harms(MetricResult guardrail, ArmComparison comparison, Evidence evidence) =>
        guardrail.Metric.Kind != MetricKind.Coverage && IsSure(evidence) && guardrail.Gain(comparison.Lift!.Value) < 0;

    private static string Moved(MetricResult metric, ArmComparison comparison, Evidence evidence) =>
        $"{comparison.Arm} {(comparison.Lift > 0 ? "raises" : "lowers")} the {Lower(metric)} by {Change(metric.Metric, Math.Abs(comparison.Lift!.Value)).TrimStart('+')} ({ChangeRange(metric.Metric, evidence.Interval!.Value)})";

    private static string Stands(MetricResult primary, Func<ArmComparison, Evidence> judge) => string.Join(", ", primary.Comparisons.Select(c => Stands(primary, c, judge)));

    private static string Stands(MetricResult primary, ArmComparison comparison, Func<ArmComparison, Evidence> judge) => judge(comparison).Interval is { } interval
        ? $"{comparison.Arm} stands at {Change(primary.Metric, comparison.Lift!.Value)} ({ChangeRange(primary.Metric, interval)})"
        : $"{comparison.Arm} shows no spread yet";

    private static string? Single(MetricResult primary) => primary.Comparisons.Count == 1 ? primary.Comparisons[0].Arm : null;

    private static string Lower(MetricResult metric) => metric.Metric.InWords.ToLowerInvariant();
}
