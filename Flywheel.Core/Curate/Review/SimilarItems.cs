using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>Items of the same application that are like one, and what was decided on them.</summary>
public sealed class SimilarItems(Database database)
{
    /// <summary>The most that are shown.</summary>
    public const int Most = 5;

    /// <summary>The most of a text, UTF-16 code units; cut at a whole character.</summary>
    public const int Excerpt = 400;

    private const int ExcerptRead = Excerpt + TextCut.LongestCluster;
    private const int MostLookedAt = 50;

    /// <summary>
    /// Up to five: those that a finding names first, then decided ones, then the newest. What was decided on an item that
    /// awaits a second opinion is told only to those who have given theirs.
    /// </summary>
    public async Task<IReadOnlyList<SimilarItem>> FindAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var item = await db.Candidates.VisibleTo(actor).Where(c => c.Id == id)
            .Select(c => new { c.ApplicationId, c.InputHash, c.GroupId, c.Findings }).FirstOrDefaultAsync(cancellationToken);
        if (item is null) return [];
        var named = FindingsJson.Read(item.Findings).Select(f => f.OtherCandidateId).OfType<long>().Distinct().Take(MostLookedAt).ToList();
        var others = db.Candidates.AsNoTracking().Where(c => c.ApplicationId == item.ApplicationId && c.Id != id);
        // Three questions with an index each; one question with "or" would read the whole table.
        var near = await NewestAsync(others.Where(c => named.Contains(c.Id)), cancellationToken);
        near.AddRange(await NewestAsync(others.Where(c => c.InputHash == item.InputHash), cancellationToken));
        near.AddRange(await NewestAsync(others.Where(c => c.GroupId == item.GroupId), cancellationToken));
        var best = near.DistinctBy(n => n.Id).OrderByDescending(n => named.Contains(n.Id)).ThenByDescending(n => IsDecided(n.State))
            .ThenByDescending(n => n.Id).Take(Most).Select(n => n.Id).ToList();
        return await LoadAsync(db, actor, best, cancellationToken);
    }

    private static async Task<List<Near>> NewestAsync(IQueryable<TrainingCandidate> items, CancellationToken cancellationToken) =>
        await items.OrderByDescending(c => c.Id).Take(MostLookedAt).Select(c => new Near(c.Id, c.State)).ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<SimilarItem>> LoadAsync(FlywheelDbContext db, Actor actor, List<long> ids, CancellationToken cancellationToken)
    {
        var rows = await db.Candidates.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new
        {
            c.Id, c.State, c.DecidedAt, c.Reason, Input = c.Input.Substring(0, ExcerptRead), Output = (c.IdealOutput ?? c.ProposedOutput).Substring(0, ExcerptRead),
        }).ToDictionaryAsync(c => c.Id, cancellationToken);
        var judgements = await JudgementsAsync(db, ids, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id =>
        {
            var (row, last) = (rows[id], judgements[id].LastOrDefault());
            var blind = !IsDecided(row.State) && judgements[id].All(j => j.MemberId != actor.MemberId);
            var (input, output) = (TextCut.Beginning(row.Input, Excerpt), TextCut.Beginning(row.Output, Excerpt));
            return blind
                ? new SimilarItem(id, row.State, input, output, null, null, null)
                : new SimilarItem(id, row.State, input, output, last?.Name, last?.At ?? row.DecidedAt, last?.Reason ?? row.Reason);
        })];
    }

    private static async Task<ILookup<long, Judgement>> JudgementsAsync(FlywheelDbContext db, List<long> ids, CancellationToken cancellationToken) =>
        (await db.Decisions.AsNoTracking()
            .Where(d => ids.Contains(d.CandidateId) && d.UndoneAt == null && d.Kind != DecisionKind.Skip && d.Kind != DecisionKind.SecondOpinion)
            .OrderBy(d => d.Id).Select(d => new Judgement(d.CandidateId, d.MemberId, d.Member!.DisplayName, d.At, d.Reason))
            .ToListAsync(cancellationToken)).ToLookup(d => d.CandidateId);

    private static bool IsDecided(CandidateState state) => state is CandidateState.Approved or CandidateState.Rejected;

    private sealed record Near(long Id, CandidateState State);

    private sealed record Judgement(long CandidateId, string MemberId, string Name, DateTime At, RejectReason? Reason);
}
