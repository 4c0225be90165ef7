using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Administration;

/// <summary>Does erasures again that a restored backup does not know of.</summary>
public sealed class ErasureReplay(IDbContextFactory<FlywheelDbContext> contexts, ErasureJournal journal, Erasures erasures, ErasureWorker worker)
{
    /// <summary>How many were done again. Only while nobody else works on the data.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var line in journal.Read()) count += await EnterAsync(line, cancellationToken) ? 1 : 0;
        await worker.CatchUpAsync(cancellationToken);
        return count;
    }

    private async Task<bool> EnterAsync(ErasureLine line, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Erasures.AnyAsync(j => j.Id == line.Id, cancellationToken)) return false;
        if (!await db.Applications.AnyAsync(a => a.Id == line.ApplicationId, cancellationToken)) return false;
        if (await FindAsync(db, line, cancellationToken) is not { } target) return false;
        await erasures.EnterAsync(Actor.Operator, line, target, cancellationToken);
        return true;
    }

    /// <summary>The journal holds a hash; whose it is shows among what the backup brought back.</summary>
    private async Task<string?> FindAsync(FlywheelDbContext db, ErasureLine line, CancellationToken cancellationToken)
    {
        foreach (var values in line.Kind == ErasureKind.Person ? People(db, line.ApplicationId) : Requests(db, line.ApplicationId))
        {
            await foreach (var value in values.Distinct().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (journal.HashOf(new(line.ApplicationId, line.Kind, value)) == line.TargetHash) return value;
            }
        }

        return null;
    }

    private static IEnumerable<IQueryable<string>> People(FlywheelDbContext db, int application) =>
    [
        db.Signals.Where(s => s.ApplicationId == application && s.PersonHash != null).Select(s => s.PersonHash!),
        db.Exposures.Where(e => e.ApplicationId == application && e.PersonHash != null).Select(e => e.PersonHash!),
        db.Candidates.Where(c => c.ApplicationId == application && c.PersonHash != null).Select(c => c.PersonHash!),
    ];

    private static IEnumerable<IQueryable<string>> Requests(FlywheelDbContext db, int application) =>
    [
        db.Interactions.Where(i => i.ApplicationId == application).Select(i => i.RequestId),
        db.Exposures.Where(e => e.ApplicationId == application).Select(e => e.RequestId),
        db.Outcomes.Where(o => o.ApplicationId == application).Select(o => o.RequestId),
    ];
}
