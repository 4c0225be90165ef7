namespace Flywheel.Core.Collect.Contract;

/// <summary>A use of the product as it was sent, after validation.</summary>
public sealed class ExposureItem
{
    public string RequestId { get; set; } = "";
    public string? UserQuery { get; set; }

    /// <summary>The answer that was shown; null where the client keeps it to itself.</summary>
    public string? AiResponse { get; set; }
    public string? SessionId { get; set; }

    /// <summary>The client's own id of the person; only an HMAC of it is stored.</summary>
    public string? UserId { get; set; }
    public string? Segment { get; set; }
    public string? Experiment { get; set; }
    public string? Variant { get; set; }
    public string? ModelVersion { get; set; }

    /// <summary>UTC, to the microsecond; null where the client did not say.</summary>
    public DateTime? OccurredAt { get; set; }
}

/// <summary>A reported outcome as it was sent, after validation.</summary>
public sealed class OutcomeItem
{
    public string RequestId { get; set; } = "";
    public bool Success { get; set; }

    /// <summary>From -1e15 to 1e15.</summary>
    public double? Value { get; set; }
    public string? Source { get; set; }

    /// <summary>UTC, to the microsecond; null where the client did not say.</summary>
    public DateTime? OccurredAt { get; set; }
}
