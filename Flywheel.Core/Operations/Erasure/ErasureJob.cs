using Flywheel.Core.Access;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>What an erasure is about.</summary>
public enum ErasureKind
{
    /// <summary>Everything of one person in an application.</summary>
    Person = 0,

    /// <summary>Everything under one request id of an application.</summary>
    Request = 1,
}

/// <summary>Whose or which data go.</summary>
/// <param name="Value">A pseudonym (64 hexadecimal digits) or a request id.</param>
public sealed record ErasureTarget(int ApplicationId, ErasureKind Kind, string Value);

/// <summary>
/// One erasure, from its confirmation to its end. It is done in pieces, each a transaction that moves the positions, so that a
/// kill anywhere loses and doubles nothing. What remains of it names nobody.
/// </summary>
public sealed class ErasureJob
{
    public Guid Id { get; set; }
    public int ApplicationId { get; set; }
    public Application? Application { get; set; }
    public ErasureKind Kind { get; set; }

    /// <summary>See <see cref="ErasureTarget.Value"/>; null when it is done.</summary>
    public string? Target { get; set; }

    /// <summary>See <see cref="ErasureJournal.HashOf"/>; 64 hexadecimal digits.</summary>
    public string TargetHash { get; set; } = "";
    public string RequestedBy { get; set; } = "";
    public DateTime RequestedAt { get; set; }
    public DateTime? CompletedAt { get; set; }

    /// <summary>The id of the last signal of the person that was dealt with.</summary>
    public long SignalPosition { get; set; }

    /// <summary>The id of the last use by the person that was dealt with.</summary>
    public long ExposurePosition { get; set; }

    /// <summary>Rises with every piece: two nodes never do the same one.</summary>
    public int Version { get; set; } = 1;

    /// <summary>How much went so far.</summary>
    public int Interactions { get; set; }
    public int Signals { get; set; }
    public int Exposures { get; set; }
    public int Outcomes { get; set; }
    public int Candidates { get; set; }

    /// <summary>Dataset versions that were withheld and made anew.</summary>
    public int DatasetVersions { get; set; }
}
