using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>
/// The queue of items that wait for a person: claim, renew, release. A claim is a lease: one conditional update,
/// and the rows it touched say who won. What is decided on an item is in <see cref="ReviewDecisions"/>.
/// </summary>
public sealed class ReviewQueue(Database database, ChangeBus changes, Telemetry telemetry, TimeProvider clock, ActorActions actions)
{
    /// <summary>The most items of one claim.</summary>
    public const int MaxClaim = 100;

    private const int Tries = 4;

    /// <summary>
    /// Claims up to <paramref name="count"/> items nobody holds, in the queue's order: second opinions first, then
    /// corrections by score and age, then positives. What the person skipped today comes only when nothing else waits.
    /// </summary>
    public Task<IReadOnlyList<ReviewItem>> ClaimAsync(Actor actor, int count, CancellationToken cancellationToken) =>
        ClaimAsync(actor, count, ClaimFilter.None, cancellationToken);

    /// <summary>The same, of the items that a filter leaves.</summary>
    public Task<IReadOnlyList<ReviewItem>> ClaimAsync(Actor actor, int count, ClaimFilter filter, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "review.claim", "queue", () => DoClaimAsync(actor, count, filter, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<ReviewItem>> DoClaimAsync(Actor actor, int count, ClaimFilter filter, CancellationToken cancellationToken)
    {
        count = Math.Clamp(count, 1, MaxClaim);
        var taken = await database.WriteAsync(write => TakeFirstAsync(write, actor, count, filter, cancellationToken), cancellationToken);
        if (taken.Ids.Count > 0) changes.Publish(Change.Queue);
        telemetry.LeasesExpired(taken.Expired);
        await using var db = await database.ReadAsync(cancellationToken);
        return await ReviewItems.LoadAsync(db, actor, taken.Ids, cancellationToken);
    }

    private async Task<TakenItems> TakeFirstAsync(FlywheelDbContext db, Actor actor, int count, ClaimFilter filter, CancellationToken cancellationToken)
    {
        var until = await LeaseEndAsync(db, cancellationToken);
        var taken = TakenItems.None;
        foreach (var offer in QueueOffers.InOrder(db, actor, clock.Now()))
        {
            if (taken.Ids.Count < count) taken += await TakeAsync(db, filter.Of(offer), actor, until, count - taken.Ids.Count, cancellationToken);
        }

        return taken;
    }

    /// <summary>Claims one certain item, if nobody else holds it and the person may still decide it; otherwise null.</summary>
    public Task<ReviewItem?> ClaimOneAsync(Actor actor, long id, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "review.claim", $"candidate/{id}", () => DoClaimOneAsync(actor, id, cancellationToken), cancellationToken);

    private async Task<ReviewItem?> DoClaimOneAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        var taken = await database.WriteAsync(write => TakeOneAsync(write, actor, id, cancellationToken), cancellationToken);
        if (taken.Ids.Count == 0) return null;
        changes.Publish(Change.Queue);
        telemetry.LeasesExpired(taken.Expired);
        await using var db = await database.ReadAsync(cancellationToken);
        return (await ReviewItems.LoadAsync(db, actor, [id], cancellationToken)).FirstOrDefault();
    }

    private async Task<TakenItems> TakeOneAsync(FlywheelDbContext db, Actor actor, long id, CancellationToken cancellationToken)
    {
        var until = await LeaseEndAsync(db, cancellationToken);
        var one = QueueOffers.Undecided(db, actor).Where(c => c.Id == id);
        var mine = await one.Where(c => c.LeaseHolderId == actor.MemberId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeaseUntil, until), cancellationToken);
        return mine > 0 ? new([id], 0) : await TakeAsync(db, QueueOffers.Free(one, clock.Now()), actor, until, 1, cancellationToken);
    }

    /// <summary>What the person holds now, in the queue's order.</summary>
    public Task<IReadOnlyList<ReviewItem>> HeldByAsync(Actor actor, CancellationToken cancellationToken) => HeldByAsync(actor, ClaimFilter.None, cancellationToken);

