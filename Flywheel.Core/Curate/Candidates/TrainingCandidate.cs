using Flywheel.Core.Access;
using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Contract;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>Where a candidate comes from. The order is the order of the queue: corrections first.</summary>
public enum CandidateSource
{
    /// <summary>A person's own correction of an answer (an edit).</summary>
    UserCorrection = 0,

    /// <summary>An answer that a person approved of (a thumbs-up).</summary>
    UserApproved = 1,
}

/// <summary>The life of a candidate. Only <see cref="Approved"/> ones may enter training data.</summary>
public enum CandidateState
{
    /// <summary>Waits for a reviewer.</summary>
    Pending = 0,

    /// <summary>Kept back by a finding, until a manager releases it.</summary>
    Held = 1,

    /// <summary>Waits for another person's judgement.</summary>
    AwaitingSecond = 2,
    Approved = 3,
    Rejected = 4,
}

/// <summary>How good a candidate is as training data; a band of its score.</summary>
public enum Quality
{
    Low = 0,
    Medium = 1,
    High = 2,
    VeryHigh = 3,
}

/// <summary>Why a candidate was rejected. The first eight are a reviewer's reasons, the rest are the Curator's.</summary>
public enum RejectReason
{
    Wrong = 0,
    Unsafe = 1,
    OffTopic = 2,
    LowQuality = 3,
    PersonalData = 4,
    Spam = 5,
    Duplicate = 6,
    Other = 7,

    /// <summary>The correction changes nothing.</summary>
    Unchanged = 20,

    /// <summary>There is no text to learn from.</summary>
    Empty = 21,

    /// <summary>The person does not consent to training, or took the consent back.</summary>
    NoConsent = 22,
}

/// <summary>
/// A pair that may become training data: an input and its ideal output. It carries its own copy of the texts, so that
/// what a reviewer judged is exactly what is exported.
/// </summary>
public sealed partial class TrainingCandidate
{
    private (string Input, string Original, string Proposed, string? Ideal) _foldedOf = ("", "", "", null);
    private string _folded = "";

    /// <summary>The id of the signal that first made it: curation done twice makes the same candidate.</summary>
    public long Id { get; set; }
    public int ApplicationId { get; set; }
    public Application? Application { get; set; }
    public long InteractionId { get; set; }
    public Interaction? Interaction { get; set; }

    /// <summary>The newest signal that speaks for it: a person's later edit replaces an undecided one.</summary>
    public long SignalId { get; set; }
    public CandidateSource Source { get; set; }

    /// <summary>Who made the correction (an HMAC), where it is known.</summary>
    public string? PersonHash { get; set; }
    public string RequestId { get; set; } = "";
    public string? Segment { get; set; }
    public string? ModelVersion { get; set; }

    public string Input { get; set; } = "";

    /// <summary>See <see cref="SignalContext"/>; JSON.</summary>
    public string? Context { get; set; }

    /// <summary>What the product said.</summary>
    public string OriginalOutput { get; set; } = "";

    /// <summary>What the person proposed; for an approved answer the answer itself.</summary>
    public string ProposedOutput { get; set; } = "";

    /// <summary>What was approved in the end; null until then.</summary>
    public string? IdealOutput { get; set; }

    /// <summary>
    /// The texts as they are searched: see <see cref="SearchFold"/>. Always made of the texts as they are now, so that whatever
    /// writes a text writes this too; null in rows that are older than it, until <see cref="SearchTexts"/> comes to them.
    /// </summary>
    public string? SearchText
    {
        get
        {
            var texts = (Input, OriginalOutput, ProposedOutput, IdealOutput);
            if (texts != _foldedOf) (_foldedOf, _folded) = (texts, SearchFold.OfAll(Input, OriginalOutput, ProposedOutput, IdealOutput));
            return _folded;
        }
        private set => _ = value;
    }

    public RejectReason? Reason { get; set; }

    /// <summary>0 to 1; see <see cref="ScoreCard"/>.</summary>
    public double Score { get; set; }
    public Quality Quality { get; set; }

    /// <summary>The parts of the score, JSON; see <see cref="ScoreCard"/>.</summary>
    public string ScoreCard { get; set; } = "[]";

    /// <summary>Findings, JSON; see <see cref="Finding"/>.</summary>
    public string Findings { get; set; } = "[]";

    /// <summary>The kinds of the findings as a bit mask, for filters.</summary>
    public FindingKinds FindingKinds { get; set; }

    /// <summary>Unicode code points of the input; null for one that was curated before lengths were kept.</summary>
    public int? InputLength { get; set; }

    /// <summary>Unicode code points of the proposed output; null as above.</summary>
    public int? OutputLength { get; set; }

    /// <summary>See <see cref="Policies.EditDistance"/>; null for an approved answer.</summary>
    public double? EditDistance { get; set; }

    /// <summary>See <see cref="Policies.TextLanguage"/>; null where nothing tells it.</summary>
    public string? Language { get; set; }

    /// <summary>The words that rules marked it with, with commas; null for none.</summary>
    public string? Tags { get; set; }

    /// <summary>The names of the rules that it met, JSON; null for none.</summary>
    public string? MetRules { get; set; }

    /// <summary>The rule that rejected or held it; null where none did.</summary>
    public string? DecidingRule { get; set; }

    /// <summary>When a manager released it from being held; no policy holds it again.</summary>
    public DateTime? ReleasedAt { get; set; }

    /// <summary>The curation policy in force when it was scored.</summary>
    public int PolicyVersion { get; set; }

    /// <summary>
    /// Place in the queue, ascending: what a rule sends to the front, then corrections before positives, then by falling
    /// score in steps of 0.001. Age (the id) breaks ties.
    /// </summary>
    public int QueueRank { get; set; }

    /// <summary>How many agreeing judgements it needs; 1 unless a policy or a second opinion says 2.</summary>
    public int DecisionsRequired { get; set; } = 1;

    /// <summary>SHA-256 of the normalised input and output; empty for an exact duplicate of an earlier candidate.</summary>
    public byte[] PairHash { get; set; } = [];

    /// <summary>SHA-256 of the normalised input.</summary>
    public byte[] InputHash { get; set; } = [];

    /// <summary>
    /// The group of near-duplicate inputs it belongs to: the id of the group's first candidate. A group never stands on
    /// two sides of a split.
    /// </summary>
    public long GroupId { get; set; }

    /// <summary>Further groups that its input is near to, ids with commas; null for nearly all.</summary>
    public string? BridgedGroups { get; set; }

    /// <summary>Who holds the lease; it counts only until <see cref="LeaseUntil"/>.</summary>
    public string? LeaseHolderId { get; set; }
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Rises with every change of state or text; the optimistic concurrency token.</summary>
    public int Version { get; set; } = 1;
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }

    /// <summary>When it was approved or rejected for good.</summary>
    public DateTime? DecidedAt { get; set; }
    public List<ReviewDecision> Decisions { get; set; } = [];
}
