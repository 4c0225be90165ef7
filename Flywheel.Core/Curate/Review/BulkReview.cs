using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>What can be done to many items at once.</summary>
public enum BulkKind
{
    /// <summary>Held items go into the queue.</summary>
    Release = 0,

    /// <summary>Pending items that nobody else holds are rejected.</summary>
    Reject = 1,
}

/// <summary>An order for many items.</summary>
/// <param name="Filter">Which; of those it takes, only the ones that the action concerns are touched.</param>
/// <param name="Reason">A reviewer's reason; for a rejection, and only there.</param>
/// <param name="Comment">At most 4,000 characters; for a rejection only.</param>
public sealed record BulkRequest(BulkKind Kind, CandidateFilter Filter, RejectReason? Reason = null, string? Comment = null);

/// <summary>What an order would do.</summary>
/// <param name="Count">How many items it concerns now.</param>
/// <param name="UpTo">The greatest id among them: what comes later is not touched.</param>
public sealed record BulkPreview(int Count, long UpTo);

/// <summary>The answer to an order.</summary>
public abstract record BulkOutcome
{
    /// <summary>So many items were changed.</summary>
    /// <param name="Count">Never more than the preview said; less where others were faster.</param>
    public sealed record Done(int Count) : BulkOutcome;

    /// <summary>Only managers and admins may.</summary>
    public sealed record NotAllowed : BulkOutcome, IRefusal;

    /// <summary>Something of the order breaks a rule.</summary>
    public sealed record Invalid(string Field, string Message) : BulkOutcome;
}

/// <summary>
/// Decides many items by one order of a manager or admin: in small transactions, each item with a decision of its own and
/// with an entry in the audit.
/// </summary>
public sealed class BulkReview(Database database, AuditLog audit, ChangeBus changes, TimeProvider clock, ActorActions actions)
{
    /// <summary>Small enough that reviewers never notice the write lock.</summary>
    private const int BatchSize = 50;

    /// <summary>What the order would do now; null for somebody who may not.</summary>
    public async Task<BulkPreview?> PreviewAsync(Actor actor, BulkRequest request, CancellationToken cancellationToken)
    {
        if (!actor.MayManage) return null;
        await using var db = await database.ReadAsync(cancellationToken);
        var targets = await TargetsAsync(db, actor, request, cancellationToken);
        var count = await targets.CountAsync(cancellationToken);
        // Another reviewer may take the last one between the two.
        return new(count, await targets.MaxAsync(c => (long?)c.Id, cancellationToken) ?? 0);
    }

    /// <summary>Carries the order out on what was previewed. Cancelling leaves whole batches done and the rest untouched.</summary>
    /// <param name="progress">Told after each batch how many items are done.</param>
    public Task<BulkOutcome> RunAsync(Actor actor, BulkRequest request, BulkPreview previewed, IProgress<int>? progress, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "review.bulk", "queue", () => DoRunAsync(actor, request, previewed, progress, cancellationToken), cancellationToken);

    private async Task<BulkOutcome> DoRunAsync(Actor actor, BulkRequest request, BulkPreview previewed, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (!actor.MayManage) return new BulkOutcome.NotAllowed();
        if (Error(request) is { } error) return error;
        var (done, after) = (0, 0L);
        try
        {
            while (done < previewed.Count)
            {
                var (begin, size) = (after, Math.Min(BatchSize, previewed.Count - done));
                var (last, count) = await database.WriteAsync(db => BatchAsync(db, actor, request, begin, previewed.UpTo, size, cancellationToken), cancellationToken);
                if (last == 0) break;
                (after, done) = (last, done + count);
                progress?.Report(done);
            }
        }
        finally
        {
            if (done > 0) changes.Publish(Change.Queue);
        }

        return new BulkOutcome.Done(done);
    }

    private static BulkOutcome.Invalid? Error(BulkRequest request)
    {
        if (request.Kind == BulkKind.Release)
            return request.Reason is null && request.Comment is null ? null : new("reason", "is for a rejection only.");
        var rule = DecisionRules.Error(new(0, DecisionKind.Reject, null, request.Reason, request.Comment));
        return rule is null ? null : new(rule.Field, rule.Message);
    }

    private async Task<IQueryable<TrainingCandidate>> TargetsAsync(FlywheelDbContext db, Actor actor, BulkRequest request, CancellationToken cancellationToken)
    {
        var state = request.Kind == BulkKind.Release ? CandidateState.Held : CandidateState.Pending;
        var filtered = (await CandidateQueries.FilteredAsync(db, actor, request.Filter, cancellationToken)).Query.Where(c => c.State == state);
        if (request.Kind == BulkKind.Release) return filtered;
        var now = clock.Now();
        return filtered.Where(c => c.LeaseUntil == null || c.LeaseUntil <= now || c.LeaseHolderId == actor.MemberId);
    }

    private async Task<(long Last, int Count)> BatchAsync(
        FlywheelDbContext db, Actor actor, BulkRequest request, long after, long upTo, int size, CancellationToken cancellationToken)
    {
        var targets = await TargetsAsync(db, actor, request, cancellationToken);
        var items = await targets.Where(c => c.Id > after && c.Id <= upTo).OrderBy(c => c.Id).Take(size)
            .Include(c => c.Decisions).ToListAsync(cancellationToken);
        if (items.Count == 0) return (0, 0);
        if (request.Kind == BulkKind.Release) await ReleaseAsync(db, actor, items, cancellationToken);
        else await RejectAsync(db, actor, items, request, cancellationToken);
        return (items[^1].Id, items.Count);
    }

    private async Task ReleaseAsync(FlywheelDbContext db, Actor actor, List<TrainingCandidate> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            item.Release(clock.Now());
            audit.Append(
                db, actor, "review.release", $"candidate/{item.Id}", new { state = CandidateState.Held }, new { state = item.State, bulk = true });
        }
    }

    private async Task RejectAsync(FlywheelDbContext db, Actor actor, List<TrainingCandidate> items, BulkRequest request, CancellationToken cancellationToken)
    {
        var policy = await CurationPolicies.InForceAsync(db, cancellationToken);
        var decisions = items.ConvertAll(item => Judgement.Apply(
            item, actor, new(item.Version, DecisionKind.Reject, null, request.Reason, request.Comment), policy.Number, clock.Now()));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var decision in decisions)
        {
            audit.Append(
                db, actor, "review.decide", $"candidate/{decision.CandidateId}", new { state = decision.StateBefore },
                new { decision = decision.Id, kind = decision.Kind, reason = decision.Reason, state = decision.StateAfter, policy = policy.Number, bulk = true });
        }
    }
}
