using Flywheel.Core.Collect.Contract;

namespace Flywheel.Core.Collect;

/// <summary>
/// One thing a person did with an answer. Append-only; <see cref="Id"/> is its position in the feed that the later
/// stages read.
/// </summary>
public sealed class Signal
{
    public long Id { get; set; }
    public int ApplicationId { get; set; }
    public long InteractionId { get; set; }
    public Interaction? Interaction { get; set; }

    /// <summary>A wire name: of <see cref="SignalType"/>, or of a <see cref="SignalTypeDefinition"/>.</summary>
    public string Type { get; set; } = "";

    /// <summary>How much of it, for a type with a range (stars, seconds, an amount); otherwise null.</summary>
    public double? Value { get; set; }

    /// <summary>The query as this signal told it, where that is not the interaction's own; otherwise null.</summary>
    public string? Query { get; set; }

    /// <summary>The person's own text, for an edit; otherwise null.</summary>
    public string? Correction { get; set; }

    /// <summary>The metadata object as sent, JSON.</summary>
    public string? Metadata { get; set; }

    /// <summary>System prompt, earlier turns and retrieved documents as sent, JSON; see <see cref="SignalContext"/>.</summary>
    public string? Context { get; set; }

    /// <summary>HMAC-SHA-256 of the client's user id, 64 hexadecimal digits; the id itself is never stored.</summary>
    public string? PersonHash { get; set; }
    public string? SessionId { get; set; }
    public string? Segment { get; set; }
    public string? Experiment { get; set; }
    public string? Variant { get; set; }
    public string? ModelVersion { get; set; }

    /// <summary>May this signal lead to training data?</summary>
    public bool TrainingConsent { get; set; } = true;

    /// <summary>When it happened, by the client's clock where it said so; UTC.</summary>
    public DateTime OccurredAt { get; set; }

    /// <summary>When it was accepted, by the server's clock; UTC. This orders things.</summary>
    public DateTime ReceivedAt { get; set; }
}

/// <summary>
/// An idempotency key that was used: the same key with the same body is answered again without storing anything.
/// It lives as long as its signal, and stays as a tombstone (without <see cref="SignalId"/>) after an erasure.
/// </summary>
public sealed class IdempotencyRecord
{
    public int ApplicationId { get; set; }

    /// <summary>SHA-256 of the client's key; 32 bytes.</summary>
    public byte[] KeyHash { get; set; } = [];

    /// <summary>SHA-256 of the canonical body; 32 bytes.</summary>
    public byte[] BodyHash { get; set; } = [];
    public long? SignalId { get; set; }
    public DateTime CreatedAt { get; set; }
}

/// <summary>
/// How many signals were acknowledged for one application on one UTC day, and how many of them have since left.
/// Kept in the same commit as the signals: accepted = stored + erased + expired.
/// </summary>
public sealed class IntakeCount
{
    public int ApplicationId { get; set; }
    public DateOnly Day { get; set; }
    public long Accepted { get; set; }
    public long Erased { get; set; }
    public long Expired { get; set; }
}

/// <summary>How far a reader of the signal feed has come.</summary>
public sealed class FeedCursor
{
    /// <summary>The reader's name, such as <c>curator</c>.</summary>
    public string Reader { get; set; } = "";

    /// <summary>The id of the last signal that it has dealt with.</summary>
    public long Position { get; set; }
    public DateTime UpdatedAt { get; set; }
}
