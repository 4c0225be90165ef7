using Flywheel.Core.Measure;
using Flywheel.Web.Components.Shared.Charts;

namespace Flywheel.Web.Components.Measure;

/// <summary>The ledger as a chart: each revolution's rate at the middle of its time, beside the target.</summary>
public static class RevolutionChart
{
    public const string Rate = "Success rate";
    public const string Target = "On course: 2-5 % a month";

    /// <summary>The rates, and the target's band where there is a second revolution to compare with it.</summary>
    public static IReadOnlyList<ChartSeries> Series(Ledger ledger)
    {
        var middles = ledger.Target.ToDictionary(t => t.RevolutionId, t => t.At);
        var known = ledger.Revolutions.Where(r => middles.ContainsKey(r.Id)).ToList();
        var rates = ChartSeries.Over(Rate, known, r => middles[r.Id], r => r.Success.Rate, r => Low(r), r => High(r), r => r.Success.Trials);
        return ledger.Target.Count < 2 ? [rates] : [rates, new(Target, [.. ledger.Target.Select(t => ChartPoint.At(t.At, null, t.Low, t.High))])];
    }

    /// <summary>Where a revolution began after another had ended.</summary>
    public static IReadOnlyList<ChartMark> Marks(Ledger ledger) => [.. ledger.Revolutions.Skip(1).Select(r => new ChartMark(r.StartedAt, r.Name))];

    /// <summary>What the newest revolution with a rate says.</summary>
    public static string Finding(Ledger ledger) => ledger.Revolutions.LastOrDefault(r => r.Success.Rate is not null) is { } newest
        ? $"{newest.Name}: {RevolutionWords.Sentence(newest)}"
        : "No revolution has a success rate yet";

    private static double? Low(RevolutionFigures revolution) => revolution.Success.Rate is null ? null : revolution.Success.Interval.Low;

    private static double? High(RevolutionFigures revolution) => revolution.Success.Rate is null ? null : revolution.Success.Interval.High;
}
