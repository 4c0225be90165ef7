using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Review;

/// <summary>One signal on an item's timeline.</summary>
public sealed record SignalMark(string SignalType, DateTime At);

/// <summary>Everything a reviewer needs to judge one item.</summary>
/// <param name="LeaseUntil">UTC; the item is the reviewer's until then, and until somebody else takes it.</param>
/// <param name="Draft">What this reviewer typed earlier and did not decide with.</param>
/// <param name="Tags">The words that rules of the policy marked it with.</param>
/// <param name="MetRules">The names of the rules that it met, in their order.</param>
public sealed record ReviewItem(
    long Id,
    int Version,
    DateTime? LeaseUntil,
    string Application,
    CandidateSource Source,
    CandidateState State,
    string RequestId,
    string? Segment,
    string? Context,
    string Input,
    string OriginalOutput,
    string ProposedOutput,
    double Score,
    Quality Quality,
    IReadOnlyList<ScorePart> ScoreParts,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<SignalMark> Signals,
    string? Draft,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> MetRules);

/// <summary>What a reviewer says about an item.</summary>
/// <param name="Version">The version that was judged.</param>
/// <param name="IdealOutput">The reviewer's own text; for a fix, and only there.</param>
/// <param name="Reason">For a rejection, and only there.</param>
/// <param name="Comment">At most 4,000 characters.</param>
public sealed record DecisionRequest(int Version, DecisionKind Kind, string? IdealOutput = null, RejectReason? Reason = null, string? Comment = null);

/// <summary>The answer to a decision.</summary>
public abstract record DecisionOutcome
{
    /// <summary>It stands.</summary>
    public sealed record Decided(long Id, CandidateState State, int Version, long DecisionId) : DecisionOutcome;

    /// <summary>Somebody else was first. <paramref name="By"/> is null where it may not be told, or where no person did it.</summary>
    public sealed record AlreadyDecided(string? By, DateTime? At, CandidateState State) : DecisionOutcome, IRefusal;

    /// <summary>The item is not this reviewer's (any more): never claimed, released, or taken over by somebody.</summary>
    public sealed record LeaseLost(CandidateState State) : DecisionOutcome, IRefusal;

    /// <summary>The item is no longer what was judged: its text or state changed.</summary>
    public sealed record Changed(CandidateState State, int Version) : DecisionOutcome, IRefusal;

    /// <summary>Something of the request breaks a rule; by field, in wire names.</summary>
    public sealed record Invalid(string Field, string Message) : DecisionOutcome;

    /// <summary>There is no such item.</summary>
    public sealed record NotFound : DecisionOutcome, IRefusal;
}

/// <summary>The answer to renewing or releasing a lease.</summary>
public abstract record LeaseOutcome
{
    /// <summary>It is held until then (UTC); null after a release.</summary>
    public sealed record Held(DateTime? Until) : LeaseOutcome;

    /// <summary>Somebody else has it, or nobody.</summary>
    public sealed record Lost(CandidateState State) : LeaseOutcome, IRefusal;

    /// <summary>There is no such item.</summary>
    public sealed record NotFound : LeaseOutcome, IRefusal;
}

/// <summary>The answer to taking a decision back, or releasing a held item.</summary>
public abstract record UndoOutcome
{
    /// <summary>The item stands again as before.</summary>
    public sealed record Undone(long Id, CandidateState State, int Version) : UndoOutcome;

    /// <summary>It cannot be taken back any more, in words.</summary>
    public sealed record TooLate(string Reason, CandidateState State) : UndoOutcome, IRefusal;

    /// <summary>No such decision of this person, or no such item.</summary>
    public sealed record NotFound : UndoOutcome, IRefusal;

    /// <summary>This person may not do that.</summary>
    public sealed record NotAllowed : UndoOutcome, IRefusal;
}

/// <summary>What is left, and what one has done.</summary>
/// <param name="Waiting">Items that wait for a reviewer.</param>
/// <param name="AwaitingSecond">Items that wait for this person's judgement, another having judged or asked for it.</param>
/// <param name="Held">Items kept back by a finding.</param>
/// <param name="DecidedToday">How many this person decided since midnight UTC, skips not counted.</param>
/// <param name="AwaitingOthers">Items that this person judged, or asked a second opinion on, and that wait for another person.</param>
public sealed record QueueCounts(int Waiting, int AwaitingSecond, int Held, int DecidedToday, int AwaitingOthers = 0)
{
    /// <summary>What the person may judge.</summary>
    public int Left => Waiting + AwaitingSecond;
}

/// <summary>What is left in the queue, for everybody who sees the same applications.</summary>
/// <param name="Waiting">Items that wait for a reviewer.</param>
/// <param name="AwaitingSecond">Items that wait for a second person's judgement.</param>
/// <param name="Judged">On how many of the latter a person, by member id, gave a judgement or asked for the opinion; a person without any is left out.</param>
public sealed record SharedQueueCounts(int Waiting, int AwaitingSecond, IReadOnlyDictionary<string, int> Judged)
{
    /// <summary>What one person may judge.</summary>
    public int LeftFor(string memberId) => Waiting + AwaitingSecond - Judged.GetValueOrDefault(memberId);
}

/// <summary>Another item that is like this one, and what became of it.</summary>
public sealed record SimilarItem(long Id, CandidateState State, string Input, string Output, string? DecidedBy, DateTime? DecidedAt, RejectReason? Reason);
