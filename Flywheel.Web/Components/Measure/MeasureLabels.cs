using Flywheel.Core;
using System.Globalization;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Web.Components.Shared.Charts;
using Flywheel.Web.Shell;

namespace Flywheel.Web.Components.Measure;

/// <summary>How figures of success are written: never without what they rest on, and never as a number where nothing is known.</summary>
public static class MeasureLabels
{
    private static readonly ChartNumbers Percents = new(ChartFormat.Percent, 1);
    private static readonly ChartNumbers PercentagePoints = new(ChartFormat.PercentagePoints, 1);

    /// <summary><c>Measured up to 14:03, 96 % of what came in.</c>, with the day where it is another one.</summary>
    public static string Of(Freshness measured, Viewer viewer, DateTime now)
    {
        var at = viewer.ToLocal(measured.AsOf);
        var time = at.ToString(at.Date == viewer.ToLocal(now).Date ? "HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        return $"Measured up to {time}, {measured.ShareInWords} of what came in.";
    }

    /// <summary>The same to the second and the record.</summary>
    public static string Exactly(Freshness measured, Viewer viewer) => string.Create(
        CultureInfo.InvariantCulture, $"{measured.Measured:N0} of {measured.Received:N0} signals, interactions and outcomes are measured; everything received before {viewer.Exact(measured.AsOf)}");

    /// <summary><c>78.2 % (75.9 to 80.4), n = 1,204</c>; <c>unknown</c> without trials.</summary>
    public static string Of(RateEstimate rate) =>
        rate.Rate is { } value ? Percents.Text(new ChartCell(value, rate.Interval.Low, rate.Interval.High, rate.Trials))! : "unknown";

    /// <summary><c>78.2 % (75.9 to 80.4)</c>: where the sample stands beside it.</summary>
    public static string WithInterval(RateEstimate rate) =>
        rate.Rate is { } value ? Percents.Text(new ChartCell(value, rate.Interval.Low, rate.Interval.High, null))! : "unknown";

    /// <summary><c>76.0 % (73.1 to 78.9)</c>; <c>unknown</c> where no segment has both use and evidence.</summary>
    public static string Of(PostStratifiedRate rate) =>
        rate.Rate is { } value ? Percents.Text(new ChartCell(value, rate.Interval.Low, rate.Interval.High, null))! : "unknown";

    /// <summary><c>▲ +3.1 points (+1.2 to +5.0)</c>; without an arrow where zero fits the data as well, <c>unknown</c> where one of the rates is.</summary>
    public static string Of(RateDifference change)
    {
        if (change.Difference is not { } value) return "unknown";
        var text = PercentagePoints.Text(new ChartCell(value, change.Interval.Low, change.Interval.High, null))!;
        return change.Interval.Contains(0) ? $"{text}, no clear change" : $"{(value > 0 ? "▲" : "▼")} {text}";
    }

    /// <summary>How far a rate rose or fell, <c>3.1 points (1.2 to 5.0)</c>; the verb says the direction.</summary>
    public static string Change(RateDifference change)
    {
        var (low, high) = change.Difference < 0 ? (-change.Interval.High, -change.Interval.Low) : (change.Interval.Low, change.Interval.High);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(change.Difference ?? 0) * 100:0.0} points ({low * 100:0.0} to {high * 100:0.0})");
    }

    /// <summary>A range of rates, <c>26.7 to 92.1 %</c>.</summary>
    public static string Of(Interval range) => Percents.Text(new ChartCell(null, range.Low, range.High, null))!;

    /// <summary>A share in percent with one digit; <c>34.1 %</c>.</summary>
    public static string Percent(double share) => Percents.Text(share);

    /// <summary>A difference of rates with its sign; <c>+3.1 points</c>.</summary>
    public static string Points(double difference) => PercentagePoints.Text(difference);

    /// <summary>How the interval was made; null without one.</summary>
    public static string? Method(RateEstimate rate) => rate.Method switch
    {
        RateMethod.Wilson => "Wilson interval",
        RateMethod.PredictionPowered => "interval of outcomes sharpened by signals",
        RateMethod.ClusterRobust => $"cluster-robust interval: n counts as {NumberText.Whole((long)Math.Round(rate.EffectiveTrials))}, for people come again",
        _ => null,
    };

    /// <summary>What the success rate is called: by signals it is evidence, not the truth.</summary>
    public static string Success(SuccessEstimate estimate) => estimate is { Method: SuccessMethod.Signals, Rate.Rate: not null } ? "Success by signals" : "Success";

    /// <summary>What a rate is made of, and how much has an outcome.</summary>
    public static string MadeOf(MeasuredCounts counts) => counts.Estimate switch
    {
        { LacksOutcomes: true } => counts.Interactions == 0 ? "nothing was judged" : "no outcomes in this period",
        { Rate.Rate: null } => "nothing was judged",
        { Method: SuccessMethod.Signals } => "all by signals: no outcomes are reported",
        { Method: SuccessMethod.OutcomesAndSignals } e => $"outcomes of {Percent(e.OutcomeCoverage ?? 0)}, sharpened by signals",
        { OutcomeCoverage: 1 } => "all reported outcomes",
        var e => $"outcomes of {Percent(e.OutcomeCoverage ?? 0)} of the interactions",
    };

    /// <summary>How far signals and outcomes are apart, in a sentence; null where they cannot be compared.</summary>
    public static string? Apart(SuccessEstimate estimate)
    {
        if (estimate.Disagreement is not { } apart) return null;
        var points = apart.Difference.Difference ?? 0;
        var difference = apart.Difference.Interval.Contains(0)
            ? $"Signals alone are not clearly off: {Of(apart.Difference)}"
            : $"Signals alone are {Change(apart.Difference)} too {(points > 0 ? "high" : "low")}";
        return apart.Contradicted.Rate is { } share
            ? $"{difference}. Where both are known, they contradict each other in {Percent(share)} of {NumberText.Whole(apart.Contradicted.Trials)}."
            : $"{difference}.";
    }

    /// <summary>The share of uses with any evidence, where uses are known.</summary>
    public static string Coverage(MeasuredCounts counts) => counts is { ExposureKnown: true, Coverage: { } share }
        ? $"{Percent(share)} of {Uses(counts.Exposed)}"
        : "exposure is unknown: no interactions were sent";

    /// <summary>What is known of all uses, and what remains possible.</summary>
    public static string PerUse(MeasuredCounts counts) => (counts.Estimate, counts.SuccessPerUse) switch
    {
        ({ BoundsOfUses: true, Method: SuccessMethod.Signals, SignalBounds: { } bounds }, { } rate) =>
            $"{Percent(rate)} succeeded by signals; {Of(bounds)} if signals are right",
        ({ BoundsOfUses: true, Bounds: { } bounds }, { } rate) => $"{Percent(rate)} known to have succeeded; worst to best case {Of(bounds)}",
        ({ Method: not SuccessMethod.Signals, Bounds: { } bounds }, _) => $"worst to best case {Of(bounds)} of what was heard of; no interactions were sent",
        _ => "exposure is unknown: no interactions were sent",
    };

    private static string Uses(long count) => count == 1 ? "1 interaction" : $"{NumberText.Whole(count)} interactions";
}
