namespace Flywheel.Core.Measure;

/// <summary>
/// One turn of the wheel: from its start until the next one begins. Exactly one is open at any time, from the first start on.
/// </summary>
public sealed class Revolution
{
    /// <summary>1, 2, 3, ... in the order of time.</summary>
    public int Id { get; set; }

    /// <summary>1-200 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>What was shipped in it, in words.</summary>
    public string? Note { get; set; }
    public DateTime StartedAt { get; set; }

    /// <summary>When it was closed, UTC; null for the open one.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>1 while it is open, otherwise null; unique, so that two can never be open.</summary>
    public int? Open { get; set; }
    public string? ClosedBy { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }
    public List<RevolutionModel> Models { get; set; } = [];
}

/// <summary>A model version whose interactions belong to a revolution, whenever they occurred.</summary>
public sealed class RevolutionModel
{
    public string ModelVersion { get; set; } = "";
    public int RevolutionId { get; set; }
}
