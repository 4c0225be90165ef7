using Flywheel.Core.Collect;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Policies;
using Flywheel.Core.Curate.Policies.Evaluation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Curation;

/// <summary>One piece of judging anew.</summary>
internal sealed record RescoringStep(int Done, int Changed, bool IsLast);

/// <summary>
/// Applies a policy that came into force to the candidates that no person decided, in the order of their ids, piece by piece.
/// A piece and the mark of how far it came are one transaction: killed anywhere, it goes on where it was. The Curator calls
/// it between its own batches, so that the two never evaluate one candidate at a time.
/// </summary>
internal sealed class Rescorer(Database database, PolicyEvaluators evaluators, TimeProvider clock)
{
    private const int PieceSize = 256;

    /// <summary>One piece of the newest policy's; null where all is done.</summary>
    public async Task<RescoringStep?> StepAsync(CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken);
        return await database.WriteAsync(db => EvaluateAsync(db, cancellationToken), (db, piece) => WriteAsync(db, piece, cancellationToken), cancellationToken);
    }

    /// <summary>What no person decided; a row of it may still turn out to be frozen or withdrawn.</summary>
    public static IQueryable<TrainingCandidate> Open(IQueryable<TrainingCandidate> candidates) => candidates.Where(TrainingCandidate.NotDecidedByPerson);

    private static Task<Rescoring?> NewestAsync(FlywheelDbContext db, CancellationToken cancellationToken) =>
        db.Rescorings.AsNoTracking().Where(r => r.FinishedAt == null).OrderByDescending(r => r.PolicyVersion).FirstOrDefaultAsync(cancellationToken);

    private async Task<EvaluatedPiece?> EvaluateAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        if (await NewestAsync(db, cancellationToken) is not { } job) return null;
        var evaluator = await evaluators.InForceAsync(db, cancellationToken);
        var position = await SignalFeed.PositionAsync(db, CurationCursor.Name, cancellationToken);
        var piece = await Open(db.Candidates).Where(c => c.Id > job.Position && c.Id <= job.Through).OrderBy(c => c.Id).Take(PieceSize).ToListAsync(cancellationToken);
        return new(job, piece, await EvaluateAsync(db, evaluator, piece, position, cancellationToken));
    }

    /// <summary>Where a reviewer or another node was faster, the next round reads what became of the items.</summary>
    private async Task<RescoringStep> WriteAsync(FlywheelDbContext db, EvaluatedPiece evaluated, CancellationToken cancellationToken)
    {
        var (job, piece, changed) = evaluated;
        if (await FrozenSinceAsync(db, piece, cancellationToken)) throw new DbUpdateConcurrencyException("A version was frozen meanwhile.");
        await db.SaveChangesAsync(cancellationToken);
        if (!await MoveAsync(db, job, piece, changed, cancellationToken)) throw new DbUpdateConcurrencyException("Another one was faster.");
        return new(piece.Count, changed, piece.Count < PieceSize);
    }

    /// <summary>Here and not when the policy comes into force: counting reads every row, and nobody should wait for that.</summary>
    private Task<int> CountAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            if (await NewestAsync(db, cancellationToken) is not { Position: 0, Total: 0 } job) return null;
            return new Uncounted(job.PolicyVersion, await Open(db.Candidates).CountAsync(c => c.Id <= job.Through, cancellationToken));
        },
        (db, uncounted) => db.Rescorings.Where(r => r.PolicyVersion == uncounted.PolicyVersion)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Total, uncounted.Total), cancellationToken),
        cancellationToken);

    /// <summary>Was one that the policy had admitted frozen since it was read?</summary>
    private static async Task<bool> FrozenSinceAsync(FlywheelDbContext db, List<TrainingCandidate> piece, CancellationToken cancellationToken)
    {
        var left = piece.Where(c => c.State != CandidateState.Approved && db.Entry(c).OriginalValues.GetValue<CandidateState>(nameof(c.State)) == CandidateState.Approved)
            .Select(c => c.Id).ToList();
        return left.Count > 0 && await db.DatasetRows.AnyAsync(r => left.Contains(r.CandidateId) && r.DatasetVersion!.Complete, cancellationToken);
    }

    private async Task<int> EvaluateAsync(FlywheelDbContext db, PolicyEvaluator evaluator, List<TrainingCandidate> piece, long position, CancellationToken cancellationToken)
    {
        var facts = await new FactsReader(db, evaluator.Types, evaluator.NeedsContributors).ReadAsync(piece.ConvertAll(FactsRow.Of), position, cancellationToken);
        var now = clock.Now();
        var changed = 0;
        foreach (var (candidate, known) in piece.Zip(facts))
        {
            if (candidate.InputLength is null) TextFacts.Keep(candidate);
            if (EvaluationWriter.Apply(candidate, known, evaluator.Evaluate(known), evaluator, now)) changed++;
        }

        return changed;
    }

    /// <summary>Moves the mark from where it was found; false where another process moved it. Older policies' marks end with the last piece.</summary>
    private async Task<bool> MoveAsync(FlywheelDbContext db, Rescoring job, List<TrainingCandidate> piece, int changed, CancellationToken cancellationToken)
    {
        DateTime? finished = piece.Count < PieceSize ? clock.Now() : null;
        var position = piece.Count > 0 ? piece[^1].Id : job.Position;
        var moved = await db.Rescorings.Where(r => r.PolicyVersion == job.PolicyVersion && r.Position == job.Position && r.FinishedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Position, position).SetProperty(r => r.Done, r => r.Done + piece.Count)
                .SetProperty(r => r.Changed, r => r.Changed + changed).SetProperty(r => r.FinishedAt, finished), cancellationToken);
        return moved > 0;
    }

    private sealed record EvaluatedPiece(Rescoring Job, List<TrainingCandidate> Piece, int Changed);

    private sealed record Uncounted(int PolicyVersion, int Total);
}
