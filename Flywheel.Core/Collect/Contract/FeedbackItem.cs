namespace Flywheel.Core.Collect.Contract;

/// <summary>One signal as it was sent, after validation: every member keeps the rules of the HTTP contract.</summary>
public sealed class FeedbackItem
{
    public string RequestId { get; set; } = "";

    /// <summary>A wire name: of <see cref="Collect.SignalType"/>, or of a <see cref="SignalTypeDefinition"/>.</summary>
    public string SignalType { get; set; } = "";

    /// <summary>Within the type's range; null for a type without one.</summary>
    public double? Value { get; set; }
    public string UserQuery { get; set; } = "";
    public string AiResponse { get; set; } = "";
    public string? UserCorrection { get; set; }

    /// <summary>The object as sent, JSON.</summary>
    public string? Metadata { get; set; }
    public string? SessionId { get; set; }

    /// <summary>The client's own id of the person; only an HMAC of it is stored.</summary>
    public string? UserId { get; set; }
    public string? Segment { get; set; }
    public string? Experiment { get; set; }
    public string? Variant { get; set; }
    public string? ModelVersion { get; set; }

    /// <summary>UTC, to the microsecond; null where the client did not say.</summary>
    public DateTime? OccurredAt { get; set; }
    public SignalContext? Context { get; set; }

    /// <summary>May it lead to training data? Null: as the application is set.</summary>
    public bool? TrainingConsent { get; set; }
    public string? IdempotencyKey { get; set; }
}

/// <summary>What is wrong with a signal: messages by field, in wire names.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _messages = [];

    /// <summary>Is something larger than it may be, rather than malformed?</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Is there anything wrong?</summary>
    public bool Any => _messages.Count > 0;

    /// <summary>Is there anything wrong with this field?</summary>
    public bool Has(string field) => _messages.ContainsKey(field);

    /// <summary>The messages, by field.</summary>
    public IReadOnlyDictionary<string, string[]> ByField => _messages.ToDictionary(m => m.Key, m => m.Value.ToArray());

    /// <summary>Notes a broken rule.</summary>
    public void Add(string field, string message)
    {
        if (!_messages.TryGetValue(field, out var list)) _messages[field] = list = [];
        if (list.Count < 5) list.Add(message);
    }

    /// <summary>Notes that a field is larger than it may be.</summary>
    public void AddTooLarge(string field, string message)
    {
        TooLarge = true;
        Add(field, message);
    }
}
