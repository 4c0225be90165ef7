using Flywheel.Core.Curate.Candidates;

namespace Flywheel.Core.Curate.Review;

/// <summary>A decision that its person can take back now.</summary>
/// <param name="At">When it was given; UTC.</param>
public sealed record UndoableDecision(
    long DecisionId, long CandidateId, DecisionKind Kind, RejectReason? Reason, CandidateState StateAfter, DateTime At);
