using System.Text.Json;
using System.Text.Json.Serialization;
using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies;

/// <summary>A stored, immutable version of the curation policy. The highest number is in force.</summary>
public sealed class CurationPolicyVersion
{
    /// <summary>1, 2, 3, ...</summary>
    public int Number { get; set; }

    /// <summary>A <see cref="CurationPolicy"/>, JSON.</summary>
    public string Document { get; set; } = "{}";
    public DateTime CreatedAt { get; set; }
    public string CreatedBy { get; set; } = "";

    /// <summary>Who approved it; null for the first, and where there was no second administrator.</summary>
    public string? ApprovedBy { get; set; }

    /// <summary>Why, in the author's words.</summary>
    public string? Note { get; set; }

    /// <summary>Reads the document.</summary>
    public CurationPolicy Read() => CurationPolicy.Parse(Document);
}

/// <summary>
/// Signal weights and curation rules: everything that turns stored signals into scored, ordered and held candidates.
/// </summary>
public sealed record CurationPolicy
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>
    /// What a signal is worth as training data, 0 to 1, by its wire name. Defaults: very high 0.9, high 0.7, medium 0.4.
    /// </summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>
    {
        [SignalType.ThumbsUp] = 0.7,
        [SignalType.ThumbsDown] = 0.7,
        [SignalType.Edit] = 0.9,
        [SignalType.Regenerate] = 0.4,
        [SignalType.Copy] = 0.4,
        [SignalType.Abandon] = 0.4,
        [SignalType.FollowUp] = 0.7,
        [SignalType.Escalation] = 0.9,
    };

    /// <summary>The lowest score of the bands medium, high and very high.</summary>
    public double MediumFrom { get; init; } = 0.35;
    public double HighFrom { get; init; } = 0.6;
    public double VeryHighFrom { get; init; } = 0.85;

    /// <summary>Admit approved answers that pass validation without a review. Off by default.</summary>
    public bool AdmitPositivesWithoutReview { get; init; }

    /// <summary>How many agreeing judgements an item needs: 1 or 2.</summary>
    public int DecisionsRequired { get; init; } = 1;

    /// <summary>How long a claim lasts without renewal, minutes.</summary>
    public int LeaseMinutes { get; init; } = 15;

    /// <summary>What is done about each kind of finding.</summary>
    public IReadOnlyDictionary<FindingKinds, FindingAction> FindingActions { get; init; } =
        new Dictionary<FindingKinds, FindingAction>
        {
            [FindingKinds.Unchanged] = FindingAction.Reject,
            [FindingKinds.Empty] = FindingAction.Reject,
            [FindingKinds.TooShort] = FindingAction.Warn,
            [FindingKinds.TooLong] = FindingAction.Warn,
            [FindingKinds.ExactDuplicate] = FindingAction.Reject,
            [FindingKinds.NearDuplicate] = FindingAction.Warn,
            [FindingKinds.Contradiction] = FindingAction.Warn,
            [FindingKinds.PersonalData] = FindingAction.Warn,
            [FindingKinds.Secret] = FindingAction.Hold,
            [FindingKinds.ChatTemplate] = FindingAction.Hold,
            [FindingKinds.InstructionLike] = FindingAction.Hold,
            [FindingKinds.InvisibleCharacters] = FindingAction.Warn,
            [FindingKinds.Spam] = FindingAction.Warn,
        };

    /// <summary>
    /// The score, 0 to 1, from which instruction-like text is held or rejected as <see cref="FindingActions"/> says; below it
    /// the reviewer is warned.
    /// </summary>
    public double InstructionHoldFrom { get; init; } = 0.8;

    /// <summary>
    /// The share of candidates, 0 to 0.5, that is spread evenly over the queue whatever their score: an unbiased look at what
    /// comes in. Chosen at random by id, so that the choice stays.
    /// </summary>
    public double RandomShare { get; init; }

    /// <summary>What differs by application or segment.</summary>
    public IReadOnlyList<PolicyOverride> Overrides { get; init; } = [];

    /// <summary>Asked from top to bottom; one that rejects or holds is the last that is asked.</summary>
    public IReadOnlyList<CurationRule> Rules { get; init; } = [];

    /// <summary>The policy as it is for an application's segment, overrides applied.</summary>
    public CurationPolicy For(string application, string? segment) =>
        Overrides.Where(o => o.AppliesTo(application, segment)).Aggregate(this, (policy, differs) => differs.On(policy));

    /// <summary>The weight of a signal type; 0 for one that the policy does not name.</summary>
    public double WeightOf(string signalType) => Weights.GetValueOrDefault(signalType);

    /// <summary>The weight of a signal type; the type's own for one that the policy does not name.</summary>
    public double WeightOf(SignalTypeDefinition type) => Weights.TryGetValue(type.Name, out var weight) ? weight : type.TrainingWeight;

    /// <summary>What to do about a kind of finding; a warning for one that the policy does not name.</summary>
    public FindingAction ActionFor(FindingKinds kind) => FindingActions.GetValueOrDefault(kind, FindingAction.Warn);

    /// <summary>What to do about a finding of a kind and a score; one without a score counts as certain.</summary>
    public FindingAction ActionFor(FindingKinds kind, double? score) =>
        ActionFor(kind) is var action && kind == FindingKinds.InstructionLike && action > FindingAction.Warn && score < InstructionHoldFrom
            ? FindingAction.Warn
            : action;

    /// <summary>The band of a score.</summary>
    public Quality BandOf(double score) =>
        score >= VeryHighFrom ? Quality.VeryHigh
        : score >= HighFrom ? Quality.High
        : score >= MediumFrom ? Quality.Medium
        : Quality.Low;

    /// <summary>The stored form.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads the stored form.</summary>
    public static CurationPolicy Parse(string json) =>
        JsonSerializer.Deserialize<CurationPolicy>(json, Json) ?? new CurationPolicy();
}
