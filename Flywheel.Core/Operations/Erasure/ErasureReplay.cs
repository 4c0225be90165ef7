using Flywheel.Core.Collect.Intake;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>
/// A line of the erasure journal that the database held nothing for when it first met it. What came under the same name later
/// is not what was erased, so that the line is never looked at again.
/// </summary>
public sealed class SettledErasure
{
    /// <summary>See <see cref="ErasureLine.Id"/>.</summary>
    public Guid Id { get; set; }
    public DateTime At { get; set; }
}

/// <summary>
/// Does erasures again that are in the journal and not in the database: the database is then a backup from before them,
/// restored by the command or put in place by hand.
/// </summary>
public sealed partial class ErasureReplay(
    Database database, ErasureJournal journal, Erasures erasures, ErasureWorker worker, DatabaseLocation location,
    TimeProvider clock, ILogger<ErasureReplay> log)
{
    /// <summary>
    /// Brings the database up to the journal, and ends when everything that is confirmed is erased. Part of every start of the server,
    /// before its first request.
    /// </summary>
    /// <returns>How many lines of the journal the database did not know.</returns>
    /// <exception cref="FileNotFoundException">There is something to do again, and the key of the pseudonyms is missing.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var count = await EnterMissingAsync(cancellationToken);
        await worker.CatchUpAsync(cancellationToken);
        return count;
    }

    /// <summary>Writes down as jobs what the journal has and the database does not; a running server does them.</summary>
    /// <returns>How many lines the database did not know.</returns>
    /// <exception cref="FileNotFoundException">As for <see cref="RunAsync"/>.</exception>
    public async Task<int> EnterMissingAsync(CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(cancellationToken);
        if (missing.Count == 0) return 0;
        var targets = await FindAsync(missing, cancellationToken);
        foreach (var line in missing)
        {
            if (targets.TryGetValue(line.Id, out var target)) await erasures.EnterAsync(Actor.Operator, line, target, null, cancellationToken);
            else await SettleAsync(line.Id, cancellationToken);
        }

        DatabaseWasBehind(missing.Count, targets.Count);
        return missing.Count;
    }

    private async Task<List<ErasureLine>> MissingAsync(CancellationToken cancellationToken)
    {
        var lines = journal.Read();
        if (lines.Count == 0) return [];
        await using var db = await database.ReadAsync(cancellationToken);
        var known = (await db.Erasures.Select(j => j.Id).ToListAsync(cancellationToken)).ToHashSet();
        known.UnionWith(await db.SettledErasures.Select(s => s.Id).ToListAsync(cancellationToken));
        return [.. lines.Where(line => !known.Contains(line.Id))];
    }

    /// <summary>The journal holds hashes; whose they are shows among what the backup brought back.</summary>
    private async Task<Dictionary<Guid, string>> FindAsync(List<ErasureLine> lines, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, string>();
        await using var db = await database.ReadAsync(cancellationToken);
        var applications = await db.Applications.Select(a => a.Id).ToListAsync(cancellationToken);
        foreach (var group in lines.Where(line => applications.Contains(line.ApplicationId)).GroupBy(line => (line.ApplicationId, line.Kind)))
        {
            DemandKey();
            await AddAsync(db, group.Key.ApplicationId, group.Key.Kind, group.ToLookup(line => line.TargetHash), found, cancellationToken);
        }

        return found;
    }

    private async Task AddAsync(
        FlywheelDbContext db, int application, ErasureKind kind, ILookup<string, ErasureLine> wanted, Dictionary<Guid, string> found, CancellationToken cancellationToken)
    {
        foreach (var values in kind == ErasureKind.Person ? People(db, application) : Requests(db, application))
        {
            await foreach (var value in values.Distinct().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                foreach (var line in wanted[journal.HashOf(new(application, kind, value))]) found[line.Id] = value;
            }
        }
    }

    /// <summary>With a new key nothing would be found, and be taken for not there.</summary>
    private void DemandKey()
    {
        var key = Pseudonyms.KeyFile(location);
        if (!File.Exists(key))
            throw new FileNotFoundException($"{journal.File} names erasures that the database does not know, and {key} is missing: put the saved key in its place.");
    }

    private Task SettleAsync(Guid id, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            // Another process may have been first.
            if (!await db.SettledErasures.AnyAsync(s => s.Id == id, cancellationToken)) db.SettledErasures.Add(new() { Id = id, At = clock.Now() });
        },
        cancellationToken);

    private static IEnumerable<IQueryable<string>> People(FlywheelDbContext db, int application) =>
    [
        db.Signals.Where(s => s.ApplicationId == application && s.PersonHash != null).Select(s => s.PersonHash!),
        db.Exposures.Where(e => e.ApplicationId == application && e.PersonHash != null).Select(e => e.PersonHash!),
        db.Candidates.Where(c => c.ApplicationId == application && c.PersonHash != null).Select(c => c.PersonHash!),
        db.MeasuredInteractions.Where(m => m.ApplicationId == application && m.PersonHash != null).Select(m => m.PersonHash!),
    ];

    private static IEnumerable<IQueryable<string>> Requests(FlywheelDbContext db, int application) =>
    [
        db.Interactions.Where(i => i.ApplicationId == application).Select(i => i.RequestId),
        db.Exposures.Where(e => e.ApplicationId == application).Select(e => e.RequestId),
        db.Outcomes.Where(o => o.ApplicationId == application).Select(o => o.RequestId),
        db.MeasuredInteractions.Where(m => m.ApplicationId == application).Select(m => m.RequestId),
    ];

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database did not know {Lines} erasures of the journal, as one that was restored; {Found} of them are done again")]
    private partial void DatabaseWasBehind(int lines, int found);
}
