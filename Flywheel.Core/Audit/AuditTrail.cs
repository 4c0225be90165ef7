using System.Runtime.CompilerServices;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Audit;

/// <summary>An entry of the audit as a list shows it.</summary>
public sealed record AuditLine(long Id, DateTime At, string ActorName, string Action, string Subject, string? Before, string? After, string? From);

/// <summary>Some entries, the newest first.</summary>
/// <param name="Next">Where the following ones begin; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Entries, long? Next);

/// <summary>Which entries; what is null or blank does not narrow.</summary>
/// <param name="Search">How the subject or the action begins, such as <c>member/</c> or <c>key.revoke</c>.</param>
/// <param name="Group">What the action begins with before its dot, such as <c>review</c>.</param>
/// <param name="Actor">A part of the name of who did it, whatever the case.</param>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, UTC, included.</param>
public sealed record AuditFilter(string? Search = null, string? Group = null, string? Actor = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>Reads the audit, for admins.</summary>
public sealed class AuditTrail(Database database)
{
    private const int MostOfAPage = 200;

    /// <summary>The entries before an id, or the newest. Nothing for somebody who is no admin.</summary>
    /// <param name="before">Only entries with a smaller id; null for the newest.</param>
    /// <param name="take">1-200.</param>
    public async Task<AuditPage> ReadAsync(Actor actor, AuditFilter filter, long? before, int take, CancellationToken cancellationToken = default)
    {
        if (!actor.MayAdminister) return new([], null);
        take = Math.Clamp(take, 1, MostOfAPage);
        await using var db = await database.ReadAsync(cancellationToken);
        var entries = Entries(db, filter);
        if (Wanted(filter.Actor) is { } name) entries = await OfActorsAsync(db, entries, name, cancellationToken);
        var found = await entries.Where(e => before == null || e.Id < before).OrderByDescending(e => e.Id).Take(take + 1)
            .Select(e => new AuditLine(e.Id, e.At, e.ActorName, e.Action, e.Subject, e.Before, e.After, e.From)).ToListAsync(cancellationToken);
        return found.Count > take ? new([.. found.Take(take)], found[take - 1].Id) : new(found, null);
    }

    /// <summary>All entries, the newest first, page by page: constant memory. Nothing for somebody who is no admin.</summary>
    public async IAsyncEnumerable<AuditLine> ReadAllAsync(Actor actor, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long? before = null;
        do
        {
            var page = await ReadAsync(actor, filter, before, MostOfAPage, cancellationToken);
            foreach (var entry in page.Entries) yield return entry;
            before = page.Next;
        }
        while (before is not null);
    }

    private static IQueryable<AuditEntry> Entries(FlywheelDbContext db, AuditFilter filter)
    {
        var entries = db.Audit.AsNoTracking();
        if (Wanted(filter.Search) is { } start) entries = entries.Where(e => e.Subject.StartsWith(start) || e.Action.StartsWith(start));
        if (Wanted(filter.Group) is { } group) entries = entries.Where(e => e.Action.StartsWith(group + "."));
        if (filter.From is { } first) entries = entries.Where(e => e.At >= StartOf(first));
        if (filter.To is { } last && last < DateOnly.MaxValue) entries = entries.Where(e => e.At < StartOf(last.AddDays(1)));
        return entries;
    }

    /// <summary>Names are compared here: no two databases agree on what differs in case only.</summary>
    private static async Task<IQueryable<AuditEntry>> OfActorsAsync(FlywheelDbContext db, IQueryable<AuditEntry> entries, string name, CancellationToken cancellationToken)
    {
        var names = await db.Audit.Select(e => e.ActorName).Distinct().ToListAsync(cancellationToken);
        var meant = names.FindAll(n => SearchFold.Contains(n, name));
        return entries.Where(e => meant.Contains(e.ActorName));
    }

    private static string? Wanted(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTime StartOf(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
