using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Curate.Review;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Items;

/// <summary>A signal of the item's answer.</summary>
/// <param name="IsOwn">It is the one that speaks for the item.</param>
/// <param name="At">When it happened, by the client's clock where it said so; UTC.</param>
public sealed record StorySignal(long Id, string SignalType, DateTime At, DateTime ReceivedAt, bool IsOwn, bool TrainingConsent);

/// <summary>A decision as the asker may see it.</summary>
/// <param name="UndoneAt">When it was taken back, or lost its meaning because the text was replaced.</param>
public sealed record StoryDecision(
    long Id, string By, DecisionKind Kind, string? IdealOutput, RejectReason? Reason, string? Comment, CandidateState StateAfter, int PolicyVersion,
    DateTime At, DateTime? UndoneAt);

/// <summary>Who holds the item now.</summary>
public sealed record StoryLease(string By, bool IsMine, DateTime Until);

/// <summary>A frozen version that holds the item.</summary>
public sealed record StoryVersion(int ApplicationId, string Dataset, int Number, Split Split, DateTime CreatedAt, bool Withheld);

/// <summary>Everything that is known of one item, as one person may see it.</summary>
/// <param name="Decisions">The oldest first, without those that are hidden.</param>
/// <param name="HiddenDecisions">How many decisions are hidden from the asker, who may still give one.</param>
/// <param name="HasMyDraft">The asker typed something about it and did not decide with it.</param>
/// <param name="MayDecide">It waits, and the asker may still judge it.</param>
/// <param name="Tags">The words that rules of the policy marked it with.</param>
/// <param name="MetRules">The names of the rules that it met, in their order.</param>
/// <param name="Why">One sentence: why it is, or is not, in training data.</param>
public sealed record ItemStory(
    long Id, int Version, int ApplicationId, string Application, string RequestId, string? Segment, string? ModelVersion, CandidateSource Source,
    CandidateState State, RejectReason? Reason, string? Context, string Input, string OriginalOutput, string ProposedOutput, string? IdealOutput,
    double Score, Quality Quality, IReadOnlyList<ScorePart> ScoreParts, int PolicyVersion, IReadOnlyList<Finding> Findings,
    IReadOnlyList<StorySignal> Signals, IReadOnlyList<StoryDecision> Decisions, int HiddenDecisions, StoryLease? Lease,
    IReadOnlyList<StoryVersion> Versions, IReadOnlyList<string> Tags, IReadOnlyList<string> MetRules, bool HasMyDraft, bool MayDecide, DateTime CreatedAt, DateTime UpdatedAt, DateTime? DecidedAt, string Why);

/// <summary>Tells the whole story of one item.</summary>
public sealed class ItemStories(Database database, TimeProvider clock)
{
    /// <summary>The most signals of a story; the oldest are told.</summary>
    public const int MaxSignals = 500;

    private const int MaxDecisions = 500;
    private const int MaxVersions = 500;

