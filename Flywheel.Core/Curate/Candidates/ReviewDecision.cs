using Flywheel.Core.Access;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>What a reviewer can say about a candidate.</summary>
public enum DecisionKind
{
    /// <summary>Right as proposed.</summary>
    Approve = 0,

    /// <summary>Right after the reviewer's own changes.</summary>
    Fix = 1,
    Reject = 2,

    /// <summary>Not now, not me.</summary>
    Skip = 3,

    /// <summary>Somebody else should judge.</summary>
    SecondOpinion = 4,
}

/// <summary>One judgement of one person. Append-only: an undone one keeps its row and says when it was undone.</summary>
public sealed class ReviewDecision
{
    public long Id { get; set; }
    public long CandidateId { get; set; }
    public TrainingCandidate? Candidate { get; set; }
    public string MemberId { get; set; } = "";
    public Member? Member { get; set; }
    public DecisionKind Kind { get; set; }

    /// <summary>The reviewer's text, for a fix.</summary>
    public string? IdealOutput { get; set; }
    public RejectReason? Reason { get; set; }
    public string? Comment { get; set; }

    /// <summary>The candidate's version that was judged.</summary>
    public int CandidateVersion { get; set; }

    /// <summary>The candidate's version that the judgement left behind; an undo needs it to be unchanged.</summary>
    public int ResultingVersion { get; set; }
    public CandidateState StateBefore { get; set; }
    public CandidateState StateAfter { get; set; }
    public int PolicyVersion { get; set; }
    public DateTime At { get; set; }
    public DateTime? UndoneAt { get; set; }
}

/// <summary>Text that a reviewer has typed and not yet decided with. One a person and candidate.</summary>
public sealed class ReviewDraft
{
    public long CandidateId { get; set; }
    public string MemberId { get; set; } = "";
    public string Text { get; set; } = "";
    public DateTime UpdatedAt { get; set; }
}
