using Flywheel.Core.Collect;
using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Flywheel.Core.Measure.RollUps;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>Takes a scope out of every table, in the caller's transaction. One instance a transaction.</summary>
internal sealed class ErasureWriter(FlywheelDbContext db, ErasureTarget target, ErasureScope scope, DateTime now)
{
    private IReadOnlySet<NamedValue> _names = new HashSet<NamedValue>();

    /// <summary>Everything but the measures.</summary>
    public async Task RemoveAsync(Pseudonyms pseudonyms, CancellationToken cancellationToken)
    {
        _names = await new ErasedNames(db, target.ApplicationId).ReadAsync(scope, cancellationToken);
        var shared = await new SharedQueries(db).ReadAsync(scope, cancellationToken);
        await WithholdAsync(cancellationToken);
        await RemoveCandidatesAsync(cancellationToken);
        await CloseKeysAsync(pseudonyms, cancellationToken);
        await CountAsync(cancellationToken);
        var (signals, exposures, interactions) = (scope.Signals.Keys.ToList(), scope.Exposures, scope.Interactions);
        await db.Signals.Where(s => signals.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.Exposures.Where(e => exposures.Contains(e.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.Outcomes.Where(o => scope.Outcomes.Contains(o.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.Interactions.Where(i => interactions.Contains(i.Id)).ExecuteDeleteAsync(cancellationToken);
        await new SharedQueries(db).ReplaceAsync(shared, cancellationToken);
    }

    /// <summary>
    /// Measures the requests anew from what is left, and forgets names that nothing has any more, in every pass that is shown or being built.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">A reader moved on in the meantime.</exception>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await db.MeasuredInteractions
            .Where(m => m.ApplicationId == target.ApplicationId && scope.Requests.Contains(m.RequestId)
                && db.MeasureGenerations.Any(g => g.Id == m.Generation && g.RetiredAt != null))
            .ExecuteDeleteAsync(cancellationToken);
        var passes = await db.MeasureGenerations.Where(g => g.RetiredAt == null).Select(g => g.Id).ToListAsync(cancellationToken);
        foreach (var pass in passes)
        {
            var batch = await MeasureReader.ReadAgainAsync(db, pass, target.ApplicationId, scope.Requests, cancellationToken);
            var saver = new MeasureSaver(db, new(), now);
            await saver.PrepareAsync(batch, cancellationToken);
            await saver.WriteAsync(batch, cancellationToken);
        }

        await new ErasedNames(db, target.ApplicationId).ForgetAsync(_names, cancellationToken);
    }

    /// <summary>A version that loses a row is withheld at the same moment; one that is being made is given up.</summary>
    private async Task WithholdAsync(CancellationToken cancellationToken)
    {
        List<long> changed = [.. scope.Candidates, .. scope.Contexts.Select(c => c.CandidateId)];
        var versions = await db.DatasetRows.Where(r => changed.Contains(r.CandidateId)).Select(r => r.DatasetVersionId).Distinct().ToListAsync(cancellationToken);
        await db.DatasetVersions.Where(v => versions.Contains(v.Id) && !v.Complete).ExecuteDeleteAsync(cancellationToken);
        await db.DatasetVersions.Where(v => versions.Contains(v.Id) && v.WithheldAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.WithheldAt, now), cancellationToken);
    }

    private async Task RemoveCandidatesAsync(CancellationToken cancellationToken)
    {
        var (candidates, prints) = (scope.Candidates, scope.Fingerprints.ToList());
        await db.Drafts.Where(d => candidates.Contains(d.CandidateId)).ExecuteDeleteAsync(cancellationToken);
        await db.Decisions.Where(d => candidates.Contains(d.CandidateId)).ExecuteDeleteAsync(cancellationToken);
        await db.DatasetRows.Where(r => candidates.Contains(r.CandidateId)).ExecuteDeleteAsync(cancellationToken);
        await db.Candidates.Where(c => candidates.Contains(c.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.Fingerprints.Where(f => prints.Contains(f.SignalId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var (id, context) in scope.Contexts)
        {
            await db.Candidates.Where(c => c.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Context, context).SetProperty(c => c.Version, c => c.Version + 1).SetProperty(c => c.UpdatedAt, now), cancellationToken);
        }
    }

    /// <summary>The same key is still answered the same, but its body's hash can no longer be tried against guesses.</summary>
    private async Task CloseKeysAsync(Pseudonyms pseudonyms, CancellationToken cancellationToken)
    {
        var signals = scope.Signals.Keys.ToList();
        var keys = await db.IdempotencyRecords.Where(r => r.SignalId != null && signals.Contains(r.SignalId.Value)).ToListAsync(cancellationToken);
        foreach (var key in keys) (key.BodyHash, key.SignalId) = (pseudonyms.OfBody(key.BodyHash), null);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        foreach (var day in scope.Signals.GroupBy(s => s.Value))
        {
            await db.IntakeCounts.Where(t => t.ApplicationId == target.ApplicationId && t.Day == day.Key)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.Erased, t => t.Erased + day.Count()), cancellationToken);
        }
    }
}
