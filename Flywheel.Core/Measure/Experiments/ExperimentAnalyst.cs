using System.Globalization;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>Facts to an analysis; pure.</summary>
internal static class ExperimentAnalyst
{
    /// <param name="power">The forecast for the traffic of the last days.</param>
    /// <param name="measured">How much of what came in the facts are of.</param>
    /// <param name="deciding">Is it about to be decided, so that this is the last look at the shares of the arms?</param>
    public static ExperimentAnalysis Analyse(ExperimentDetails experiment, ExperimentFacts facts, PowerForecast power, DateTime now, Freshness measured, bool deciding = false)
    {
        var ratio = facts.Exposures ? Check(facts, deciding || experiment.State is ExperimentState.Stopped or ExperimentState.Decided) : null;
        var hidden = ratio is { Alarm: true } && experiment.SampleRatioSeenAt is null;
        var primary = MetricAnalyst.Adjust([MetricAnalyst.Analyse(experiment.Metric, experiment.HigherIsBetter, facts.Arms, experiment.SmallestEffect)])[0];
        var guardrails = MetricAnalyst.Adjust([.. Guardrails(experiment, facts).Select(g => MetricAnalyst.Analyse(g, g.HigherIsBetter, facts.Arms, TauOf(g, experiment)))]);
        var verdict = hidden ? Off(ratio!) : ExperimentVerdict.Of(experiment.State, experiment.SmallestEffect, primary, guardrails, power, !measured.IsBehind);
        return new(
            now, [.. facts.Arms.Select(a => new ArmSummary(a.Name, a.Share, a.Units, a.ExposedUnits, a.Interactions, a.Outcomes))], facts.Interactions, facts.WithoutUnit,
            facts.Contested, facts.InSeveralArms, ratio, hidden, hidden ? null : primary, hidden ? [] : guardrails, power, WithLag(WithAlarm(verdict, experiment, ratio), measured))
        {
            Measured = measured, Method = facts.ByOutcomes ? SuccessMethod.Outcomes : SuccessMethod.Signals, Warnings = facts.ByOutcomes ? OutcomesOfArms.Warnings(facts.Arms) : [],
        };
    }

    private static ExperimentVerdict WithLag(ExperimentVerdict verdict, Freshness measured) => !measured.IsBehind ? verdict : verdict with
    {
        Reason = $"{verdict.Reason} This is of {measured.ShareInWords} of what came in; the rest may change it.",
    };

    /// <summary>That somebody looked into an alarm does not undo it: whoever reads the verdict is told.</summary>
    private static ExperimentVerdict WithAlarm(ExperimentVerdict verdict, ExperimentDetails experiment, SampleRatioCheck? ratio)
    {
        if (experiment.SampleRatioSeenAt is not { } at) return verdict;
        var p = ratio?.PValue is { } value ? $" ({ExperimentLabels.PValue(value)})" : "";
        return verdict with
        {
            Reason = $"{verdict.Reason} There was an alarm: the arms did not get the shares that were planned{p}, which {experiment.SampleRatioSeenBy} acknowledged on {at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; the result may come from that.",
        };
    }

    private static IEnumerable<ExperimentMetric> Guardrails(ExperimentDetails experiment, ExperimentFacts facts) =>
        facts.Exposures ? experiment.Guardrails.Append(ExperimentMetric.Coverage) : experiment.Guardrails;

    // A rate beside a value has an effect of its own that is worth finding; a value beside a rate is scaled by its own spread.
    private static double? TauOf(ExperimentMetric guardrail, ExperimentDetails experiment) =>
        !guardrail.IsRate ? null : experiment.Metric.IsRate ? experiment.SmallestEffect : ExperimentPlan.DefaultEffect;

    private static SampleRatioCheck Check(ExperimentFacts facts, bool isEnd)
    {
        long[] counts = [.. facts.Arms.Select(a => a.ExposedUnits)];
        double[] shares = [.. facts.Arms.Select(a => a.Share)];
        var check = SampleRatio.Check(counts, shares, isEnd);
        return new(check.PValue, SampleRatio.ChiSquared(counts, shares).PValue, check.IsMismatch);
    }

    private static ExperimentVerdict Off(SampleRatioCheck ratio) => new(VerdictKind.Hidden, null,
        $"The arms did not get the shares that were planned ({ExperimentLabels.PValue(ratio.PValue!.Value)}). Something assigns or reports wrongly, and whatever the result says may come from that.");
}
