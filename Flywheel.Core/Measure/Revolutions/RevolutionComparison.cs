using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Revolutions;

/// <summary>A revolution as the comparison sees it.</summary>
/// <param name="Middle">The middle of its time.</param>
internal sealed record LedgerLine(int Id, DateTime Middle, MeasuredCounts Counts);

/// <summary>
/// Compares a revolution with the one before. Before and after are different times and may be different people: it is a
/// description, never a proof; proof is what experiments are for.
/// </summary>
internal static class RevolutionComparison
{
    /// <summary>The target: the success rate grows by 2 to 5 % each month, compounding.</summary>
    public const double SlowestGrowth = 0.02;
    public const double FastestGrowth = 0.05;

    private const double DaysAMonth = 365.25 / 12;

    /// <summary>Between middles closer than this a rate a month says nothing.</summary>
    private const double FewestDays = 7;

    /// <summary>A change of coverage smaller than this changes no comparison.</summary>
    private const double SmallestShift = 0.02;

    public static RevolutionChange Of(LedgerLine before, LedgerLine after)
    {
        var difference = Newcombe.Difference(before.Counts.Success, after.Counts.Success);
        var growth = MonthlyGrowth(before, after);
        var coverage = Newcombe.Difference(CoverageOf(before.Counts), CoverageOf(after.Counts));
        var comparable = before.Counts.ExposureKnown == after.Counts.ExposureKnown;
        var shifted = comparable && coverage.Difference is { } d && Math.Abs(d) >= SmallestShift && !coverage.Interval.Contains(0);
        return new(difference, growth, IsMoving(before) && IsMoving(after) ? CourseOf(growth) : RevolutionCourse.Unknown, comparable ? coverage : RateDifference.Unknown, shifted);
    }

    /// <summary>The band from the first revolution with a rate between 0 and 1, at the middle of each one from there on.</summary>
    public static IReadOnlyList<TargetPoint> Target(IReadOnlyList<LedgerLine> lines)
    {
        var first = lines.FirstOrDefault(IsMoving);
        if (first is null) return [];
        var baseline = first.Counts.Success.Rate!.Value;
        return [.. lines.SkipWhile(l => l != first).Select(l => new TargetPoint(
            l.Id, l.Middle, Grown(baseline, SlowestGrowth, MonthsBetween(first, l)), Grown(baseline, FastestGrowth, MonthsBetween(first, l))))];
    }

    /// <summary>From a rate of 0 or 1 nothing grows by a share of itself: there is no target to hold it against.</summary>
    private static bool IsMoving(LedgerLine line) => line.Counts.Success.Rate is > 0 and < 1;

    private static double Grown(double rate, double growth, double months) => Math.Min(1, rate * Math.Pow(1 + growth, months));

    private static double MonthsBetween(LedgerLine before, LedgerLine after) => Math.Max(0, (after.Middle - before.Middle).TotalDays / DaysAMonth);

    private static double? MonthlyGrowth(LedgerLine before, LedgerLine after)
    {
        if ((after.Middle - before.Middle).TotalDays < FewestDays) return null;
        if (before.Counts.Success.Rate is not > 0 || after.Counts.Success.Rate is not { } rate) return null;
        var growth = Math.Pow(rate / before.Counts.Success.Rate.Value, 1 / MonthsBetween(before, after)) - 1;
        return double.IsFinite(growth) ? growth : null;
    }

    private static RevolutionCourse CourseOf(double? growth) => growth switch
    {
        null => RevolutionCourse.Unknown,
        < SlowestGrowth => RevolutionCourse.Below,
        > FastestGrowth => RevolutionCourse.Above,
        _ => RevolutionCourse.OnCourse,
    };

    private static RateEstimate CoverageOf(MeasuredCounts counts) => counts.ExposureKnown
        ? RateEstimate.Of(counts.ExposedEvidence, counts.Exposed, counts.DesignEffect)
        : RateEstimate.Of(counts.Evidence, counts.Interactions, counts.DesignEffect);
}
