using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Curation;

/// <summary>
/// The first half of curation, without the write lock: reads a stretch of the feed, and looks at every text that is
/// proposed in it. All that it reads has a smaller id than the stretch's end, so that reading again gives the same.
/// </summary>
internal sealed class CurationReader(Database database, NearDuplicateIndexes indexes, SignalTypes types)
{
    /// <summary>The next stretch, or null at the feed's end.</summary>
    public async Task<CurationBatch?> ReadAsync(int size, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var position = await SignalFeed.PositionAsync(db, CurationCursor.Name, cancellationToken);
        var signals = await SignalFeed.ReadAsync(db, position, size, cancellationToken);
        if (signals.Count == 0) return null;
        foreach (var application in signals.Select(s => s.ApplicationId).Distinct())
            await indexes.LoadAsync(application, position, cancellationToken);
        var touched = signals.Select(s => s.InteractionId).Distinct().ToList();
        var counts = await SignalCountReader.ReadAsync(db, touched, signals[^1].Id, await types.CurrentAsync(cancellationToken), cancellationToken);
        return new(position, signals, await ProposalsAsync(db, signals, cancellationToken), counts);
    }

    private async Task<Dictionary<long, CandidateProposal>> ProposalsAsync(FlywheelDbContext db, List<Signal> signals, CancellationToken cancellationToken)
    {
        var proposing = await ProposingAsync(db, signals, cancellationToken);
        var ids = proposing.Select(s => s.InteractionId).Distinct().ToList();
        var interactions = await db.Interactions.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var contexts = await ContextsAsync(db, ids, signals[^1].Id, cancellationToken);
        return proposing.ToDictionary(s => s.Id, s => Propose(s, interactions[s.InteractionId], s.Context ?? contexts.GetValueOrDefault(s.InteractionId)));
    }

    /// <summary>Edits with a text; and the first thumbs-up of an answer that is no example yet.</summary>
    private static async Task<List<Signal>> ProposingAsync(FlywheelDbContext db, List<Signal> signals, CancellationToken cancellationToken)
    {
        var liked = signals.Where(s => s.Type == SignalType.ThumbsUp && s.TrainingConsent).Select(s => s.InteractionId).Distinct().ToList();
        var examples = liked.Count == 0 ? [] : await db.Candidates
            .Where(c => liked.Contains(c.InteractionId) && c.Source == CandidateSource.UserApproved).Select(c => c.InteractionId).ToListAsync(cancellationToken);
        var known = examples.ToHashSet();
        return signals.Where(s => s.TrainingConsent
            && ((s.Type == SignalType.Edit && s.Correction is not null) || (s.Type == SignalType.ThumbsUp && known.Add(s.InteractionId)))).ToList();
    }

    private static async Task<Dictionary<long, string>> ContextsAsync(
        FlywheelDbContext db, List<long> interactions, long end, CancellationToken cancellationToken)
    {
        var rows = await db.Signals.Where(s => interactions.Contains(s.InteractionId) && s.Id <= end && s.Context != null)
            .OrderBy(s => s.Id).Select(s => new { s.InteractionId, s.Context }).ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.InteractionId).ToDictionary(g => g.Key, g => g.First().Context!);
    }

    private CandidateProposal Propose(Signal signal, Interaction interaction, string? context)
    {
        var source = signal.Type == SignalType.Edit ? CandidateSource.UserCorrection : CandidateSource.UserApproved;
        var input = signal.Query ?? interaction.Query;
        var proposed = signal.Correction is { } correction && source == CandidateSource.UserCorrection ? correction : interaction.Answer;
        return new(
            signal, source, interaction.RequestId, input, interaction.Answer, proposed, context,
            TextNormaliser.Hash(input, proposed), TextNormaliser.Hash(input),
            TextChecks.Inspect(input, source == CandidateSource.UserCorrection ? interaction.Answer : null, proposed),
            indexes.Observe(signal.ApplicationId, signal.Id, input, proposed));
    }
}
