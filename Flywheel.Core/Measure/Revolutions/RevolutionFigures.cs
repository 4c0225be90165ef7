using Flywheel.Core.Access;
using Flywheel.Core.Measure.RollUps;
using Flywheel.Core.Measure.Statistics;

namespace Flywheel.Core.Measure.Revolutions;

/// <summary>A dataset version that was frozen in a revolution.</summary>
public sealed record FrozenDataset(string Application, int ApplicationId, string Name, int Version, int Rows, DateTime CreatedAt);

/// <summary>A revolution with its figures.</summary>
/// <param name="EndedAt">Null for the open one.</param>
/// <param name="Models">Model versions that belong to it whenever they were used.</param>
/// <param name="Success">The success rate as observed.</param>
/// <param name="Reweighted">The success rate at the segments' shares of use; null where use is not reported.</param>
/// <param name="Change">Against the revolution before; null for the first.</param>
public sealed record RevolutionFigures(
    int Id, string Name, string? Note, DateTime StartedAt, DateTime? EndedAt, string? ClosedBy, int Version, IReadOnlyList<string> Models,
    IReadOnlyList<FrozenDataset> Datasets, MeasuredCounts Counts, RateEstimate Success, PostStratifiedRate? Reweighted, RevolutionChange? Change);

/// <summary>How a revolution's success rate differs from the one before.</summary>
/// <param name="Difference">In rates: 0.03 is three points. Unknown where either has no verdicts.</param>
/// <param name="MonthlyGrowth">The relative change a month, compounded between the middles of the two; null where they are too close or a rate is 0.</param>
/// <param name="Course">How it stands to the target of 2 to 5 % a month.</param>
/// <param name="CoverageDifference">How coverage changed: a rate among other people is another rate. Null where unknown.</param>
/// <param name="CoverageShifted">Did coverage change by more than chance, so that the comparison may be of other people?</param>
public sealed record RevolutionChange(
    RateDifference Difference, double? MonthlyGrowth, RevolutionCourse Course, RateDifference CoverageDifference, bool CoverageShifted)
{
    /// <summary>Does the interval leave zero out?</summary>
    public bool IsClear => Difference.Difference is not null && (Difference.Interval.Low > 0 || Difference.Interval.High < 0);
}

/// <summary>How a change stands to the target of 2 to 5 % a month.</summary>
public enum RevolutionCourse
{
    Unknown,
    Below,
    OnCourse,
    Above,
}

/// <summary>The ledger as pages and tools show it.</summary>
/// <param name="Revolutions">Oldest first; the last one is open.</param>
/// <param name="Target">The band of 2 to 5 % a month from the first revolution with a rate between 0 and 1, at each revolution's middle; empty where there is none.</param>
public sealed record Ledger(IReadOnlyList<RevolutionFigures> Revolutions, IReadOnlyList<TargetPoint> Target, int DefinitionVersion, bool Recomputing)
{
    /// <summary>The open one.</summary>
    public RevolutionFigures Current => Revolutions[^1];
}

/// <summary>The target band at a revolution; rates of 0 to 1.</summary>
public sealed record TargetPoint(int RevolutionId, DateTime At, double Low, double High);

/// <summary>What became of closing a revolution, or of changing one.</summary>
public abstract record LedgerOutcome
{
    private LedgerOutcome()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Id">The revolution that was closed or changed.</param>
    /// <param name="OpenId">The one that is open now.</param>
    public sealed record Done(int Id, int OpenId) : LedgerOutcome;

    /// <summary>Somebody was faster: read again.</summary>
    public sealed record Conflict : LedgerOutcome, IRefusal;

    /// <summary>What came in is not measured yet: the figures would not be final. Nothing was changed.</summary>
    public sealed record NotMeasured(Freshness Measured) : LedgerOutcome;

    /// <summary>Messages by wire name.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : LedgerOutcome;
    public sealed record NotAllowed : LedgerOutcome, IRefusal;
    public sealed record NotFound : LedgerOutcome, IRefusal;
}
