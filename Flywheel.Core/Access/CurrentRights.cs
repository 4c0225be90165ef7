using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access;

/// <summary>
/// Holds what an actor claims to be against the database, read at this moment: an open console page and a loaded token believe for some
/// seconds what was true before.
/// </summary>
public sealed class CurrentRights(Database database)
{
    /// <summary>
    /// Does the person still have at least the role and the applications of the actor, and is not suspended? Keys, the system and the
    /// operator are no persons. People are never deleted, so that an id without a row is none of theirs.
    /// </summary>
    public async Task<bool> HoldAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsPerson) return true;
        await using var db = await database.ReadAsync(cancellationToken);
        var member = await db.Users.Where(m => m.Id == actor.MemberId).Select(m => new { m.SuspendedAt, m.IsRestricted }).FirstOrDefaultAsync(cancellationToken);
        if (member is null) return true;
        if (member.SuspendedAt is not null) return false;
        var role = await MemberDirectory.RoleAsync(db, actor.MemberId, cancellationToken);
        if (RankOf(role) < RankOf(actor.Role)) return false;
        if (role == Roles.Admin || !member.IsRestricted) return true;
        var given = await db.MemberApplications.Where(m => m.MemberId == actor.MemberId).Select(m => m.ApplicationId).ToListAsync(cancellationToken);
        return !actor.Applications.IsAll && actor.Applications.Ids.All(given.Contains);
    }

    /// <summary>-1 for no role.</summary>
    private static int RankOf(string? role) => Roles.All.ToList().IndexOf(role ?? "");
}
