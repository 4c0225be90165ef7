using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>What a filter takes.</summary>
/// <param name="Searched">How many a text is looked for in, where that is not all; otherwise null.</param>
internal sealed record FilteredCandidates(IQueryable<TrainingCandidate> Query, int? Searched);

/// <summary>Turns a filter into a query that both databases answer from the grid's index alone, texts aside.</summary>
internal static class CandidateQueries
{
    /// <summary>A text is looked for in this many candidates at most, the newest of those that the rest of the filter takes.</summary>
    public const int MostSearched = 50_000;

    private static readonly CandidateState[] AllStates = Enum.GetValues<CandidateState>();

    /// <summary>What the filter takes of that which the actor may see, without its order. A name of no application takes nothing.</summary>
    public static async Task<FilteredCandidates> FilteredAsync(FlywheelDbContext db, Actor actor, CandidateFilter filter, CancellationToken cancellationToken)
    {
        var query = WithoutText(db, filter).VisibleTo(actor);
        if (filter.Application is { } name)
        {
            var application = await db.Applications.Where(a => a.Name == name).Select(a => (int?)a.Id).FirstOrDefaultAsync(cancellationToken) ?? 0;
            query = query.Where(c => c.ApplicationId == application);
        }

        var exact = TextCut.Beginning(filter.Text?.Trim() ?? "", CandidateFilter.MaxText);
        if (SearchFold.Pattern(SearchFold.Of(exact)) is not { } pattern) return new(query, null);
        var oldest = await query.OrderByDescending(c => c.Id).Skip(MostSearched).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancellationToken) ?? 0;
        var asTyped = SearchFold.Pattern(exact)!;
        // Rows that are older than the folded text are searched as they stand until it is filled in.
        var found = query.Where(c => c.Id > oldest && (c.RequestId == exact || EF.Functions.Like(c.SearchText!, pattern, "\\")
            || (c.SearchText == null && (EF.Functions.Like(c.Input, asTyped, "\\") || EF.Functions.Like(c.ProposedOutput, asTyped, "\\")
                || EF.Functions.Like(c.OriginalOutput, asTyped, "\\") || (c.IdealOutput != null && EF.Functions.Like(c.IdealOutput, asTyped, "\\"))))));
        return new(found, oldest == 0 ? null : MostSearched);
    }

    /// <summary>The query in its order; only these orders exist.</summary>
    public static IQueryable<TrainingCandidate> Ordered(IQueryable<TrainingCandidate> query, CandidateSort sort) => sort switch
    {
        CandidateSort.Oldest => query.OrderBy(c => c.Id),
        CandidateSort.BestScore => query.OrderByDescending(c => c.Score).ThenByDescending(c => c.Id),
        CandidateSort.WorstScore => query.OrderBy(c => c.Score).ThenByDescending(c => c.Id),
        CandidateSort.LastChanged => query.OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id),
        _ => query.OrderByDescending(c => c.Id),
    };

    private static IQueryable<TrainingCandidate> WithoutText(FlywheelDbContext db, CandidateFilter filter)
    {
        IQueryable<TrainingCandidate> query = db.Candidates;
        // All states by name, so that the index that begins with the state is read and not the rows with their texts.
        var states = filter.States.Count > 0 ? filter.States : AllStates;
        query = states.Count == 1 ? query.Where(c => c.State == states[0]) : query.Where(c => states.Contains(c.State));
        if (filter.Source is { } source) query = query.Where(c => c.Source == source);
        if (filter.Quality is { } quality) query = query.Where(c => c.Quality == quality);
        if (filter.Finding is { } finding) query = query.Where(c => (c.FindingKinds & finding) == finding);
        if (filter.Segment is { } segment) query = query.Where(c => c.Segment == segment);
        if (filter.From?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) is { } from) query = query.Where(c => c.CreatedAt >= from);
        if (filter.To?.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc) is { } to) query = query.Where(c => c.CreatedAt <= to);
        return query;
    }
}
