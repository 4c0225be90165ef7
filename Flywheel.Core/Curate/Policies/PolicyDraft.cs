namespace Flywheel.Core.Curate.Policies;

/// <summary>The life of a draft.</summary>
public enum PolicyDraftState
{
    /// <summary>Being written; a change of an approved one makes it this again.</summary>
    Draft = 0,

    /// <summary>Another administrator approved of exactly this document.</summary>
    Approved = 1,

    /// <summary>Became a version.</summary>
    Applied = 2,

    /// <summary>Given up.</summary>
    Withdrawn = 3,
}

/// <summary>A policy in the making.</summary>
public sealed class PolicyDraft
{
    public int Id { get; set; }

    /// <summary>What it is about, 1-100 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>Why, at most 2,000 characters.</summary>
    public string? Note { get; set; }

    /// <summary>A <see cref="CurationPolicy"/>, JSON.</summary>
    public string Document { get; set; } = "{}";

    /// <summary>The version in force that it was last compared with.</summary>
    public int BasedOn { get; set; }

    /// <summary>The earlier version that it brings back; null for one that is new.</summary>
    public int? TakesBack { get; set; }
    public PolicyDraftState State { get; set; }
    public string AuthorId { get; set; } = "";
    public string AuthorName { get; set; } = "";

    /// <summary>Everybody who changed the document, ids, JSON: none of them may approve it.</summary>
    public string EditorIds { get; set; } = "[]";
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public string? ApprovedById { get; set; }
    public string? ApprovedByName { get; set; }
    public DateTime? ApprovedAt { get; set; }

    /// <summary>The version that it became.</summary>
    public int? AppliedAs { get; set; }

    /// <summary>The last whole backtest, JSON; see <see cref="Curate.Policies.BacktestResult"/>.</summary>
    public string? Backtest { get; set; }

    /// <summary>SHA-256 of the document that the backtest ran, lower-case hexadecimal.</summary>
    public string? BacktestOf { get; set; }

    /// <summary>Rises with every change of the document or the state; the optimistic concurrency token.</summary>
    public int Version { get; set; } = 1;
}
