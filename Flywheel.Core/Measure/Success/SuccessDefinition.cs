using System.Text.Json;
using Flywheel.Core.Collect;

namespace Flywheel.Core.Measure.Success;

/// <summary>Did an interaction do its task?</summary>
public enum Verdict
{
    /// <summary>There is no evidence, or it speaks for neither.</summary>
    Unknown,
    Succeeded,
    Failed,
}

/// <summary>
/// What signals say about success where no outcome was reported: signed weights against a threshold. It has nothing to do
/// with what a signal is worth as training data; that is the curation policy's business.
/// </summary>
public sealed record SuccessDefinition
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>How strongly a signal speaks for success (above 0) or against it (below 0), -1 to 1, by its wire name.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>
    {
        [SignalType.ThumbsUp] = 1,
        [SignalType.ThumbsDown] = -1,
        [SignalType.Edit] = -0.7,
        [SignalType.Regenerate] = -0.7,
        [SignalType.Copy] = 0.6,
        [SignalType.Abandon] = -0.8,
        [SignalType.FollowUp] = -0.2,
        [SignalType.Escalation] = -1,
    };

    /// <summary>The sum of weights from which an interaction succeeded; the same below zero from which it failed. In (0, 1].</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>The weight of a signal type; 0 for one that the definition does not name.</summary>
    public double WeightOf(string signalType) => Weights.GetValueOrDefault(signalType);

    /// <summary>Judges an interaction by its signals. Each type counts once, however often it was sent.</summary>
    public Verdict Judge(IEnumerable<string> signalTypes) => Judge(signalTypes.Distinct().Sum(WeightOf));

    /// <summary>Judges the sum of an interaction's weights.</summary>
    internal Verdict Judge(double sum)
    {
        // Sums of decimal fractions miss the threshold by a rounding error.
        const double tolerance = 1e-9;
        return sum >= Threshold - tolerance ? Verdict.Succeeded : sum <= -Threshold + tolerance ? Verdict.Failed : Verdict.Unknown;
    }

    /// <summary>The stored form.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads the stored form.</summary>
    public static SuccessDefinition Parse(string json) => JsonSerializer.Deserialize<SuccessDefinition>(json, Json) ?? new SuccessDefinition();
}

/// <summary>A stored, immutable version of the success definition. The highest number is in force.</summary>
public sealed class SuccessDefinitionVersion
{
    /// <summary>1, 2, 3, ...</summary>
    public int Number { get; set; }

    /// <summary>A <see cref="SuccessDefinition"/>, JSON.</summary>
    public string Document { get; set; } = "{}";
    public DateTime CreatedAt { get; set; }
    public string CreatedBy { get; set; } = "";
    public string? Note { get; set; }

    /// <summary>Reads the document.</summary>
    public SuccessDefinition Read() => SuccessDefinition.Parse(Document);
}
