namespace Flywheel.Core.Collect;

/// <summary>
/// The product was used: an answer was shown, whatever became of it. Exposures are the true denominators; feedback alone
/// only knows who answered. Append-only; <see cref="Id"/> is its position in its feed.
/// </summary>
public sealed class Exposure
{
    public long Id { get; set; }
    public int ApplicationId { get; set; }
    public string RequestId { get; set; } = "";

    /// <summary>The interaction, where the answer's text was sent with it; null where only the request is known.</summary>
    public long? InteractionId { get; set; }

    /// <summary>As <see cref="Signal.PersonHash"/>.</summary>
    public string? PersonHash { get; set; }
    public string? SessionId { get; set; }
    public string? Segment { get; set; }
    public string? Experiment { get; set; }
    public string? Variant { get; set; }
    public string? ModelVersion { get; set; }

    /// <summary>When it happened, by the client's clock where it said so; UTC.</summary>
    public DateTime OccurredAt { get; set; }

    /// <summary>When it was accepted, by the server's clock; UTC.</summary>
    public DateTime ReceivedAt { get; set; }
}

/// <summary>
/// What an application reports of how a request ended. All reports are kept; the one received last counts. Append-only;
/// <see cref="Id"/> is its position in its feed.
/// </summary>
public sealed class Outcome
{
    public long Id { get; set; }
    public int ApplicationId { get; set; }
    public string RequestId { get; set; } = "";
    public bool Success { get; set; }

    /// <summary>A number that belongs to it, such as an order's value; finite.</summary>
    public double? Value { get; set; }

    /// <summary>Where the report comes from, such as <c>checkout</c>.</summary>
    public string? Source { get; set; }

    /// <summary>When it happened, by the client's clock where it said so; UTC.</summary>
    public DateTime OccurredAt { get; set; }

    /// <summary>When it was accepted, by the server's clock; UTC.</summary>
    public DateTime ReceivedAt { get; set; }
}
