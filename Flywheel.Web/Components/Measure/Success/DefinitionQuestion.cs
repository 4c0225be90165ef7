using Flywheel.Core;
using System.Globalization;
using Flywheel.Core.Measure.Definitions;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Web.Components.Measure.Success;

/// <summary>What is asked before a success definition is put in force: it changes figures that people have already read.</summary>
/// <param name="Yes">The button that does it.</param>
public sealed record DefinitionQuestion(string Title, string Text, string Yes)
{
    /// <summary>The question with its figures.</summary>
    /// <param name="inForce">The version that is in force.</param>
    /// <param name="application">Null for all applications.</param>
    /// <param name="toLocal">UTC to the viewer's time.</param>
    public static DefinitionQuestion Of(SuccessPreview preview, SuccessSample sample, int inForce, string? application, Func<DateTime, DateTime> toLocal)
    {
        var from = toLocal(sample.Periods[0].Start).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        var success = MeasureLabels.Success(preview.DraftTotal.Estimate);
        var figures = (Rate(preview.InForceTotal), Rate(preview.DraftTotal)) is var (now, then) && now == then
            ? $"stays at {now}"
            : $"changes from {now} to {then}";
        var (signalsNow, signalsThen) = (preview.InForceTotal.Estimate.SignalsOnly, preview.DraftTotal.Estimate.SignalsOnly);
        var signals = preview.DraftTotal.Estimate.Method == SuccessMethod.Signals || signalsNow == signalsThen
            ? ""
            : $"Signals alone go from {MeasureLabels.WithInterval(signalsNow)} to {MeasureLabels.WithInterval(signalsThen)}. ";
        return new(
            $"Put version {inForce + 1} in force?",
            $"{success} since {from}{(application is null ? "" : $" in {application}")} {figures}, and {Count(preview.Changed)}. {signals}"
            + "All history is recomputed, from the first interaction on and for every application: charts, revolutions and running experiments change over at once when that is done. "
            + $"Reported outcomes stay as they are, and version {inForce} can be put in force again.",
            "Put it in force");
    }

    private static string Rate(MeasuredCounts counts) => MeasureLabels.WithInterval(counts.Success);

    private static string Count(long changed) => changed switch
    {
        0 => "no verdict by signals changes",
        1 => "1 verdict by signals changes",
        _ => $"{NumberText.Whole(changed)} verdicts by signals change",
    };
}
