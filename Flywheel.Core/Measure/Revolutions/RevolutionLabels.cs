using System.Globalization;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.Revolutions;

/// <summary>Says in a sentence how a revolution compares with the one before.</summary>
public static class RevolutionLabels
{
    /// <summary>
    /// Such as <c>3.1 points higher than before, between 1.2 and 5.0 higher; on course for 2-5 % a month.</c> It describes
    /// a before and an after, and claims no cause.
    /// </summary>
    public static string Sentence(RevolutionFigures figures)
    {
        var estimate = figures.Counts.Estimate;
        if (estimate.LacksOutcomes && figures.Counts.Interactions > 0) return "No outcomes in this revolution: they are reported at other times, so only worst and best case are known.";
        if (figures.Success.Rate is null) return "No verdicts yet: neither outcomes nor telling signals came in.";
        if (figures.Change is not { } change) return "The first revolution: later ones are compared with it.";
        if (change.Difference.Difference is not { } difference) return "The revolution before has no verdicts to compare with.";
        var sentence = change.IsClear ? Clear(difference, change) : Unclear(difference, change);
        return (estimate.Method == SuccessMethod.Signals ? "By signals: " : "") + sentence + (IsAtAnEnd(figures.Success.Rate.Value, difference) ? "." : Course(change)) + (change.CoverageShifted ? $" Coverage {Direction(change.CoverageDifference.Difference!.Value)} by {Points(change.CoverageDifference.Difference!.Value)} points, so these may be other people." : "");
    }

    private static string Clear(double difference, RevolutionChange change)
    {
        var (low, high) = (Math.Abs(change.Difference.Interval.Low), Math.Abs(change.Difference.Interval.High));
        var word = difference > 0 ? "higher" : "lower";
        return $"{Points(difference)} points {word} than before, between {Points(Math.Min(low, high))} and {Points(Math.Max(low, high))}";
    }

    private static string Unclear(double difference, RevolutionChange change)
    {
        var range = $"anything from {Side(change.Difference.Interval.Low)} to {Side(change.Difference.Interval.High)} fits the data";
        return Points(difference) == "0.0" ? $"No different from before; {range}" : $"{Side(difference)} than before, but {range}";
    }

    private static string Course(RevolutionChange change) => !change.IsClear ? "." : change.Course switch
    {
        RevolutionCourse.OnCourse => "; on course for 2-5 % a month.",
        RevolutionCourse.Above => $"; faster than 2-5 % a month ({Percent(change.MonthlyGrowth!.Value)}).",
        RevolutionCourse.Below => $"; short of 2-5 % a month ({Percent(change.MonthlyGrowth!.Value)}).",
        _ => "; too close together for a rate a month.",
    };

    // From or to a rate of 0 or 1 there is no growth to hold against the target.
    private static bool IsAtAnEnd(double rate, double difference) => rate is 0 or 1 || rate - difference is < 1e-12 or > 1 - 1e-12;

    private static string Side(double difference) => Points(difference) == "0.0" ? "no change" : $"{Points(difference)} points {(difference > 0 ? "higher" : "lower")}";

    private static string Direction(double difference) => difference > 0 ? "rose" : "fell";

    private static string Points(double difference) => Math.Abs(difference * 100).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double growth) => (growth * 100).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " %";
}
