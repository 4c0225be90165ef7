using System.Runtime.CompilerServices;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Audit;

/// <summary>
/// What one transaction will add to the chain: entries wait here until the rest of it is written, so that others wait for the end of the
/// chain as briefly as possible.
/// </summary>
internal sealed class AuditChain : IDisposable
{
    private static readonly ConditionalWeakTable<FlywheelDbContext, AuditChain> Open = [];
    private readonly FlywheelDbContext _db;
    private readonly List<AuditEntry> _entries = [];

    private AuditChain(FlywheelDbContext db) => _db = db;

    /// <summary>Collects the entries of a context until the result is disposed.</summary>
    public static AuditChain Collect(FlywheelDbContext db)
    {
        var chain = new AuditChain(db);
        Open.AddOrUpdate(db, chain);
        return chain;
    }

    /// <summary>Adds an entry to those that wait.</summary>
    /// <exception cref="InvalidOperationException">The context is of nobody who would store the entry.</exception>
    public static void Add(FlywheelDbContext db, AuditEntry entry)
    {
        if (!Open.TryGetValue(db, out var chain)) throw new InvalidOperationException("An audit entry belongs to a write of the database.");
        chain._entries.Add(entry);
    }

    /// <summary>Links the entries to what is the end of the chain now, as the last thing of the transaction.</summary>
    public async Task AddToChainAsync(CancellationToken cancellationToken)
    {
        if (_entries.Count == 0) return;
        await TakeTurnAsync(_db, cancellationToken);
        var previous = await _db.Audit.OrderByDescending(e => e.Id).Select(e => e.Hash).FirstOrDefaultAsync(cancellationToken) ?? AuditHash.Origin;
        foreach (var entry in _entries)
        {
            entry.PreviousHash = previous;
            entry.Hash = previous = AuditHash.Of(entry);
            _db.Audit.Add(entry);
            // One by one: two in one save could be given their ids in either order.
            await _db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>See <see cref="AuditLog.TakeTurnAsync"/>.</summary>
    public static async Task TakeTurnAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        if (await db.AuditTurns.Where(t => t.Id == AuditTurn.Only).ExecuteUpdateAsync(set => set.SetProperty(t => t.Number, t => t.Number + 1), cancellationToken) > 0) return;
        db.AuditTurns.Add(new() { Number = 1 });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => Open.Remove(_db);
}
