using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access;

/// <summary>Reads and writes which applications members may see.</summary>
public static class MemberAccess
{
    /// <summary>What each of the members may see, by id; who is nobody sees nothing. Admins see all, whatever is stored.</summary>
    public static async Task<IReadOnlyDictionary<string, ApplicationAccess>> OfManyAsync(
        FlywheelDbContext db, IReadOnlyList<string> memberIds, CancellationToken cancellationToken)
    {
        var ids = memberIds.ToList();
        var free = await db.Users.Where(m => ids.Contains(m.Id) && !m.IsRestricted).Select(m => m.Id).ToListAsync(cancellationToken);
        var given = free.Count == ids.Count ? [] : await db.MemberApplications.AsNoTracking().Where(m => ids.Contains(m.MemberId)).ToListAsync(cancellationToken);
        var byMember = given.ToLookup(m => m.MemberId, m => m.ApplicationId);
        return ids.ToDictionary(id => id, id => free.Contains(id) ? ApplicationAccess.All : ApplicationAccess.Of(byMember[id]));
    }

    /// <summary>What one member may see.</summary>
    public static async Task<ApplicationAccess> OfAsync(FlywheelDbContext db, string memberId, CancellationToken cancellationToken) =>
        (await OfManyAsync(db, [memberId], cancellationToken))[memberId];

    /// <summary>
    /// Stores what a tracked member may see, in the caller's own transaction.
    /// </summary>
    internal static async Task SetAsync(FlywheelDbContext db, Member member, ApplicationAccess access, CancellationToken cancellationToken)
    {
        member.IsRestricted = !access.IsAll;
        var old = await db.MemberApplications.Where(m => m.MemberId == member.Id).ToListAsync(cancellationToken);
        db.MemberApplications.RemoveRange(old.Where(o => !access.Ids.Contains(o.ApplicationId)));
        db.MemberApplications.AddRange(access.Ids.Except(old.Select(o => o.ApplicationId))
            .Select(id => new MemberApplication { MemberId = member.Id, ApplicationId = id }));
    }

    /// <summary>Whether every one of these is an application.</summary>
    internal static async Task<bool> ExistsAsync(FlywheelDbContext db, ApplicationAccess access, CancellationToken cancellationToken) =>
        access.IsAll || await db.Applications.Within(access, a => a.Id).CountAsync(cancellationToken) == access.Ids.Count;

    /// <summary>As the audit says it: <c>all</c>, or the names.</summary>
    internal static async Task<object> InWordsAsync(FlywheelDbContext db, ApplicationAccess access, CancellationToken cancellationToken) =>
        access.IsAll ? "all" : await db.Applications.Within(access, a => a.Id).OrderBy(a => a.Name).Select(a => a.Name).ToListAsync(cancellationToken);
}
