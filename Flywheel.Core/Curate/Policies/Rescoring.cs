namespace Flywheel.Core.Curate.Policies;

/// <summary>How far a policy that came into force has been applied to what was there before it. One row a version.</summary>
public sealed class Rescoring
{
    public int PolicyVersion { get; set; }
    public DateTime StartedAt { get; set; }

    /// <summary>The last candidate that was re-evaluated.</summary>
    public long Position { get; set; }

    /// <summary>The newest candidate at its start: later ones came in under the policy.</summary>
    public long Through { get; set; }

    /// <summary>How many were re-evaluated.</summary>
    public int Done { get; set; }

    /// <summary>How many there were to evaluate at its start.</summary>
    public int Total { get; set; }

    /// <summary>How many of them got another state, score or place.</summary>
    public int Changed { get; set; }

    /// <summary>When it was done, or a later policy came before it was.</summary>
    public DateTime? FinishedAt { get; set; }

    /// <summary>Did a later policy come first?</summary>
    public bool Superseded { get; set; }
}
