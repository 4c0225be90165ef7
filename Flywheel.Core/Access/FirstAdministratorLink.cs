namespace Flywheel.Core.Access;

/// <summary>
/// The one-time link that makes the first administrator. At most one row; used exactly once, and only while there is
/// no administrator.
/// </summary>
public sealed class FirstAdministratorLink
{
    public int Id { get; set; } = 1;

    /// <summary>SHA-256 of the token; 32 bytes.</summary>
    public byte[] TokenHash { get; set; } = [];
    public DateTime CreatedAt { get; set; }
    public DateTime? UsedAt { get; set; }
}
