using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>What an experiment's data say so far.</summary>
/// <param name="ComputedAt">UTC; an analysis is kept for a short while.</param>
/// <param name="Arms">In declared order.</param>
/// <param name="Interactions">That took part, those that are left out below included.</param>
/// <param name="WithoutUnit">Interactions whose person or session is unknown; left out.</param>
/// <param name="Contested">Interactions that name no experiment and may belong to another one as well; left out.</param>
/// <param name="InSeveralArms">Units seen in more than one arm; left out.</param>
/// <param name="SampleRatio">Null where no exposures were sent: then the shares cannot be checked.</param>
/// <param name="Hidden">The shares of the arms are off, and nobody acknowledged it: there is no result.</param>
/// <param name="Primary">Null while hidden.</param>
/// <param name="Guardrails">Those asked for, and coverage where exposures are sent; none while hidden.</param>
public sealed record ExperimentAnalysis(
    DateTime ComputedAt, IReadOnlyList<ArmSummary> Arms, long Interactions, long WithoutUnit, long Contested, long InSeveralArms,
    SampleRatioCheck? SampleRatio, bool Hidden, MetricResult? Primary, IReadOnlyList<MetricResult> Guardrails, PowerForecast Power, ExperimentVerdict Verdict)
{
    /// <summary>How much of what came in the figures are of, over the experiment's application or all.</summary>
    public required Freshness Measured { get; init; }

    /// <summary>What success is counted by: reported outcomes alone wherever any are reported, else signals.</summary>
    public SuccessMethod Method { get; init; } = SuccessMethod.Signals;

    /// <summary>What a reader must know: outcomes that are reported more often in one arm than in another.</summary>
    public IReadOnlyList<SuccessWarning> Warnings { get; init; } = [];
}

/// <summary>Who is in an arm.</summary>
/// <param name="Share">The planned one.</param>
/// <param name="Units">Seen in this arm only.</param>
/// <param name="ExposedUnits">Of these, with a reported use.</param>
/// <param name="Interactions">Of these units.</param>
/// <param name="Outcomes">Of these interactions, with a reported outcome.</param>
public sealed record ArmSummary(string Name, double Share, long Units, long ExposedUnits, long Interactions, long Outcomes = 0);

/// <summary>Whether the exposed units are split as planned.</summary>
/// <param name="PValue">0 to 1; valid however often one looked, the one fixed test at the end included. Null without exposed units.</param>
/// <param name="FixedPValue">Pearson's chi-squared, for a single look that nobody chose by the data.</param>
/// <param name="Alarm">The p-value is below <see cref="Statistics.SampleRatio.AlarmBelow"/>.</param>
public sealed record SampleRatioCheck(double? PValue, double? FixedPValue, bool Alarm);

/// <summary>One metric over the arms.</summary>
/// <param name="Comparisons">Each arm but the control with the control.</param>
public sealed record MetricResult(ExperimentMetric Metric, bool HigherIsBetter, IReadOnlyList<ArmEstimate> Arms, IReadOnlyList<ArmComparison> Comparisons)
{
    /// <summary>A change as a gain: above 0 is better, whichever way the metric goes.</summary>
    public double Gain(double change) => HigherIsBetter ? change : -change;

    /// <summary>An interval of changes as one of gains.</summary>
    public Interval Gain(Interval change) => HigherIsBetter ? change : new(-change.High, -change.Low);
}

/// <summary>One metric in one arm.</summary>
/// <param name="Units">With at least one trial.</param>
/// <param name="Hits">Successes, signals, ...; null for a value.</param>
/// <param name="Trials">What the rate is a share of; for a value the units.</param>
/// <param name="Level">The rate, 0 to 1, or the mean; null without trials.</param>
/// <param name="Interval">95 %; null where nothing can be said.</param>
/// <param name="DesignEffect">1 or more: by how much units with several interactions widen the interval.</param>
public sealed record ArmEstimate(string Arm, long Units, long? Hits, long Trials, double? Level, Interval? Interval, double DesignEffect);

/// <summary>One arm beside the control. Null stands for what the data cannot say.</summary>
/// <param name="Lift">Arm - control, in the metric's unit.</param>
/// <param name="Fixed">95 % at one look, the planned end.</param>
/// <param name="AlwaysValid">95 % however often one looks.</param>
/// <param name="Relative">Of the control's level.</param>
/// <param name="Cuped">With the persons' past taken out; null where nothing is known of it.</param>
/// <param name="ClusterRobust">Do the interval and test allow for units with several interactions?</param>
public sealed record ArmComparison(
    string Arm, double? Lift, Evidence Fixed, Evidence AlwaysValid, LiftEstimate Relative, CupedResult? Cuped, bool ClusterRobust);

/// <summary>How sure a lift is.</summary>
/// <param name="PValue">Against no difference.</param>
/// <param name="AdjustedPValue">After Holm, over the arms of the primary metric or over all guardrails.</param>
public sealed record Evidence(Interval? Interval, double? PValue, double? AdjustedPValue);

/// <summary>A lift with the persons' past taken out.</summary>
/// <param name="VarianceReduction">0 to 1: by which part the variance shrank.</param>
/// <param name="WithPast">Units of which the past is known.</param>
public sealed record CupedResult(double? Lift, Interval? Interval, double? PValue, double? VarianceReduction, long WithPast);