    /// <summary>The same, of the items that a filter leaves.</summary>
    public async Task<IReadOnlyList<ReviewItem>> HeldByAsync(Actor actor, ClaimFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var now = clock.Now();
        var ids = await filter.Of(QueueOffers.Undecided(db, actor)).Where(c => c.LeaseHolderId == actor.MemberId && c.LeaseUntil > now)
            .OrderBy(c => c.QueueRank).ThenBy(c => c.Id).Select(c => c.Id).Take(MaxClaim).ToListAsync(cancellationToken);
        return await ReviewItems.LoadAsync(db, actor, ids, cancellationToken);
    }

    /// <summary>Renews a lease that nobody else took meanwhile.</summary>
    public Task<LeaseOutcome> RenewAsync(Actor actor, long id, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "review.renew", $"candidate/{id}", () => DoRenewAsync(actor, id, cancellationToken), cancellationToken);

    private Task<LeaseOutcome> DoRenewAsync(Actor actor, long id, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            var until = await LeaseEndAsync(db, cancellationToken);
            var renewed = await QueueOffers.Undecided(db, actor).Where(c => c.Id == id && c.LeaseHolderId == actor.MemberId)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeaseUntil, until), cancellationToken);
            return renewed > 0 ? new LeaseOutcome.Held(until) : await LostAsync(db, actor, id, cancellationToken);
        },
        cancellationToken);

    /// <summary>Gives an item back.</summary>
    /// <param name="unlessRenewedSince">
    /// The lease's end as the caller knows it: if it was renewed meanwhile, by the same person in another window, it stays.
    /// </param>
    public Task<LeaseOutcome> ReleaseAsync(Actor actor, long id, CancellationToken cancellationToken, DateTime? unlessRenewedSince = null) =>
        actions.RunAsync(actor, "review.give_back", $"candidate/{id}", () => DoReleaseAsync(actor, id, unlessRenewedSince, cancellationToken), cancellationToken);

    private async Task<LeaseOutcome> DoReleaseAsync(Actor actor, long id, DateTime? unlessRenewedSince, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(
            async db =>
            {
                var released = await db.Candidates.Where(c => c.Id == id && c.LeaseHolderId == actor.MemberId)
                    .Where(c => unlessRenewedSince == null || c.LeaseUntil == unlessRenewedSince)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeaseHolderId, (string?)null).SetProperty(c => c.LeaseUntil, (DateTime?)null), cancellationToken);
                return released > 0 ? new LeaseOutcome.Held(null) : await LostAsync(db, actor, id, cancellationToken);
            },
            cancellationToken);
        if (outcome is LeaseOutcome.Held) changes.Publish(Change.Queue);
        return outcome;
    }

    /// <summary>What is left in the queue, and what the person has done today.</summary>
    public async Task<QueueCounts> CountAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var states = await StatesAsync(db, actor, cancellationToken);
        var today = clock.Now().Date;
        var decided = await db.Decisions.CountAsync(
            d => d.MemberId == actor.MemberId && d.At >= today && d.UndoneAt == null && d.Kind != DecisionKind.Skip, cancellationToken);
        var second = states.GetValueOrDefault(CandidateState.AwaitingSecond);
        var judged = second == 0 ? 0 : await HalfJudged(db, actor).Where(d => d.MemberId == actor.MemberId).Select(d => d.CandidateId).Distinct().CountAsync(cancellationToken);
        return new(states.GetValueOrDefault(CandidateState.Pending), Math.Max(0, second - judged), states.GetValueOrDefault(CandidateState.Held), decided, judged);
    }

    /// <summary>What is left for each of those who see the same applications as the actor: one count for any number of open pages.</summary>
    public async Task<SharedQueueCounts> CountForAllAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var states = await StatesAsync(db, actor, cancellationToken);
        var judged = await HalfJudged(db, actor).Select(d => new { d.MemberId, d.CandidateId }).Distinct()
            .GroupBy(d => d.MemberId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new(states.GetValueOrDefault(CandidateState.Pending), states.GetValueOrDefault(CandidateState.AwaitingSecond), judged);
    }

    private static Task<Dictionary<CandidateState, int>> StatesAsync(FlywheelDbContext db, Actor actor, CancellationToken cancellationToken) =>
        db.Candidates.VisibleTo(actor).GroupBy(c => c.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, cancellationToken);

    /// <summary>What was said on items that wait for a second person: who said it may not be that person.</summary>
    private static IQueryable<ReviewDecision> HalfJudged(FlywheelDbContext db, Actor actor) => db.Decisions.Within(actor.Applications, d => d.Candidate!.ApplicationId)
        .Where(d => d.UndoneAt == null && d.Kind != DecisionKind.Skip && d.Candidate!.State == CandidateState.AwaitingSecond);

    private async Task<DateTime> LeaseEndAsync(FlywheelDbContext db, CancellationToken cancellationToken) =>
        clock.Now().AddMinutes((await CurationPolicies.InForceAsync(db, cancellationToken)).Policy.LeaseMinutes);

    private static async Task<TakenItems> TakeAsync(
        FlywheelDbContext db, IQueryable<TrainingCandidate> offer, Actor actor, DateTime until, int count, CancellationToken cancellationToken)
    {
        var (taken, expired) = (new List<long>(), 0);
        for (var attempt = 0; attempt < Tries && taken.Count < count; attempt++)
        {
            var free = await FirstAsync(offer, actor, count - taken.Count, cancellationToken);
            if (free.Count == 0) break;
            var ids = free.ConvertAll(f => f.Id);
            await offer.Where(c => ids.Contains(c.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.LeaseHolderId, actor.MemberId).SetProperty(c => c.LeaseUntil, until), cancellationToken);
            var won = await db.Candidates.Where(c => ids.Contains(c.Id) && c.LeaseHolderId == actor.MemberId && c.LeaseUntil == until)
                .OrderBy(c => c.QueueRank).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken);
            taken.AddRange(won.Except(taken));
            expired += free.Count(f => f.Expired && won.Contains(f.Id));
        }

        return new(taken, expired);
    }

    /// <summary>
    /// The first of an offer. Whoever sees certain applications gets the first of each, merged: an index then ends the search
    /// however long the queues of the others are.
    /// </summary>
    private static async Task<List<FreeItem>> FirstAsync(IQueryable<TrainingCandidate> offer, Actor actor, int count, CancellationToken cancellationToken)
    {
        IEnumerable<IQueryable<TrainingCandidate>> queues = actor.Applications.IsAll ? [offer] : actor.Applications.Ids.Select(id => offer.Where(c => c.ApplicationId == id));
        var free = new List<FreeItem>();
        foreach (var queue in queues)
        {
            free.AddRange(await queue.OrderBy(c => c.QueueRank).ThenBy(c => c.Id).Take(count)
                .Select(c => new FreeItem(c.Id, c.QueueRank, c.LeaseUntil != null)).ToListAsync(cancellationToken));
        }

        return [.. free.OrderBy(f => f.Rank).ThenBy(f => f.Id).Take(count)];
    }

    private static async Task<LeaseOutcome> LostAsync(FlywheelDbContext db, Actor actor, long id, CancellationToken cancellationToken)
    {
        var state = await db.Candidates.VisibleTo(actor).Where(c => c.Id == id).Select(c => (CandidateState?)c.State).FirstOrDefaultAsync(cancellationToken);
        return state is null ? new LeaseOutcome.NotFound() : new LeaseOutcome.Lost(state.Value);
    }

    /// <param name="Expired">How many of them somebody held until the lease ended.</param>
    private sealed record TakenItems(IReadOnlyList<long> Ids, int Expired)
    {
        public static readonly TakenItems None = new([], 0);

        public static TakenItems operator +(TakenItems first, TakenItems second) => new([.. first.Ids, .. second.Ids], first.Expired + second.Expired);
    }

    /// <param name="Expired">Did somebody hold it until the lease ended?</param>
    private sealed record FreeItem(long Id, int Rank, bool Expired);
}
