using System.Runtime.CompilerServices;
using System.Text.Json;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Audit;

/// <summary>
/// Writes the audit. An entry is part of the caller's own transaction: the action and its proof are stored together or
/// not at all.
/// </summary>
public sealed class AuditLog(IDbContextFactory<FlywheelDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private const int Attempts = 8;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>What each context's transaction will add to the chain when everything else is done.</summary>
    private static readonly ConditionalWeakTable<FlywheelDbContext, List<AuditEntry>> Pending = [];

    /// <summary>
    /// Runs an action and its audit entries as one transaction: opens a context, runs <paramref name="work"/>, saves, adds the entries
    /// to the chain and commits. Where another writer was faster at a unique key, or a deadlock was ended here, it starts again with a
    /// fresh context, up to eight times; so the work must have no effect outside its context.
    /// </summary>
    /// <exception cref="DatabaseBusyException">Others held the database for too long; nothing was done.</exception>
    public async Task<T> RunAsync<T>(Func<FlywheelDbContext, Task<T>> work, CancellationToken cancellationToken = default)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                return await RunOnceAsync(db, () => work(db), cancellationToken);
            }
            catch (Exception exception) when (attempt < Attempts && IsLostRace(exception))
            {
                // The next round reads the row that was in the way.
            }
        }
    }

    /// <summary>The same on a context of the caller, without another try.</summary>
    public static async Task<T> RunOnceAsync<T>(FlywheelDbContext db, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        Pending.AddOrUpdate(db, entries);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work();
            await db.SaveChangesAsync(cancellationToken);
            await AddToChainAsync(db, entries, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            Pending.Remove(db);
        }
    }

    /// <summary>Is a fault one that another try from the start may not meet?</summary>
    public static bool IsLostRace(Exception exception) => exception.IsDeadlock() || (exception is DbUpdateException update && update.IsDuplicateKey());

    /// <summary>Adds an entry to what <see cref="RunAsync{T}"/>, whose context it is, stores last.</summary>
    /// <param name="action">At most 100 characters, such as <c>key.revoke</c>.</param>
    /// <param name="subject">At most 300 characters, such as <c>key/17</c>.</param>
    /// <param name="before">Becomes JSON; never a text that a user of a product wrote.</param>
    /// <param name="after">As <paramref name="before"/>.</param>
    /// <exception cref="InvalidOperationException">The context is of nobody who would store the entry.</exception>
    public Task AppendAsync(FlywheelDbContext db, Actor actor, string action, string subject, object? before, object? after, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Pending.TryGetValue(db, out var entries)) throw new InvalidOperationException("An audit entry belongs to an action that the audit runs.");
        entries.Add(new()
        {
            At = clock.Now(), ActorId = actor.MemberId, ActorName = actor.Name, Action = action, Subject = subject,
            Before = ToJson(before), After = ToJson(after), From = actor.From,
        });
        return Task.CompletedTask;
    }

    /// <summary>The last thing of a transaction, so that others wait for it as briefly as possible.</summary>
    private static async Task AddToChainAsync(FlywheelDbContext db, List<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return;
        await TakeTurnAsync(db, cancellationToken);
        var previous = await db.Audit.OrderByDescending(e => e.Id).Select(e => e.Hash).FirstOrDefaultAsync(cancellationToken) ?? AuditHash.Origin;
        foreach (var entry in entries)
        {
            entry.PreviousHash = previous;
            entry.Hash = previous = AuditHash.Of(entry);
            db.Audit.Add(entry);
            // One by one: two in one save could be given their ids in either order.
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Keeps every other audited transaction waiting until this one ends: an update waits for whoever updated before it to commit, and
    /// what is read after it is what that one left. To be called by what must not change between a look and the commit, such as the
    /// number of admins; everything else takes the turn at its end only.
    /// </summary>
    public static async Task TakeTurnAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        if (await db.AuditTurns.Where(t => t.Id == AuditTurn.Only).ExecuteUpdateAsync(set => set.SetProperty(t => t.Number, t => t.Number + 1), cancellationToken) > 0) return;
        db.AuditTurns.Add(new() { Number = 1 });
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string? ToJson(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);
}
