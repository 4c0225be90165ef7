using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>
/// The life of a candidate. Each method is one transition, and nothing else changes <see cref="State"/>. Whether a person may do it is
/// asked before and answered with an outcome; a transition that the state does not allow is a mistake in the code: it throws
/// <see cref="InvalidOperationException"/> and changes nothing.
/// </summary>
public sealed partial class TrainingCandidate
{
    /// <summary>
    /// No person decided it yet, so that a policy may evaluate it again: the form for queries. A person is a reviewer, or the contributor who
    /// took the consent back.
    /// </summary>
    public static Expression<Func<TrainingCandidate, bool>> NotDecidedByPerson { get; } = c => c.ByPolicy
        || c.State == CandidateState.Pending || c.State == CandidateState.Held || c.State == CandidateState.AwaitingSecond;

    /// <summary>Pending at first; changed by the transitions only.</summary>
    public CandidateState State { get; private set; }

    /// <summary>Did the policy approve or reject it, and no person? It may then evaluate it again.</summary>
    public bool ByPolicy { get; private set; }

    /// <summary>The opposite of <see cref="NotDecidedByPerson"/>, for one that is loaded.</summary>
    public bool IsDecidedByPerson => DecidedByPerson(State, ByPolicy);

    /// <summary>May a reviewer decide it now?</summary>
    public bool AwaitsReview => State is CandidateState.Pending or CandidateState.AwaitingSecond;

    /// <summary>The same question as <see cref="IsDecidedByPerson"/>, where only these two columns were read.</summary>
    public static bool DecidedByPerson(CandidateState state, bool byPolicy) => !byPolicy && state is CandidateState.Approved or CandidateState.Rejected;

    /// <summary>The policy sends it to the reviewers.</summary>
    public void Queue(DateTime now) => MoveByPolicy(CandidateState.Pending, now);

    /// <summary>The policy keeps it back until a manager releases it; not again after that.</summary>
    public void Hold(DateTime now)
    {
        Require(ReleasedAt is null);
        MoveByPolicy(CandidateState.Held, now);
    }

    /// <summary>The policy approves it as it is, without a review.</summary>
    public void ApproveByPolicy(DateTime now) => MoveByPolicy(CandidateState.Approved, now);

    /// <summary>The policy rejects it; rejected by it already, only the reason may change.</summary>
    public void RejectByPolicy(RejectReason? reason, DateTime now)
    {
        MoveByPolicy(CandidateState.Rejected, now);
        Reason = reason;
    }

    /// <summary>A manager lets a held one into the queue. <see cref="CandidateTransitions.ReleaseHeldAsync"/> is the same for a query.</summary>
    public void Release(DateTime now)
    {
        Require(State == CandidateState.Held);
        State = CandidateState.Pending;
        ReleasedAt = now;
        Changed(now);
    }

    /// <summary>A reviewer passes it on undecided: only the lease ends.</summary>
    public void Skip(DateTime now)
    {
        Require(AwaitsReview);
        EndLease();
        UpdatedAt = now;
    }

    /// <summary>A reviewer decided, and another person's decision is needed.</summary>
    public void AwaitSecond(DateTime now)
    {
        Require(AwaitsReview);
        State = CandidateState.AwaitingSecond;
        EndLease();
        Changed(now);
    }

    /// <summary>Reviewers approve it for good.</summary>
    /// <param name="ideal">The text that is approved.</param>
    /// <param name="now">The time of the decision; UTC.</param>
    public void Approve(string ideal, DateTime now)
    {
        Require(AwaitsReview);
        State = CandidateState.Approved;
        IdealOutput = ideal;
        DecidedAt = now;
        EndLease();
        Changed(now);
    }

    /// <summary>Reviewers reject it for good.</summary>
    public void Reject(RejectReason reason, DateTime now)
    {
        Require(AwaitsReview);
        State = CandidateState.Rejected;
        Reason = reason;
        DecidedAt = now;
        EndLease();
        Changed(now);
    }

    /// <summary>A reviewer takes a decision back: it awaits review again, as it did before the decision.</summary>
    /// <param name="before">The state before the decision: pending or awaiting a second one.</param>
    /// <param name="now">The time of taking it back; UTC.</param>
    public void TakeBack(CandidateState before, DateTime now)
    {
        Require(State == CandidateState.AwaitingSecond || (IsDecidedByPerson && Reason != RejectReason.NoConsent));
        Require(before is CandidateState.Pending or CandidateState.AwaitingSecond);
        State = before;
        (IdealOutput, Reason, DecidedAt) = (null, null, null);
        EndLease();
        Changed(now);
    }

    /// <summary>The person sent another text, which replaces this one: decisions on the old text no longer count.</summary>
    public void Reopen(DateTime now)
    {
        Require(!IsDecidedByPerson);
        (State, ByPolicy, Reason) = (CandidateState.Pending, false, null);
        (IdealOutput, DecidedAt, ReleasedAt) = (null, null, null);
        Changed(now);
    }

    /// <summary>The person took the consent to training back before a reviewer decided.</summary>
    public void WithdrawConsent(DateTime now)
    {
        Require(!IsDecidedByPerson);
        (State, ByPolicy, Reason) = (CandidateState.Rejected, false, RejectReason.NoConsent);
        (IdealOutput, DecidedAt) = (null, now);
        Changed(now);
    }

    /// <summary>Leaves nothing of the state before. One that awaits a second decision is left to people.</summary>
    private void MoveByPolicy(CandidateState to, DateTime now, [CallerMemberName] string transition = "")
    {
        Require(!IsDecidedByPerson && State != CandidateState.AwaitingSecond, transition);
        if (to == State) return;
        State = to;
        Reason = null;
        ByPolicy = to is CandidateState.Approved or CandidateState.Rejected;
        IdealOutput = to == CandidateState.Approved ? ProposedOutput : null;
        DecidedAt = ByPolicy ? now : null;
        if (to != CandidateState.Pending) EndLease();
        Changed(now);
    }

    private void Require(bool allowed, [CallerMemberName] string transition = "")
    {
        if (!allowed) throw new InvalidOperationException($"{transition} is not allowed for candidate {Id}, which is {State}{(ByPolicy ? " by the policy" : "")}.");
    }

    private void EndLease() => (LeaseHolderId, LeaseUntil) = (null, null);

    private void Changed(DateTime now)
    {
        UpdatedAt = now;
        Version++;
    }
}
