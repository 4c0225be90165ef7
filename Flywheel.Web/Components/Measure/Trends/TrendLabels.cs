using System.Globalization;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;
using Flywheel.Core.Measure.Trends;
using Flywheel.Web.Components.Shared.Charts;
using Flywheel.Web.Components.Shared.Text;

namespace Flywheel.Web.Components.Measure.Trends;

/// <summary>What a trend says to people, and its lines for the chart.</summary>
public static class TrendLabels
{
    public static string Of(TrendSplit split) => split switch
    {
        TrendSplit.Segment => "Segment",
        TrendSplit.Variant => "Variant",
        TrendSplit.ModelVersion => "Model version",
        TrendSplit.Application => "Application",
        _ => "Everything",
    };

    public static string Of(TrendLine line, TrendSplit split) => line switch
    {
        { IsRest: true } => "All others",
        { Name: null } => "Everything",
        { Name: "" } => $"No {Of(split).ToLowerInvariant()}",
        _ => line.Name,
    };

    /// <summary>A line's name for a page: no client's name may turn the text around it.</summary>
    public static string Visible(TrendLine line, TrendSplit split) => TextFragments.BriefText(Of(line, split));

    /// <summary>The lines as the chart draws them; a period of which nothing is known is a gap.</summary>
    public static IReadOnlyList<ChartSeries> Series(Trend trend, TrendMetric metric) =>
    [
        .. trend.Lines.Select(line => ChartSeries.Over(
            trend.Query.Split == TrendSplit.None ? Label(trend, metric) : NameOf(trend, line),
            trend.Periods.Zip(line.Points, (p, c) => (p.Start, Rate: metric.In(c))).Select(p => (p.Start, p.Rate, Known: p.Rate.Rate is not null)),
            p => p.Start, p => p.Rate.Rate, p => p.Known ? p.Rate.Interval.Low : null, p => p.Known ? p.Rate.Interval.High : null, p => p.Rate.Trials)),
    ];

    /// <summary>What is drawn; success by signals is called so.</summary>
    public static string Label(Trend trend, TrendMetric metric) => metric == TrendMetric.Success ? MeasureLabels.Success(trend.All.Total.Estimate) : metric.Label;

    /// <summary>What y is, with its unit.</summary>
    public static string Axis(Trend trend, TrendMetric metric) =>
        metric == TrendMetric.Success && BySignals(trend.All) ? "Success rate by signals (%)" : metric.Axis;

    /// <summary>A line's name for a page; one that is by signals beside others that are not says so.</summary>
    public static string NameOf(Trend trend, TrendLine line) =>
        Visible(line, trend.Query.Split) + (BySignals(line) && !BySignals(trend.All) ? " (by signals)" : "");

    private static bool BySignals(TrendLine line) => line.Total.Estimate.Method == SuccessMethod.Signals;

    /// <summary>What happened within the range, for the axis of time.</summary>
    public static IReadOnlyList<ChartMark> Marks(Trend trend) => [.. trend.Marks.Select(m => new ChartMark(m.At, TextFragments.BriefText(m.Kind == TrendMarkKind.Release ? $"Release {m.Label}" : m.Label)))];

    /// <summary>The stretch of time on the axis: what is still to come is left out, what happened today is not.</summary>
    public static ChartRange Range(Trend trend, DateTime now)
    {
        var (first, last) = (trend.Periods[0], trend.Periods[^1]);
        return new(first.Start, now > first.Start && now < last.End ? now : last.Start);
    }

    /// <summary>The finding, as a sentence. What chance alone could have made is not told as a change.</summary>
    public static string Finding(Trend trend, TrendMetric metric)
    {
        if (trend.All.Total.Interactions == 0) return "Nothing was recorded in this range";
        var total = metric.In(trend.All.Total);
        if (total.Rate is null) return Unknown(trend.All.Total, metric);
        return trend.Query.Split == TrendSplit.None ? Course(trend, metric) : Spread(trend, metric, total);
    }

    /// <summary>What the figures are made of, beneath the finding.</summary>
    public static string Note(Trend trend, TrendMetric metric)
    {
        var made = metric == TrendMetric.Success ? $" by success definition {trend.DefinitionVersion}: {MeasureLabels.MadeOf(trend.All.Total)}" : "";
        var basis = metric == TrendMetric.Success && !BySignals(trend.All) ? "Succeeded among the interactions with a reported outcome" : metric.Basis;
        var recomputing = trend.Recomputing ? " History is being recomputed; until that is done these are the figures from before." : "";
        var intervals = trend.Lines.Count <= ChartModelBuilder.MostBands ? "Bands are 95 % intervals." : "95 % intervals are in the table.";
        return $"{basis}{made}. {intervals}{recomputing}";
    }

    private static string Unknown(MeasuredCounts total, TrendMetric metric) => metric == TrendMetric.Coverage
        ? "Coverage is unknown: no interactions were sent"
        : total.Estimate is { LacksOutcomes: true, Bounds: { } bounds }
        ? $"No outcomes in this range: success is anything from {MeasureLabels.Of(bounds)}"
        : string.Create(CultureInfo.InvariantCulture, $"Nothing was judged in this range: {total.Interactions:N0} interactions, none with a verdict");

    /// <summary>The second half of the range against the first.</summary>
    private static string Course(Trend trend, TrendMetric metric)
    {
        var half = trend.Periods.Count / 2;
        var (first, second) = (Sum(trend.All.Points.Take(half)), Sum(trend.All.Points.Skip(half)));
        var change = Newcombe.Difference(first, second);
        if (change.Difference is not { } points) return $"{Label(trend, metric)} was {Shown(metric.In(trend.All.Total))}";
        return change.Interval.Low > 0 || change.Interval.High < 0
            ? $"{Label(trend, metric)} {(points > 0 ? "rose" : "fell")} {MeasureLabels.Change(change)} from the first half of the range to the second"
            : $"{Label(trend, metric)} held at {Shown(metric.In(trend.All.Total))}: no clear change within the range";

        RateEstimate Sum(IEnumerable<MeasuredCounts> points) =>
            metric.In(MeasuredCounts.Sum([.. points], trend.All.Total.DesignEffect, trend.All.Total.OutcomeEffect));
    }

    /// <summary>The best and the worst line, where their intervals do not touch.</summary>
    private static string Spread(Trend trend, TrendMetric metric, RateEstimate total)
    {
        var known = trend.Lines.Where(l => !l.IsRest).Select(l => (Name: InSentence(l, trend.Query.Split), Rate: metric.In(l.Total))).Where(l => l.Rate.Rate is not null).ToList();
        var label = Label(trend, metric);
        if (known.Count == 0) return $"{label} was {Shown(total)}";
        var (best, worst) = (known.MaxBy(l => l.Rate.Rate), known.MinBy(l => l.Rate.Rate));
        if (known.Count == 1) return $"{label} was {Shown(best.Rate)} for {best.Name}";
        return best.Rate.Interval.Low > worst.Rate.Interval.High
            ? $"{label} is highest for {best.Name}, {Shown(best.Rate)}, and lowest for {worst.Name}, {Shown(worst.Rate)}"
            : $"{label} was {Shown(total)}: no clear difference between the lines";
    }

    private static string InSentence(TrendLine line, TrendSplit split) => line.Name == "" ? $"no {Of(split).ToLowerInvariant()}" : Visible(line, split);

    private static string Shown(RateEstimate rate) => MeasureLabels.WithInterval(rate);
}
