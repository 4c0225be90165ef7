using System.Globalization;
using Flywheel.Core.Curate.Exports;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>Which share of the groups each side of a split gets. Each share lies in [0, 1]; together they are 1.</summary>
public sealed record SplitRatios(double Train, double Validation, double Test)
{
    /// <summary>How far the sum may be from 1.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>80 % train, 10 % validation, 10 % test.</summary>
    public static readonly SplitRatios Default = new(0.8, 0.1, 0.1);

    /// <summary>The share of one side.</summary>
    public double ShareOf(Split split) => split switch
    {
        Split.Train => Train,
        Split.Validation => Validation,
        _ => Test,
    };

    /// <summary>What is wrong, by the field's wire name; empty where nothing is.</summary>
    public IEnumerable<(string Field, string Error)> Validate()
    {
        var allInRange = true;
        foreach (var split in Enum.GetValues<Split>())
        {
            if (ShareOf(split) is >= 0 and <= 1) continue;
            allInRange = false;
            yield return ($"split.{split.ToWire()}", "Must be a number from 0 to 1.");
        }

        var sum = Train + Validation + Test;
        if (allInRange && Math.Abs(sum - 1) > Tolerance)
            yield return ("split", string.Create(CultureInfo.InvariantCulture, $"The shares must add up to 1, not {sum}."));
    }
}
