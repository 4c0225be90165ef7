namespace Flywheel.Core.Audit;

/// <summary>
/// The one row that whoever appends to the audit changes first: the database lets one transaction after the other do that, so that
/// each finds the chain's true end.
/// </summary>
public sealed class AuditTurn
{
    /// <summary>The only row's.</summary>
    public const int Only = 1;

    public int Id { get; set; } = Only;

    /// <summary>How often the turn was taken.</summary>
    public long Number { get; set; }
}
