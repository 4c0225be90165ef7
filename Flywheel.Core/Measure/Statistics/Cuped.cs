namespace Flywheel.Core.Measure.Statistics;

/// <summary>An experiment's difference with the units' past taken out of it.</summary>
/// <param name="Theta">The slope of y on x within the arms, in units of y per unit of x; 0 where x tells nothing.</param>
/// <param name="Control">The control's adjusted values.</param>
/// <param name="Treatment">The treatment's adjusted values.</param>
/// <param name="VarianceReduction">By which part the variance of the difference shrank, at most 1; below 0 where it grew; null where it
/// cannot be told.</param>
/// <param name="Difference">Treatment - control after the adjustment.</param>
public sealed record CupedEstimate(double Theta, Sample Control, Sample Treatment, double? VarianceReduction, DifferenceEstimate Difference);

/// <summary>
/// Controlled experiments using pre-experiment data: A. Deng, Y. Xu, R. Kohavi and T. Walker (2013), Improving the Sensitivity of Online
/// Controlled Experiments, WSDM '13, section 3.2.
/// </summary>
public static class Cuped
{
    /// <summary>
    /// Y - θ(X - x̄) with θ = cov(X, Y) / var(X) pooled over the arms and x̄ the mean of X over both; the difference is Welch's. X must
    /// come from before the assignment: something that the treatment can change would bias the difference.
    /// </summary>
    /// <param name="control">x the past, y the metric, of every unit of the control.</param>
    /// <param name="treatment">The same of the treatment.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>Only the difference where the metric of an arm has no spread, or none is left after the adjustment.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is outside its range.</exception>
    public static CupedEstimate Adjust(UnitSums control, UnitSums treatment, double confidence = 0.95)
    {
        var squares = control.SquaresX + treatment.SquaresX;
        var theta = squares > 0 ? (control.Products + treatment.Products) / squares : 0;
        var meanX = (control + treatment).MeanX;
        var (before, after) = (Adjusted(control, theta, meanX), Adjusted(treatment, theta, meanX));
        var raw = ErrorSquared(control.SampleY, treatment.SampleY);
        double? reduction = raw > 0 ? 1 - (ErrorSquared(before, after)!.Value / raw.Value) : null;
        var known = control.SampleY.HasSpread && treatment.SampleY.HasSpread && IsLeft(before, control) && IsLeft(after, treatment);
        return new(theta, before, after, reduction, known || control.Count < 2 || treatment.Count < 2
            ? Welch.Test(before, after, confidence)
            : DifferenceEstimate.WithoutSpread(after.Mean - before.Mean));
    }

    // A past that says everything leaves rounding, which is no spread to test with.
    private static bool IsLeft(Sample adjusted, UnitSums arm) => adjusted.Variance > 1e-12 * (arm.VarianceY ?? 0);

    private static Sample Adjusted(UnitSums arm, double theta, double meanX)
    {
        var variance = arm.VarianceY - (2 * theta * arm.Covariance) + (theta * theta * arm.VarianceX);
        return new(arm.Count, arm.MeanY - (theta * (arm.MeanX - meanX)), Math.Max(0, variance ?? 0));
    }

    private static double? ErrorSquared(Sample control, Sample treatment) =>
        control.Count < 2 || treatment.Count < 2 ? null : (control.Variance / control.Count) + (treatment.Variance / treatment.Count);
}
