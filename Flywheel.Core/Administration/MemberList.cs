using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Administration;

/// <summary>Reads members, a page at a time.</summary>
internal sealed class MemberList(IDbContextFactory<FlywheelDbContext> contexts, TimeProvider clock)
{
    internal async Task<MemberPage> PageAsync(string? search, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var matching = Matching(db, search);
        var total = await matching.CountAsync(cancellationToken);
        var members = await matching.OrderBy(m => m.DisplayName).ThenBy(m => m.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var roles = await RolesAsync(db, [.. members.Select(m => m.Id)], cancellationToken);
        var seen = await MemberAccess.OfManyAsync(db, [.. members.Select(m => m.Id)], cancellationToken);
        var ids = members.ConvertAll(m => m.Id);
        var external = await db.UserLogins.Where(l => ids.Contains(l.UserId)).Select(l => l.UserId).ToListAsync(cancellationToken);
        return new([.. members.Select(m => Line(m, roles[m.Id], seen[m.Id], external.Contains(m.Id)))], total);
    }

    private static IQueryable<Member> Matching(FlywheelDbContext db, string? search)
    {
        var all = db.Users.AsNoTracking();
        if (string.IsNullOrWhiteSpace(search)) return all;
        var part = $"%{Escape(search.Trim())}%";
        return all.Where(m => EF.Functions.Like(m.DisplayName, part, "\\") || EF.Functions.Like(m.Email!, part, "\\"));
    }

    /// <summary>Takes the meaning from what LIKE reads as a pattern, on either provider.</summary>
    private static string Escape(string text) =>
        text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_").Replace("[", "\\[");

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
