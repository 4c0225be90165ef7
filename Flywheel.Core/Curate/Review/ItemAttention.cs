using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>What another person did with an item short of judging it.</summary>
public enum AttentionKind
{
    Skipped = 0,
    AskedForSecondOpinion = 1,

    /// <summary>Typed a text and did not decide.</summary>
    BeganFix = 2,
}

/// <summary>One person's touch.</summary>
public sealed record Attention(string Name, AttentionKind Kind, DateTime At);

/// <summary>Who else saw an item.</summary>
/// <param name="HeldBy">Another person who holds the lease now.</param>
/// <param name="HiddenJudgements">How many judgements were given that the asker must not see before giving one.</param>
/// <param name="Seen">The newest first.</param>
public sealed record ItemAttention(string? HeldBy, DateTime? HeldUntil, int HiddenJudgements, IReadOnlyList<Attention> Seen);

/// <summary>Looks up who else saw an item.</summary>
public sealed class ItemAttentions(Database database, TimeProvider clock)
{
    private const int Most = 20;

    /// <summary>Everybody but the asker; judgements are only counted, never told.</summary>
    public async Task<ItemAttention> OfAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        if (!await db.Candidates.VisibleTo(actor).AnyAsync(c => c.Id == id, cancellationToken)) return new(null, null, 0, []);
        var now = clock.Now();
        var holder = await (
            from candidate in db.Candidates
            join member in db.Users on candidate.LeaseHolderId equals member.Id
            where candidate.Id == id && candidate.LeaseUntil > now && candidate.LeaseHolderId != actor.MemberId
            select new { member.DisplayName, candidate.LeaseUntil }).FirstOrDefaultAsync(cancellationToken);
        var decisions = await db.Decisions.AsNoTracking()
            .Where(d => d.CandidateId == id && d.MemberId != actor.MemberId && d.UndoneAt == null).OrderByDescending(d => d.Id).Take(Most)
            .Select(d => new { d.Member!.DisplayName, d.Kind, d.At }).ToListAsync(cancellationToken);
        var drafts = await (
            from draft in db.Drafts
            join member in db.Users on draft.MemberId equals member.Id
            where draft.CandidateId == id && draft.MemberId != actor.MemberId
            orderby draft.UpdatedAt descending
            select new Attention(member.DisplayName, AttentionKind.BeganFix, draft.UpdatedAt)).Take(Most).ToListAsync(cancellationToken);
        var seen = decisions.Where(d => d.Kind is DecisionKind.Skip or DecisionKind.SecondOpinion)
            .Select(d => new Attention(d.DisplayName, d.Kind == DecisionKind.Skip ? AttentionKind.Skipped : AttentionKind.AskedForSecondOpinion, d.At))
            .Concat(drafts).OrderByDescending(a => a.At).Take(Most);
        return new(holder?.DisplayName, holder?.LeaseUntil, decisions.Count(d => d.Kind is not (DecisionKind.Skip or DecisionKind.SecondOpinion)), [.. seen]);
    }
}
