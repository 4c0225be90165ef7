using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Audit;

/// <summary>What a check of the audit found.</summary>
/// <param name="Entries">How many entries were checked; up to and including the tampered one.</param>
/// <param name="TamperedId">The first entry that is not as it was written, or that is missing; null where all is well.</param>
/// <param name="Error">What is wrong with it, in words; null where all is well.</param>
public sealed record AuditCheck(long Entries, long? TamperedId, string? Error)
{
    public bool Intact => Error is null;
}

/// <summary>Checks the audit against itself and against the heads that were written outside the database.</summary>
public sealed class AuditVerification(Database database, AuditHeads heads)
{
    /// <summary>
    /// Walks the whole chain in order, in constant memory. Finds a changed, removed or inserted entry by the chain, a
    /// cut tail and a chain that was calculated anew by the heads.
    /// </summary>
    public async Task<AuditCheck> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var recorded = await heads.ReadAsync(cancellationToken);
        await using var db = await database.ReadAsync(cancellationToken);
        var (previous, count) = (AuditHash.Origin, 0L);
        await foreach (var entry in db.Audit.AsNoTracking().OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            count++;
            if (ErrorOf(entry, previous, recorded) is { } error) return new(count, entry.Id, error);
            recorded.Remove(entry.Id);
            previous = entry.Hash;
        }

        return recorded.Count == 0
            ? new(count, null, null)
            : new(count, recorded.Keys.Min(), "the entry was recorded outside the database and is no longer in it");
    }

    private static string? ErrorOf(AuditEntry entry, byte[] previous, Dictionary<long, string> recorded)
    {
        if (!entry.PreviousHash.AsSpan().SequenceEqual(previous)) return "the entry before it was removed, inserted or changed";
        if (!AuditHash.Of(entry).AsSpan().SequenceEqual(entry.Hash)) return "the entry is not as it was written";
        return recorded.TryGetValue(entry.Id, out var hash) && hash != Convert.ToHexStringLower(entry.Hash)
            ? "the entry is not the one that was recorded outside the database"
            : null;
    }
}
