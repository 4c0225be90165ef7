using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>
/// What people have typed and not decided with yet: one text a person and item, kept whoever holds the item, so that a
/// lost lease, a restart or another device loses no word.
/// </summary>
public sealed class ReviewDrafts(Database database, TimeProvider clock, ActorActions actions)
{
    /// <summary>Keeps a text; an empty one forgets it. False where there is no such item.</summary>
    /// <param name="text">At most 1 MiB as UTF-8; the caller has seen to that.</param>
    public Task<bool> SaveAsync(Actor actor, long id, string text, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "review.draft", $"candidate/{id}", () => DoSaveAsync(actor, id, text, cancellationToken), cancellationToken);

    private Task<bool> DoSaveAsync(Actor actor, long id, string text, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            if (!await db.Candidates.VisibleTo(actor).AnyAsync(c => c.Id == id, cancellationToken)) return false;
            var draft = await db.Drafts.FindAsync([id, actor.MemberId], cancellationToken);
            if (text.Length == 0)
            {
                if (draft is not null) db.Drafts.Remove(draft);
                return true;
            }

            if (draft is null) db.Drafts.Add(draft = new() { CandidateId = id, MemberId = actor.MemberId });
            (draft.Text, draft.UpdatedAt) = (text, clock.Now());
            return true;
        },
        cancellationToken);

    /// <summary>What the person typed about an item; null where nothing is kept.</summary>
    public async Task<string?> LoadAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await db.Candidates.VisibleTo(actor).Where(c => c.Id == id)
            .Join(db.Drafts.Where(d => d.MemberId == actor.MemberId), c => c.Id, d => d.CandidateId, (_, d) => d.Text).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The items that the person began to fix and that still wait, the one last typed in first; at most ten.</summary>
    public async Task<IReadOnlyList<long>> BegunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var begun = db.Drafts.Where(d => d.MemberId == actor.MemberId);
        return await QueueOffers.Undecided(db, actor).Join(begun, c => c.Id, d => d.CandidateId, (c, d) => new { c.Id, d.UpdatedAt })
            .OrderByDescending(d => d.UpdatedAt).Select(d => d.Id).Take(10).ToListAsync(cancellationToken);
    }
}
