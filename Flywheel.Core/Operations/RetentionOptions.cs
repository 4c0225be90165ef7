using System.ComponentModel.DataAnnotations;

namespace Flywheel.Core.Operations;

/// <summary>How long what no training data rests on is kept, bound from <c>Flywheel:Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days that raw signals are kept; 0: for good.</summary>
    [DaysKept]
    public int RawSignalDays { get; set; }

    /// <summary>Days that rejected items are kept after their rejection; 0: for good.</summary>
    [DaysKept]
    public int RejectedItemDays { get; set; }
}

/// <summary>0, or at least as many days as a backtest may look back.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DaysKeptAttribute : ValidationAttribute
{
    /// <summary>The longest look-back of a backtest, days.</summary>
    public const int Fewest = 365;

    private const int Most = 36_500;

    /// <summary>Sets the message, which names the expected form.</summary>
    public DaysKeptAttribute()
        : base("0 (keep for good) or a whole number of days from 365 to 36500, since a backtest may look back 365 days")
    {
    }

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is 0 or (>= Fewest and <= Most);
}
