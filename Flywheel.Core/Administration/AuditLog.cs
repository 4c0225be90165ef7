using System.Text.Json;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Administration;

/// <summary>
/// Writes the audit. An entry is part of the caller's own transaction: the deed and its proof are stored together or
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

    /// <summary>
    /// Runs a deed and its audit entries as one transaction: opens a context, runs <paramref name="work"/>, saves and
    /// commits. Where another writer was faster at a unique key (the audit's chain among them) it starts again with a
    /// fresh context, up to eight times; so the work must have no effect outside its context.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<FlywheelDbContext, Task<T>> work, CancellationToken cancellationToken = default)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(work, cancellationToken);
            }
            catch (Exception fault) when (attempt < Attempts && (fault.IsDeadlock() || (fault is DbUpdateException update && update.IsDuplicateKey())))
            {
                // The next round reads the row that was in the way.
            }
        }
    }

    /// <summary>
    /// Adds an entry to the caller's context; it is stored when the caller saves. Safe against a second writer inside
    /// <see cref="RunAsync"/>; elsewhere the save may fail with a duplicate key and has to be tried again. A second
    /// entry saves the first, so that two of them need a transaction.
    /// </summary>
    /// <param name="action">At most 100 characters, such as <c>key.revoke</c>.</param>
    /// <param name="subject">At most 300 characters, such as <c>key/17</c>.</param>
    /// <param name="before">Becomes JSON; never a text that a user of a product wrote.</param>
    /// <param name="after">As <paramref name="before"/>.</param>
    public async Task AppendAsync(FlywheelDbContext db, Actor actor, string action, string subject, object? before, object? after, CancellationToken cancellationToken = default)
    {
        var entry = new AuditEntry
        {
            At = clock.Now(),
            ActorId = actor.MemberId,
            ActorName = actor.Name,
            Action = action,
            Subject = subject,
            Before = ToJson(before),
            After = ToJson(after),
            From = actor.From,
            PreviousHash = await LastHashAsync(db, cancellationToken),
        };
        entry.Hash = AuditHash.Of(entry);
        db.Audit.Add(entry);
    }

    private async Task<T> TryAsync<T>(Func<FlywheelDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(db);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static string? ToJson(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);

    private static async Task<byte[]> LastHashAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        // Two entries in one save could be given their ids in either order.
        if (db.ChangeTracker.Entries<AuditEntry>().Any(e => e.State == EntityState.Added)) await db.SaveChangesAsync(cancellationToken);
        return await db.Audit.OrderByDescending(e => e.Id).Select(e => e.Hash).FirstOrDefaultAsync(cancellationToken) ?? AuditHash.Origin;
    }
}
