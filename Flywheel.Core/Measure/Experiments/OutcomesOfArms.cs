using System.Globalization;
using Flywheel.Core.Measure.Statistics;
using Flywheel.Core.Measure.Success;

namespace Flywheel.Core.Measure.Experiments;

/// <summary>
/// Whether outcomes are reported alike in the arms. Where they are not, the arms may be judged by different interactions, and chance
/// assignment no longer protects the comparison.
/// </summary>
internal static class OutcomesOfArms
{
    /// <summary>A warning where the shares differ by more than chance, and by more than a little: see <see cref="IndependenceResult"/>.</summary>
    public static IReadOnlyList<SuccessWarning> Warnings(IReadOnlyList<ArmCounts> arms)
    {
        // Several interactions of one unit are not several witnesses.
        var effect = Math.Max(1, arms.Sum(a => (double)a.Interactions) / Math.Max(1, arms.Sum(a => a.Units)));
        var test = Independence.Test([.. arms.Select(a => a.Outcomes)], [.. arms.Select(a => a.Interactions - a.Outcomes)], effect);
        if (test is not { PValue: < OutcomeSelection.AlarmBelow, Strength: >= OutcomeSelection.SmallestStrength }) return [];
        var shares = arms.Select(a => string.Create(CultureInfo.InvariantCulture, $"{100.0 * a.Outcomes / Math.Max(1, a.Interactions):0} % in {a.Name}"));
        return [new("outcome_coverage_differs", $"Outcomes are not reported alike in the arms: {string.Join(", ", shares)} of the interactions. The arms may be judged by different interactions.")];
    }
}
