using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Administration;

/// <summary>An entry of the audit as a list shows it.</summary>
public sealed record AuditLine(long Id, DateTime At, string ActorName, string Action, string Subject, string? Before, string? After, string? From);

/// <summary>Some entries, the newest first.</summary>
/// <param name="Next">Where the following ones begin; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Entries, long? Next);

/// <summary>Reads the audit, for admins.</summary>
public sealed class AuditTrail(IDbContextFactory<FlywheelDbContext> contexts)
{
    /// <summary>The entries before an id, or the newest. Nothing for somebody who is no admin.</summary>
    /// <param name="search">How the subject or the action begins, such as <c>member/</c> or <c>key.revoke</c>; null or empty for all.</param>
    /// <param name="before">Only entries with a smaller id; null for the newest.</param>
    /// <param name="take">1-200.</param>
    public async Task<AuditPage> ReadAsync(Actor actor, string? search, long? before, int take, CancellationToken cancellationToken = default)
    {
        if (!actor.MayAdminister) return new([], null);
        take = Math.Clamp(take, 1, 200);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.Audit.AsNoTracking().Where(e => before == null || e.Id < before);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var start = search.Trim();
            entries = entries.Where(e => e.Subject.StartsWith(start) || e.Action.StartsWith(start));
        }

        var found = await entries.OrderByDescending(e => e.Id).Take(take + 1)
            .Select(e => new AuditLine(e.Id, e.At, e.ActorName, e.Action, e.Subject, e.Before, e.After, e.From)).ToListAsync(cancellationToken);
        return found.Count > take ? new([.. found.Take(take)], found[take - 1].Id) : new(found, null);
    }
}
