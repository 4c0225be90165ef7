using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>How far a candidate is the policy's to evaluate.</summary>
public enum DecisionStatus
{
    /// <summary>No person decided it: the policy says what becomes of it.</summary>
    Open = 0,

    /// <summary>A manager released it from being held: no policy holds it again.</summary>
    Released = 1,

    /// <summary>One person decided it and another is to: it is scored anew, and stays where it is.</summary>
    HalfDecided = 2,

    /// <summary>Decided by people, withdrawn by its contributor, or frozen in a dataset version: nothing changes.</summary>
    Decided = 3,
}

/// <summary>What the reviewers made of a person's earlier candidates in the application.</summary>
public readonly record struct ContributorHistory(int Approved, int Rejected)
{
    /// <summary>0 to 1; null where nothing was reviewed.</summary>
    public double? RejectedShare => Approved + Rejected == 0 ? null : (double)Rejected / (Approved + Rejected);
}

/// <summary>The signals of a type on one answer.</summary>
/// <param name="MeanValue">Of a type whose signals carry a value.</param>
public readonly record struct SignalCount(int Count, double? MeanValue = null);

/// <summary>How many findings of a kind a candidate has.</summary>
/// <param name="Score">The highest score among them, 0 to 1; null where one of them has none.</param>
public readonly record struct FindingCount(FindingKinds Kind, int Count, double? Score = null);

/// <summary>Everything that a policy may look at to evaluate a candidate, and nothing that an earlier policy made of it.</summary>
public sealed record CandidateFacts
{
    public required long Id { get; init; }
    public required string Application { get; init; }
    public string? Segment { get; init; }
    public required CandidateSource Source { get; init; }
    public DecisionStatus DecisionStatus { get; init; }

    /// <summary>Where it is now.</summary>
    public CandidateState State { get; init; }

    /// <summary>The signals on its answer by type, the one that made it included.</summary>
    public required IReadOnlyDictionary<string, SignalCount> Signals { get; init; }

    /// <summary>One for each kind, in the order in which they were found.</summary>
    public IReadOnlyList<FindingCount> Findings { get; init; } = [];

    /// <summary>Unicode code points.</summary>
    public int InputLength { get; init; }

    /// <summary>Unicode code points of the proposed output.</summary>
    public int OutputLength { get; init; }

    /// <summary>0 to 1; null for an approved answer.</summary>
    public double? EditDistance { get; init; }

    /// <summary>See <see cref="TextLanguage"/>.</summary>
    public string? Language { get; init; }

    /// <summary>Filled where the policy asks for it.</summary>
    public ContributorHistory Contributor { get; init; }

    /// <summary>Filled where the policy asks for texts.</summary>
    public string Input { get; init; } = "";

    /// <summary>Filled where the policy asks for texts.</summary>
    public string Output { get; init; } = "";
}
