namespace Flywheel.Core.Audit;

/// <summary>One line of the audit: append-only, each chained to the one before by its hash.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>A person's or key's id, or <c>system</c>.</summary>
    public string ActorId { get; set; } = "";
    public string ActorName { get; set; } = "";

    /// <summary>What was done, such as <c>review.decide</c> or <c>key.revoke</c>.</summary>
    public string Action { get; set; } = "";

    /// <summary>What it was done to, such as <c>candidate/17</c>.</summary>
    public string Subject { get; set; } = "";

    /// <summary>JSON, without anything a user wrote.</summary>
    public string? Before { get; set; }
    public string? After { get; set; }

    /// <summary>The address it came from, where there is one.</summary>
    public string? From { get; set; }

    /// <summary>The hash of the entry before; unique, so that the chain cannot fork. 32 bytes, all zero for the first.</summary>
    public byte[] PreviousHash { get; set; } = [];

    /// <summary>SHA-256 over the previous hash and this entry's members.</summary>
    public byte[] Hash { get; set; } = [];
}
