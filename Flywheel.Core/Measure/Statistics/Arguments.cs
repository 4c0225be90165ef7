using System.Globalization;
using System.Runtime.CompilerServices;

namespace Flywheel.Core.Measure.Statistics;

/// <summary>
/// The argument checks of this folder. A fault is an <see cref="ArgumentOutOfRangeException"/>, so that no NaN enters a formula.
/// </summary>
internal static class Arguments
{
    /// <summary>Strictly between 0 and 1: a confidence, a level or a power.</summary>
    public static void InsideUnit(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0 && value < 1)) throw new ArgumentOutOfRangeException(name, value, "Expected a number strictly between 0 and 1.");
    }

    /// <summary>From 0 to 1: a rate or a p-value.</summary>
    public static void Unit(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, value, "Expected a number from 0 to 1.");
    }

    public static void Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(name, value, "Expected a finite number.");
    }

    /// <summary>From -<paramref name="largest"/> to <paramref name="largest"/>.</summary>
    public static void Within(double value, double largest, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(Math.Abs(value) <= largest)) throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"Expected a number within ±{largest}."));
    }

    public static void NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, "Expected a finite number of 0 or more.");
    }

    public static void Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, "Expected a finite number above 0.");
    }

    /// <summary>At least 1: a design effect, or a number of things that exist.</summary>
    public static void AtLeastOne(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= 1 && double.IsFinite(value))) throw new ArgumentOutOfRangeException(name, value, "Expected a finite number of 1 or more.");
    }

    /// <summary>Successes out of trials; a rounding error of fractional counts is let through.</summary>
    public static void Counts(double successes, double trials)
    {
        NotNegative(trials);
        NotNegative(successes);
        if (successes > trials * (1 + 1e-12)) throw new ArgumentOutOfRangeException(nameof(successes), successes, "Expected no more successes than trials.");
    }
}
