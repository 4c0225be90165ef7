using System.Collections.Concurrent;
using System.Linq.Expressions;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Candidates;

/// <summary>A candidate as lists show it: the beginnings of its texts, and who holds it now.</summary>
/// <param name="Input">At most <see cref="CandidateSearch.ExcerptLength"/> UTF-16 code units, cut at a whole character.</param>
/// <param name="Output">What was approved, or else what was proposed; cut likewise.</param>
/// <param name="HeldBy">The name of the person whose lease counts now.</param>
public sealed record CandidateRow(
    long Id, string Application, CandidateSource Source, CandidateState State, RejectReason? Reason, Quality Quality, double Score,
    FindingKinds Findings, string? Segment, string Input, string Output, DateTime CreatedAt, DateTime UpdatedAt, string? HeldBy);

/// <summary>One page of candidates.</summary>
/// <param name="Total">How many the filter takes in all.</param>
/// <param name="Searched">How many a text was looked for in, where that was not all; otherwise null.</param>
public sealed record CandidatePage(IReadOnlyList<CandidateRow> Rows, int Total, int? Searched);

/// <summary>
/// Lists candidates, filtered, ordered and paged by the database. Everybody with a role may look at the applications they see; only members of
/// <see cref="CandidateFilter"/> can be asked for.
/// </summary>
public sealed class CandidateSearch(Database database, TimeProvider clock)
{
    /// <summary>The most rows of one page.</summary>
    public const int MaxPage = 200;

    /// <summary>How much of a text a row carries, UTF-16 code units.</summary>
    public const int ExcerptLength = 160;

    /// <summary>The most segments that are offered.</summary>
    private const int MostSegments = 200;

    /// <summary>For how many different sets of applications the segments are remembered.</summary>
    private const int MostAccesses = 100;

    /// <summary>What is read of a text: enough to cut it at a whole character, whichever way the database counts.</summary>
    internal const int ExcerptRead = ExcerptLength + TextCut.LongestCluster;

    private const int Shallow = 1000;
    private static readonly TimeSpan SegmentsStay = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<ApplicationAccess, KnownSegments> _segments = new();

    /// <summary>A page of what the filter takes.</summary>
    /// <param name="skip">How many to pass over; 0 or more.</param>
    /// <param name="take">1 to <see cref="MaxPage"/>; other numbers are drawn to the nearest.</param>
    /// <exception cref="UnauthorizedAccessException">The actor has no role.</exception>
    public async Task<CandidatePage> PageAsync(Actor actor, CandidateFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        Demand(actor);
        await using var db = await database.ReadAsync(cancellationToken);
        var (query, searched) = await CandidateQueries.FilteredAsync(db, actor, filter, cancellationToken);
        var total = await CountAsync(db, actor, filter, query, cancellationToken);
        // The first pages of everything come in the table's own order; passing over many rows of it would read them.
        var ordered = CandidateQueries.Ordered(filter.IsEmpty && filter.Sort <= CandidateSort.Oldest && skip <= Shallow ? db.Candidates.VisibleTo(actor) : query, filter.Sort);
        var ids = await ordered.Select(c => c.Id).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MaxPage)).ToListAsync(cancellationToken);
        return new(await RowsAsync(db, actor, ids, cancellationToken), total, searched);
    }

    /// <summary>How many the filter takes now.</summary>
    public async Task<int> CountAsync(Actor actor, CandidateFilter filter, CancellationToken cancellationToken)
    {
        Demand(actor);
        await using var db = await database.ReadAsync(cancellationToken);
        return await CountAsync(db, actor, filter, (await CandidateQueries.FilteredAsync(db, actor, filter, cancellationToken)).Query, cancellationToken);
    }

    /// <summary>These candidates as they are now, in that order, whatever a filter says; missing ones are left out.</summary>
    public async Task<IReadOnlyList<CandidateRow>> ReadAsync(Actor actor, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        Demand(actor);
        await using var db = await database.ReadAsync(cancellationToken);
        return await RowsAsync(db, actor, [.. ids.Take(MaxPage)], cancellationToken);
    }

    /// <summary>The segments that candidates have, by name; at most 200, and up to a minute old.</summary>
    public async Task<IReadOnlyList<string>> SegmentsAsync(Actor actor, CancellationToken cancellationToken)
    {
        Demand(actor);
        if (_segments.TryGetValue(actor.Applications, out var known) && clock.Now() - known.At < SegmentsStay) return known.Names;
        await using var db = await database.ReadAsync(cancellationToken);
        var names = await db.Candidates.VisibleTo(actor).Where(c => c.Segment != null).Select(c => c.Segment!).Distinct().OrderBy(s => s).Take(MostSegments).ToListAsync(cancellationToken);
        if (_segments.Count >= MostAccesses) _segments.Clear();
        _segments[actor.Applications] = new(clock.Now(), names);
        return names;
    }

    private static Task<int> CountAsync(FlywheelDbContext db, Actor actor, CandidateFilter filter, IQueryable<TrainingCandidate> query, CancellationToken cancellationToken) =>
        filter.IsEmpty && actor.Applications.IsAll ? db.Candidates.CountAsync(cancellationToken) : query.CountAsync(cancellationToken);

    private async Task<IReadOnlyList<CandidateRow>> RowsAsync(FlywheelDbContext db, Actor actor, List<long> ids, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var rows = await db.Candidates.VisibleTo(actor).Where(c => ids.Contains(c.Id)).Select(Slim(now)).ToDictionaryAsync(r => r.Id, cancellationToken);
        var holders = rows.Values.Where(r => r.HeldBy is not null).Select(r => r.HeldBy!).Distinct().ToList();
        var names = holders.Count == 0 ? [] : await db.Users.Where(m => holders.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.DisplayName, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => Tidy(rows[id], names))];
    }

    private static Expression<Func<TrainingCandidate, CandidateRow>> Slim(DateTime now) => c => new CandidateRow(
        c.Id, c.Application!.Name, c.Source, c.State, c.Reason, c.Quality, c.Score, c.FindingKinds, c.Segment,
        c.Input.Substring(0, ExcerptRead), (c.IdealOutput ?? c.ProposedOutput).Substring(0, ExcerptRead),
        c.CreatedAt, c.UpdatedAt, c.LeaseUntil > now ? c.LeaseHolderId : null);

    private static CandidateRow Tidy(CandidateRow row, Dictionary<string, string> names) => row with
    {
        Input = TextCut.Beginning(row.Input, ExcerptLength),
        Output = TextCut.Beginning(row.Output, ExcerptLength),
        HeldBy = row.HeldBy is { } id ? names.GetValueOrDefault(id) : null,
    };

    private static void Demand(Actor actor)
    {
        if (!actor.MayReview) throw new UnauthorizedAccessException("Only people with a role may look at candidates.");
    }

    private sealed record KnownSegments(DateTime At, IReadOnlyList<string> Names);
}
