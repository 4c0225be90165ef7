using Flywheel.Core.Access;
using Flywheel.Core.Curate.Policies.Backtests;

namespace Flywheel.Core.Curate.Policies;

/// <summary>A draft as the console shows it; times are UTC.</summary>
/// <param name="Version">To be given back with every action: it says which state of the draft was seen.</param>
/// <param name="BasedOn">The version that the difference is to.</param>
/// <param name="Changes">What differs from the version that it is based on.</param>
/// <param name="Backtest">The last whole one; of another document where <paramref name="BacktestIsCurrent"/> is false.</param>
/// <param name="Obstacle">Why it cannot come into force yet, in words; null where it can.</param>
/// <param name="MayApprove">May the person who asks approve it?</param>
public sealed record PolicyDraftView(
    int Id, int Version, string Name, string? Note, CurationPolicy Policy, int BasedOn, int? TakesBack, PolicyDraftState State,
    string Author, DateTime CreatedAt, DateTime UpdatedAt, string? ApprovedBy, DateTime? ApprovedAt, int? AppliedAs,
    IReadOnlyList<PolicyChange> Changes, BacktestResult? Backtest, bool BacktestIsCurrent, string? Obstacle, bool MayApprove);

/// <summary>A draft in a list.</summary>
public sealed record PolicyDraftLine(
    int Id, string Name, PolicyDraftState State, int BasedOn, int? TakesBack, string Author, DateTime UpdatedAt, string? ApprovedBy, int? AppliedAs);

/// <summary>A version in the history.</summary>
/// <param name="Changes">What it changed in the one before it; empty for the first.</param>
/// <param name="Rescoring">How far it has been applied to what was there; null for the first.</param>
/// <param name="DraftId">The draft that it was; null for the first.</param>
public sealed record PolicyVersionLine(
    int Number, CurationPolicy Policy, DateTime CreatedAt, string CreatedBy, string? ApprovedBy, string? Note,
    IReadOnlyList<PolicyChange> Changes, Rescoring? Rescoring, int? DraftId = null);

/// <summary>What an admin writes into a draft.</summary>
public sealed record PolicyDraftText(string Name, string? Note, CurationPolicy Policy);

/// <summary>The answer to an action on a draft.</summary>
public abstract record PolicyDraftOutcome
{
    private PolicyDraftOutcome()
    {
    }

    /// <summary>It is done; the draft as it is now.</summary>
    public sealed record Done(PolicyDraftView Draft) : PolicyDraftOutcome;

    /// <summary>Messages by member, in wire names.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : PolicyDraftOutcome;

    /// <summary>Somebody changed it meanwhile.</summary>
    /// <param name="Theirs">The draft as it is now.</param>
    /// <param name="Difference">What differs from theirs in what was to be saved; empty for other actions.</param>
    /// <param name="By">Who changed it last.</param>
    public sealed record Conflict(PolicyDraftView Theirs, IReadOnlyList<PolicyChange> Difference, string By) : PolicyDraftOutcome, IRefusal;

    /// <summary>It may not be done, or not now; why, in words.</summary>
    public sealed record Refused(string Reason) : PolicyDraftOutcome, IRefusal;
    public sealed record NotFound : PolicyDraftOutcome, IRefusal;
    public sealed record NotAllowed : PolicyDraftOutcome, IRefusal;
}
