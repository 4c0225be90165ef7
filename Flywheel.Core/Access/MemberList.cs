using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Access;

/// <summary>Reads members, a page at a time.</summary>
internal sealed class MemberList(Database database, TimeProvider clock)
{
    internal async Task<MemberPage> PageAsync(string? search, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var (members, total) = await MembersAsync(db, search, skip, take, cancellationToken);
        var roles = await RolesAsync(db, [.. members.Select(m => m.Id)], cancellationToken);
        var seen = await MemberAccess.OfManyAsync(db, [.. members.Select(m => m.Id)], cancellationToken);
        var ids = members.ConvertAll(m => m.Id);
        var external = await db.UserLogins.Where(l => ids.Contains(l.UserId)).Select(l => l.UserId).ToListAsync(cancellationToken);
        return new([.. members.Select(m => Line(m, roles[m.Id], seen[m.Id], external.Contains(m.Id)))], total);
    }

    private static async Task<(List<Member> Members, int Total)> MembersAsync(FlywheelDbContext db, string? search, int skip, int take, CancellationToken cancellationToken)
    {
        var all = db.Users.AsNoTracking();
        if (string.IsNullOrWhiteSpace(search))
            return (await InOrder(all).Skip(skip).Take(take).ToListAsync(cancellationToken), await all.CountAsync(cancellationToken));
        // Names are few, and no two databases agree on what differs in case only.
        var names = await InOrder(all).Select(m => new { m.Id, m.DisplayName, m.Email }).ToListAsync(cancellationToken);
        var wanted = SearchFold.Of(search.Trim());
        var found = names.FindAll(m => SearchFold.Of(m.DisplayName).Contains(wanted, StringComparison.Ordinal) || SearchFold.Of(m.Email ?? "").Contains(wanted, StringComparison.Ordinal));
        var page = found.Skip(skip).Take(take).Select(m => m.Id).ToList();
        return (await InOrder(all.Where(m => page.Contains(m.Id))).ToListAsync(cancellationToken), found.Count);
    }

    private static IQueryable<Member> InOrder(IQueryable<Member> members) => members.OrderBy(m => m.DisplayName).ThenBy(m => m.Id);

    private static async Task<ILookup<string, string>> RolesAsync(FlywheelDbContext db, string[] ids, CancellationToken cancellationToken)
    {
        var rows = await db.UserRoles.Where(u => ids.Contains(u.UserId))
            .Join(db.Roles, u => u.RoleId, r => r.Id, (u, r) => new { u.UserId, r.Name }).ToListAsync(cancellationToken);
        return rows.ToLookup(r => r.UserId, r => r.Name ?? "");
    }

    private MemberLine Line(Member member, IEnumerable<string> roles, ApplicationAccess seen, bool isExternal)
    {
        var role = Roles.All.LastOrDefault(roles.Contains) ?? "";
        return new(
            member.Id, member.Email ?? "", member.DisplayName, role, StateOf(member, isExternal), member.TwoFactorEnabled, member.CreatedAt, member.LastSeenAt,
            role == Roles.Admin ? ApplicationAccess.All : seen);
    }

    private MemberState StateOf(Member member, bool isExternal) =>
        member.SuspendedAt is not null ? MemberState.Suspended
        : member.LockoutEnd > clock.GetUtcNow() ? MemberState.LockedOut
        : member.PasswordHash is null && !isExternal ? MemberState.Invited
        : MemberState.Active;
}
