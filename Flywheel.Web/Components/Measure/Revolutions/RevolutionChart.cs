using Flywheel.Core;
using Flywheel.Core.Measure.Revolutions;
using Flywheel.Core.Measure.Success;
using Flywheel.Web.Components.Shared.Charts;

namespace Flywheel.Web.Components.Measure.Revolutions;

/// <summary>The ledger as a chart: each revolution's rate in their order, beside the target.</summary>
public static class RevolutionChart
{
    public const string Rate = "Success rate";
    public const string Target = "On course: 2-5 % a month";

    private const int LongestName = 24;

    /// <summary>The rates, and the target's band where there is a second revolution to compare with it.</summary>
    public static IReadOnlyList<ChartSeries> Series(Ledger ledger)
    {
        var places = ledger.Revolutions.ToDictionary(r => r.Id, Place);
        var rates = ChartSeries.By(Rate, ledger.Revolutions, r => places[r.Id], r => r.Success.Rate, r => Low(r), r => High(r), r => r.Success.Trials);
        return ledger.Target.Count < 2 ? [rates] : [rates, new(Target, [.. ledger.Target.Select(t => ChartPoint.Of(places[t.RevolutionId], null, t.Low, t.High))])];
    }

    /// <summary>What y is, with its unit.</summary>
    public static string Axis(Ledger ledger) => IsBySignals(ledger) ? "Success rate by signals (%)" : "Success rate (%)";

    /// <summary>Are there rates, and are all of them by signals alone?</summary>
    public static bool IsBySignals(Ledger ledger) => ledger.Revolutions.Any(r => r.Success.Rate is not null)
        && ledger.Revolutions.All(r => r.Counts.Estimate.Method == SuccessMethod.Signals);

    /// <summary>What the newest revolution with a rate says.</summary>
    public static string Finding(Ledger ledger) => ledger.Revolutions.LastOrDefault(r => r.Success.Rate is not null) is { } newest
        ? $"{newest.Name}: {RevolutionLabels.Sentence(newest).TrimEnd('.')}"
        : "No revolution has a success rate yet";

    /// <summary>With its number: two may have the same name.</summary>
    private static string Place(RevolutionFigures revolution) =>
        $"{revolution.Id}: {(revolution.Name.Length > LongestName ? $"{TextCut.Beginning(revolution.Name, LongestName - 1).TrimEnd()}…" : revolution.Name)}";

    private static double? Low(RevolutionFigures revolution) => revolution.Success.Rate is null ? null : revolution.Success.Interval.Low;

    private static double? High(RevolutionFigures revolution) => revolution.Success.Rate is null ? null : revolution.Success.Interval.High;
}
