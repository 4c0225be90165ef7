using System.Text.Json;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Review;

/// <summary>Loads items as a reviewer sees them.</summary>
internal static class ReviewItems
{
    /// <summary>The most signals on a timeline.</summary>
    private const int MaxSignals = 200;

    /// <summary>The items with these ids, in that order.</summary>
    public static async Task<IReadOnlyList<ReviewItem>> LoadAsync(
        FlywheelDbContext db, Actor actor, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];
        var candidates = await db.Candidates.AsNoTracking().VisibleTo(actor).Include(c => c.Application).Where(c => ids.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, cancellationToken);
        var drafts = await db.Drafts.AsNoTracking().Where(d => d.MemberId == actor.MemberId && ids.Contains(d.CandidateId))
            .ToDictionaryAsync(d => d.CandidateId, d => d.Text, cancellationToken);
        var signals = await SignalsAsync(db, candidates.Values, cancellationToken);
        return ids.Where(candidates.ContainsKey)
            .Select(id => ToItem(candidates[id], signals[candidates[id].InteractionId], drafts.GetValueOrDefault(id))).ToList();
    }

    private static async Task<ILookup<long, SignalMark>> SignalsAsync(
        FlywheelDbContext db, IEnumerable<TrainingCandidate> candidates, CancellationToken cancellationToken)
    {
        var interactions = candidates.Select(c => c.InteractionId).Distinct().ToList();
        var rows = await db.Signals.AsNoTracking().Where(s => interactions.Contains(s.InteractionId))
            .OrderBy(s => s.Id).Select(s => new { s.InteractionId, s.Type, s.OccurredAt })
            .Take(MaxSignals * interactions.Count).ToListAsync(cancellationToken);
        return rows.ToLookup(s => s.InteractionId, s => new SignalMark(s.Type, s.OccurredAt));
    }

    private static ReviewItem ToItem(TrainingCandidate c, IEnumerable<SignalMark> signals, string? draft) => new(
        c.Id, c.Version, c.LeaseUntil, c.Application!.Name, c.Source, c.State, c.RequestId, c.Segment, c.Context, c.Input, c.OriginalOutput,
        c.ProposedOutput, c.Score, c.Quality, ScoreCard.ReadParts(c.ScoreCard), FindingsJson.Read(c.Findings), [.. signals.Take(MaxSignals)], draft,
        RuleMarks.Tags(c), RuleMarks.Met(c));
}
