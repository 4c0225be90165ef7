namespace Flywheel.Core.Measure.Experiments;

/// <summary>Where an experiment stands.</summary>
public enum ExperimentState
{
    /// <summary>Planned; everything may still change.</summary>
    Draft,

    /// <summary>People are being assigned; arms and shares are fixed.</summary>
    Running,

    /// <summary>No longer assigned; the figures are final but for late arrivals.</summary>
    Stopped,

    /// <summary>Somebody decided, and said why.</summary>
    Decided,
}

/// <summary>What is assigned to an arm, and counted once.</summary>
public enum ExperimentUnit
{
    Person,
    Session,
    Interaction,
}

/// <summary>What became of an experiment.</summary>
public enum ExperimentDecision
{
    /// <summary>The arm goes to everybody.</summary>
    Ship,

    /// <summary>The control stays.</summary>
    Keep,
}

/// <summary>A comparison of arms that were assigned at random.</summary>
public sealed class Experiment
{
    public int Id { get; set; }

    /// <summary>What clients call it, 1-200 characters; unique.</summary>
    public string Key { get; set; } = "";

    /// <summary>The application whose people take part; null for all.</summary>
    public int? ApplicationId { get; set; }
    public string Hypothesis { get; set; } = "";
    public ExperimentUnit Unit { get; set; }

    /// <summary><c>success_rate</c>, <c>value</c>, or <c>signal:</c> and a signal type.</summary>
    public string PrimaryMetric { get; set; } = "success_rate";

    /// <summary>Is more of the primary metric better?</summary>
    public bool HigherIsBetter { get; set; } = true;

    /// <summary>Metrics that must not get worse, as the primary one is named; JSON array of strings.</summary>
    public string Guardrails { get; set; } = "[]";

    /// <summary>The smallest absolute effect worth finding; for rates 0.02 is two points. Above 0.</summary>
    public double SmallestEffect { get; set; } = 0.02;

    /// <summary>The control's level that was planned with: 0 to 1 for a rate; for a value its standard deviation, above 0. Null: the past's.</summary>
    public double? Baseline { get; set; }
    public ExperimentState State { get; set; }
    public DateTime CreatedAt { get; set; }
    public string CreatedBy { get; set; } = "";
    public DateTime? StartedAt { get; set; }
    public DateTime? StoppedAt { get; set; }
    public DateTime? DecidedAt { get; set; }
    public string? DecidedBy { get; set; }
    public ExperimentDecision? Decision { get; set; }

    /// <summary>The arm that is shipped.</summary>
    public string? DecidedArm { get; set; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; set; }

    /// <summary>Who looked at an alarm about the shares of the arms, and when: until then the result is hidden.</summary>
    public string? SampleRatioSeenBy { get; set; }
    public DateTime? SampleRatioSeenAt { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }
    public List<ExperimentArm> Arms { get; set; } = [];
}

/// <summary>One arm of an experiment. The first one is the control.</summary>
public sealed class ExperimentArm
{
    public int ExperimentId { get; set; }

    /// <summary>0 for the control, 1, 2, ... in declared order.</summary>
    public int Position { get; set; }

    /// <summary>What clients send as <c>variant</c>, 1-200 characters; unique within the experiment.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its planned share; above 0, and all together 1.</summary>
    public double Share { get; set; }
}