    /// <summary>The story, or null where there is no such item.</summary>
    /// <remarks>
    /// While an item waits for a second judgement, the judgements given so far are hidden from whoever may still give one,
    /// administrators included.
    /// </remarks>
    /// <exception cref="UnauthorizedAccessException">The actor has no role.</exception>
    public async Task<ItemStory?> ReadAsync(Actor actor, long id, CancellationToken cancellationToken)
    {
        if (!actor.MayReview) throw new UnauthorizedAccessException("Only people with a role may look at items.");
        await using var db = await database.ReadAsync(cancellationToken);
        var item = await db.Candidates.AsNoTracking().VisibleTo(actor).Include(c => c.Application).FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (item is null) return null;
        var decisions = await DecisionsAsync(db, id, cancellationToken);
        var mine = decisions.Exists(d => d.MemberId == actor.MemberId && Stands(d));
        var seen = decisions.Where(d => item.State != CandidateState.AwaitingSecond || mine || d.Kind == DecisionKind.Skip || d.MemberId == actor.MemberId).ToList();
        var versions = await VersionsAsync(db, item, cancellationToken);
        var findings = FindingsJson.Read(item.Findings);
        var facts = new TrainingFacts(
            item.State, item.Reason, DecidedBy(item, decisions), findings, [.. versions.Select(v => new VersionMark(v.Dataset, v.Number, v.Withheld))],
            versions.Count == 0 && item.State == CandidateState.Approved ? await LeftOutLookup.FindAsync(db, item, cancellationToken) : null,
            item.DecidingRule);
        return new(
            item.Id, item.Version, item.ApplicationId, item.Application!.Name, item.RequestId, item.Segment, item.ModelVersion, item.Source,
            item.State, item.Reason, item.Context, item.Input, item.OriginalOutput, item.ProposedOutput, item.IdealOutput,
            item.Score, item.Quality, ScoreCard.ReadParts(item.ScoreCard), item.PolicyVersion, findings,
            await SignalsAsync(db, item, cancellationToken), [.. seen.Select(Told)], decisions.Count - seen.Count, await LeaseAsync(db, item, actor, cancellationToken),
            versions, RuleMarks.Tags(item), RuleMarks.Met(item), await db.Drafts.AnyAsync(d => d.CandidateId == id && d.MemberId == actor.MemberId, cancellationToken),
            item.State == CandidateState.Pending || (item.State == CandidateState.AwaitingSecond && !mine),
            item.CreatedAt, item.UpdatedAt, item.DecidedAt, WhyInTrainingData.Say(facts));
    }

    private static Task<List<ReviewDecision>> DecisionsAsync(FlywheelDbContext db, long id, CancellationToken cancellationToken) =>
        db.Decisions.AsNoTracking().Include(d => d.Member).Where(d => d.CandidateId == id).OrderBy(d => d.Id).Take(MaxDecisions).ToListAsync(cancellationToken);

    /// <summary>Who gave it may not give another: anything but a skip.</summary>
    private static bool Stands(ReviewDecision decision) => decision.UndoneAt is null && decision.Kind != DecisionKind.Skip;

    private static string? DecidedBy(TrainingCandidate item, List<ReviewDecision> decisions) =>
        item.State is CandidateState.Approved or CandidateState.Rejected
            ? decisions.FindLast(d => DecisionRules.IsJudgement(d) && d.StateAfter == item.State)?.Member?.DisplayName
            : null;

    private static StoryDecision Told(ReviewDecision d) => new(
        d.Id, d.Member?.DisplayName ?? "", d.Kind, d.IdealOutput, d.Reason, d.Comment, d.StateAfter, d.PolicyVersion, d.At, d.UndoneAt);

    private static Task<List<StorySignal>> SignalsAsync(FlywheelDbContext db, TrainingCandidate item, CancellationToken cancellationToken) =>
        db.Signals.Where(s => s.InteractionId == item.InteractionId).OrderBy(s => s.Id).Take(MaxSignals)
            .Select(s => new StorySignal(s.Id, s.Type, s.OccurredAt, s.ReceivedAt, s.Id == item.SignalId, s.TrainingConsent)).ToListAsync(cancellationToken);

    private static Task<List<StoryVersion>> VersionsAsync(FlywheelDbContext db, TrainingCandidate item, CancellationToken cancellationToken) =>
        db.DatasetRows.Where(r => r.CandidateId == item.Id && r.DatasetVersion!.Complete).OrderByDescending(r => r.DatasetVersionId).Take(MaxVersions)
            .Select(r => new StoryVersion(
                r.DatasetVersion!.Dataset!.ApplicationId, r.DatasetVersion.Dataset.Name, r.DatasetVersion.Number, r.Split, r.DatasetVersion.CreatedAt,
                r.DatasetVersion.WithheldAt != null)).ToListAsync(cancellationToken);

    private async Task<StoryLease?> LeaseAsync(FlywheelDbContext db, TrainingCandidate item, Actor actor, CancellationToken cancellationToken)
    {
        if (item.LeaseHolderId is not { } holder || item.LeaseUntil is not { } until || until <= clock.Now()) return null;
        var name = await db.Users.Where(m => m.Id == holder).Select(m => m.DisplayName).FirstOrDefaultAsync(cancellationToken);
        return new(name ?? "", holder == actor.MemberId, until);
    }
}
