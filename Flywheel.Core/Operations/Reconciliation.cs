using System.Data;
using Flywheel.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Flywheel.Core.Data.Database;

namespace Flywheel.Core.Operations;

/// <summary>What one application's signals add up to; all figures are numbers of signals.</summary>
/// <param name="Accepted">Acknowledged ever, as counted in the commits that stored them.</param>
/// <param name="Stored">In the database now.</param>
public sealed record IntakeBalance(string Application, long Accepted, long Stored, long Erased, long Expired)
{
    /// <summary>Acknowledged and gone without a reason; negative where more is stored than was acknowledged.</summary>
    public long Missing => Accepted - Stored - Erased - Expired;
}

/// <summary>Proves that nothing that was acknowledged has been lost: accepted = stored + erased + expired.</summary>
public sealed class Reconciliation(Database database)
{
    /// <summary>
    /// The balance of every application, by name, at one instant: one snapshot is read, and the intake goes on meanwhile.
    /// </summary>
    public async Task<IReadOnlyList<IntakeBalance>> RunAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        await using var instant = await BeginAsync(db, cancellationToken);
        var counts = await db.IntakeCounts.GroupBy(t => t.ApplicationId)
            .Select(g => new { g.Key, Accepted = g.Sum(t => t.Accepted), Erased = g.Sum(t => t.Erased), Expired = g.Sum(t => t.Expired) })
            .ToDictionaryAsync(t => t.Key, cancellationToken);
        var stored = await db.Signals.GroupBy(s => s.ApplicationId).Select(g => new { g.Key, Count = g.LongCount() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var applications = await db.Applications.OrderBy(a => a.Name).Select(a => new { a.Id, a.Name }).ToListAsync(cancellationToken);
        return [.. applications.Select(a => counts.TryGetValue(a.Id, out var count)
            ? new IntakeBalance(a.Name, count.Accepted, stored.GetValueOrDefault(a.Id), count.Erased, count.Expired)
            : new IntakeBalance(a.Name, 0, stored.GetValueOrDefault(a.Id), 0, 0))];
    }

    private static async Task<IDbContextTransaction?> BeginAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection connection)
            return await db.Database.BeginTransactionAsync(IsolationLevel.Snapshot, cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        // A deferred transaction only reads one snapshot; EF's own would take the write lock.
        return await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken);
    }
}
