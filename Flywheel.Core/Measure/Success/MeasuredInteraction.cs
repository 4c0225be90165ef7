namespace Flywheel.Core.Measure.Success;

/// <summary>
/// What is known of one interaction's success: a function of everything that was recorded for its request, of the success
/// definition and of the ledger of revolutions. The roll-ups are sums over these rows.
/// </summary>
public sealed class MeasuredInteraction
{
    public long Id { get; set; }

    /// <summary>The <see cref="MeasureGeneration"/> that it was measured in.</summary>
    public int Generation { get; set; }
    public int ApplicationId { get; set; }
    public string RequestId { get; set; } = "";

    /// <summary>The interaction; 0 where only the use of the request or its outcome is known, but no answer.</summary>
    public long InteractionId { get; set; }

    /// <summary>When it was used, or first heard of; never later than it was received. UTC.</summary>
    public DateTime OccurredAt { get; set; }
    public string? PersonHash { get; set; }
    public string? SessionId { get; set; }
    public string? Segment { get; set; }

    /// <summary>The experiment it names; an interaction may carry a variant without one.</summary>
    public string? Experiment { get; set; }
    public string? Variant { get; set; }
    public string? ModelVersion { get; set; }

    /// <summary>The revolution it belongs to.</summary>
    public int RevolutionId { get; set; }

    /// <summary>Was its use reported, apart from any feedback?</summary>
    public bool Exposed { get; set; }

    /// <summary>Is there a signal or an outcome?</summary>
    public bool HasEvidence { get; set; }

    /// <summary>By the reported outcome where there is one, else by signals.</summary>
    public Verdict Verdict { get; set; }

    /// <summary>What its signals alone say, whatever was reported.</summary>
    public Verdict SignalVerdict { get; set; }

    /// <summary>Does the verdict rest on a reported outcome, rather than on signals?</summary>
    public bool Reported { get; set; }

    /// <summary>The reported outcome's value.</summary>
    public double? Value { get; set; }

    /// <summary>The types of its signals, in order, each once, as <c>,copy,edit,</c>; empty for none.</summary>
    public string Signals { get; set; } = "";

    /// <summary>The last value of each type that carries one, see <see cref="Measure.SignalValues"/>; null for none.</summary>
    public string? SignalValues { get; set; }

    /// <summary>Did it get a signal of this type?</summary>
    public bool Has(string signalType) => Signals.Contains($",{signalType},", StringComparison.Ordinal);

    /// <summary>Who is counted once: the person, or the session where the person is unknown; null where neither is known.</summary>
    public string? Cluster => PersonHash ?? (SessionId is null ? null : $"s:{SessionId}");
}

/// <summary>
/// One whole pass over the records under one success definition and one ledger. A change of either begins a new pass beside
/// the one that is shown; when it has caught up, all charts change over at once.
/// </summary>
public sealed class MeasureGeneration
{
    /// <summary>Raised whenever something else is measured or rolled up: what was measured before is then measured anew.</summary>
    public const int CurrentForm = 1;

    /// <summary>1, 2, 3, ...</summary>
    public int Id { get; set; }
    public int DefinitionVersion { get; set; }

    /// <summary>What its roll-ups count: <see cref="CurrentForm"/>, or less where an earlier version of the program made them.</summary>
    public int Form { get; set; }
    public DateTime StartedAt { get; set; }

    /// <summary>When it caught up and was shown first; null while it is being built.</summary>
    public DateTime? ShownAt { get; set; }

    /// <summary>When a later one took its place; its rows are then removed.</summary>
    public DateTime? RetiredAt { get; set; }
}
