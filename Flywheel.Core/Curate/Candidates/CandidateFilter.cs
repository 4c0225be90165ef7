using Flywheel.Core.Curate.Validation;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>The orders in which candidates can be listed. Ties are broken by id.</summary>
public enum CandidateSort
{
    Newest = 0,
    Oldest = 1,

    /// <summary>The highest score first.</summary>
    BestScore = 2,

    /// <summary>The lowest score first.</summary>
    WorstScore = 3,

    /// <summary>What changed last first.</summary>
    LastChanged = 4,
}

/// <summary>Which candidates a list shows, and in which order. Absent members mean all.</summary>
public sealed record CandidateFilter
{
    /// <summary>The longest text that is searched for.</summary>
    public const int MaxText = 200;

    /// <summary>Any of these states, without doubles; empty for all.</summary>
    public IReadOnlyList<CandidateState> States { get; init; } = [];
    public CandidateSource? Source { get; init; }
    public Quality? Quality { get; init; }

    /// <summary>Has a finding of this kind; a single one.</summary>
    public FindingKinds? Finding { get; init; }

    /// <summary>The application's name.</summary>
    public string? Application { get; init; }

    /// <summary>Exactly this segment.</summary>
    public string? Segment { get; init; }

    /// <summary>Made on this UTC day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Made on this UTC day or earlier.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// Stands in the input or in one of the outputs, whatever the case, in every script (see <see cref="SearchFold"/>); or is the whole
    /// request id. At most <see cref="MaxText"/> UTF-16 code units count.
    /// </summary>
    public string? Text { get; init; }
    public CandidateSort Sort { get; init; }

    /// <summary>Does it leave anything out?</summary>
    public bool IsEmpty => this with { Sort = CandidateSort.Newest } == Nothing;

    /// <summary>Takes everything, the newest first.</summary>
    public static CandidateFilter Nothing { get; } = new();

    /// <summary>The same members, the states in the same order.</summary>
    public bool Equals(CandidateFilter? other) =>
        other is not null && States.SequenceEqual(other.States) && Source == other.Source && Quality == other.Quality && Finding == other.Finding
        && Application == other.Application && Segment == other.Segment && From == other.From && To == other.To && Text == other.Text && Sort == other.Sort;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(States.Count, Source, Quality, Finding, Application, Segment, Text, Sort);
}
