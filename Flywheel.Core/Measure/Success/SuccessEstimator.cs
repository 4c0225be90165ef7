using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Success;

/// <summary>The one way from counts to a success rate, for every page and answer; pure.</summary>
public static class SuccessEstimator
{
    /// <summary>
    /// Signals sharpen only where nearly every interaction with an outcome is one whose use was reported: otherwise it is not known how many
    /// interactions stayed silent, and those with signals would pass for all.
    /// </summary>
    private const double MostOutsideUses = 0.02;

    /// <summary>Estimates the rate of some parts together.</summary>
    /// <param name="parts">By application and, where these are known, segment.</param>
    /// <param name="outcomeEffect">The design effect of the outcomes, 1 or more.</param>
    /// <param name="signalEffect">The design effect of the verdicts by signals, 1 or more.</param>
    /// <param name="models">How much has an outcome by model version; empty where that is not known.</param>
    public static SuccessEstimate Of(
        IReadOnlyList<SuccessPart> parts, double outcomeEffect = 1, double signalEffect = 1, IReadOnlyList<OutcomeShare>? models = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        // In one order, so that the same counts give the same figures to the last digit.
        var reporting = parts.Where(p => p.ReportsOutcomes).OrderBy(p => p.Application, StringComparer.Ordinal).ThenBy(p => p.Segment, StringComparer.Ordinal).ToList();
        var heard = Sum(parts, p => p.Heard);
        var signals = RateEstimate.Of(heard.For.Population, heard.For.Population + heard.Against.Population, signalEffect);
        var bounds = SuccessBounds.Of(parts);
        if (reporting.Count == 0)
            return new(SuccessMethod.Signals, signals, RateEstimate.Unknown, signals, null, CoverageOf(heard.Total), bounds.Outcomes, bounds.Signals, bounds.OfUses, []);
        var findings = OutcomeSelection.Of(parts, UsesAreKnown(reporting), models ?? [], outcomeEffect);
        var outcomes = OutcomesOf(reporting, outcomeEffect);
        var rate = Sharpened(reporting, outcomes, signalEffect, findings.IsSelected);
        var method = rate.Method == RateMethod.PredictionPowered ? SuccessMethod.OutcomesAndSignals : SuccessMethod.Outcomes;
        return new(method, rate, outcomes, signals, Apart(reporting, outcomes, signalEffect), CoverageOf(heard.Total), bounds.Outcomes, bounds.Signals, bounds.OfUses, findings.Warnings);
    }

    /// <summary>Is the population known that the outcomes are a part of?</summary>
    internal static bool UsesAreKnown(IReadOnlyList<SuccessPart> reporting) => reporting.GroupBy(p => p.Application).All(application =>
    {
        var (used, heard) = (application.Sum(p => p.Used.Total.Labelled), application.Sum(p => p.Heard.Total.Labelled));
        return application.Sum(p => p.Used.Total.Population) > 0 && heard - used <= MostOutsideUses * heard;
    });

    internal static SignalCells Sum(IEnumerable<SuccessPart> parts, Func<SuccessPart, SignalCells> of) =>
        parts.Aggregate(default(SignalCells), (sum, part) => sum + of(part));

    private static RateEstimate OutcomesOf(List<SuccessPart> reporting, double effect)
    {
        var total = Sum(reporting, p => p.Heard).Total;
        return RateEstimate.Of(total.Succeeded, total.Labelled, effect);
    }

    private static RateEstimate Sharpened(List<SuccessPart> reporting, RateEstimate outcomes, double signalEffect, bool selected)
    {
        var used = Sum(reporting, p => p.Used);
        var signalsTell = used.For.Population + used.Against.Population > 0;
        if (!signalsTell || !UsesAreKnown(reporting) || reporting.Exists(p => !p.IsSplit)) return outcomes;
        var rate = PredictionPowered.Estimate([.. reporting.SelectMany(p => CellsOf(p.Used))], outcomes.DesignEffect, signalEffect, selected);
        var isUseful = rate.Method == RateMethod.PredictionPowered && (selected || rate.Interval.Width < outcomes.Interval.Width);
        return isUseful ? rate with { Trials = outcomes.Trials, Successes = outcomes.Successes } : outcomes;
    }

    private static IEnumerable<PredictionCell> CellsOf(SignalCells cells)
    {
        var byVerdict = new[] { cells.For, cells.Against, cells.Silent };
        return byVerdict.Select((c, i) => new PredictionCell(i, c.Population, c.Labelled, c.Succeeded)).Where(c => c.Population > 0);
    }

    private static SuccessDisagreement? Apart(List<SuccessPart> reporting, RateEstimate outcomes, double signalEffect)
    {
        if (reporting.Exists(p => !p.IsSplit)) return null;
        var cells = Sum(reporting, p => p.Heard);
        var signals = RateEstimate.Of(cells.For.Population, cells.For.Population + cells.Against.Population, signalEffect);
        return outcomes.Trials == 0 || signals.Trials == 0
            ? null
            : new(Newcombe.Difference(outcomes, signals), RateEstimate.Of(cells.Contradicted, cells.Both, outcomes.DesignEffect));
    }

    private static double? CoverageOf(VerdictCell total) => total.Population > 0 ? (double)total.Labelled / total.Population : null;
}

/// <summary>Worst and best cases.</summary>
internal readonly record struct SuccessBounds(Interval? Outcomes, Interval? Signals, bool OfUses)
{
    public static SuccessBounds Of(IReadOnlyList<SuccessPart> parts)
    {
        var (used, heard) = (SuccessEstimator.Sum(parts, p => p.Used), SuccessEstimator.Sum(parts, p => p.Heard));
        var ofUses = used.Total.Population > 0;
        var cells = ofUses ? used : heard;
        var (total, bySignals) = (cells.Total, (For: cells.For.Unlabelled, Against: cells.Against.Unlabelled));
        if (total.Population == 0) return new(null, null, false);
        return new(
            PartialIdentification.Bounds(total.Succeeded, total.Failed, total.Population),
            PartialIdentification.Bounds(total.Succeeded + bySignals.For, total.Failed + bySignals.Against, total.Population),
            ofUses);
    }
}
