using Flywheel.Core.Measure.RollUps;

namespace Flywheel.Core.Measure.Trends;

/// <summary>How long the periods of a trend are.</summary>
public enum TrendStep
{
    Hour,
    Day,

    /// <summary>From Monday.</summary>
    Week,
    Month,
}

/// <summary>What a trend is split by.</summary>
public enum TrendSplit
{
    None,
    Segment,
    Variant,
    ModelVersion,
    Application,
}

/// <summary>A question about time.</summary>
/// <param name="From">The first day, in the zone.</param>
/// <param name="To">The last day, in the zone; it is part of the range.</param>
/// <param name="ApplicationId">Null for all applications that the asker may see.</param>
/// <param name="Signal">The signal type that the lines of a split also count; everything together counts all of them.</param>
public sealed record TrendQuery(
    DateOnly From, DateOnly To, TrendStep Step, TimeZoneInfo Zone, TrendSplit Split = TrendSplit.None, int? ApplicationId = null, string? Signal = null)
{
    /// <summary>The most periods of one trend: longer ranges need longer steps.</summary>
    public const int MostPeriods = 400;

    /// <summary>The most days of one trend.</summary>
    public const int MostDays = 1100;
}

/// <summary>One period; its start and end (exclusive) in UTC.</summary>
public readonly record struct TrendPeriod(DateTime Start, DateTime End);

/// <summary>One line.</summary>
/// <param name="Name">The value that it is about; empty for interactions without one, null for everything, or for the rest.</param>
/// <param name="IsRest">All values beyond the ten largest.</param>
/// <param name="Points">One a period.</param>
/// <param name="Total">The whole range.</param>
public sealed record TrendLine(string? Name, bool IsRest, IReadOnlyList<MeasuredCounts> Points, MeasuredCounts Total);

/// <summary>What a mark on the time axis stands for.</summary>
public enum TrendMarkKind
{
    /// <summary>A revolution began.</summary>
    Revolution,

    /// <summary>A model version was seen for the first time.</summary>
    Release,

    /// <summary>The success definition changed; all figures are by the one in force.</summary>
    Definition,
}

/// <summary>Something that happened within the range.</summary>
public sealed record TrendMark(DateTime At, TrendMarkKind Kind, string Label);

/// <summary>The answer to a question about time.</summary>
/// <param name="All">Everything together, whatever the split.</param>
/// <param name="Lines">The split's lines, the largest first and the rest last; without a split only <paramref name="All"/>.</param>
/// <param name="DefinitionVersion">The success definition of every figure.</param>
/// <param name="Recomputing">Is history being recomputed by a newer definition or ledger?</param>
public sealed record Trend(
    TrendQuery Query, IReadOnlyList<TrendPeriod> Periods, TrendLine All, IReadOnlyList<TrendLine> Lines, IReadOnlyList<TrendMark> Marks, int DefinitionVersion, bool Recomputing);
