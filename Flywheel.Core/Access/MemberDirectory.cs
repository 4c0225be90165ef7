using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Core.Access;

/// <summary>
/// The people: who they are, what they may do, whether they may come in. Every change writes the audit, and every change
/// to what a person may do replaces the security stamp, which ends the person's sign-ins within seconds.
/// </summary>
public sealed class MemberDirectory(
    Database database, AuditLog audit, NewMembers members, IServiceScopeFactory scopes, TimeProvider clock, ActorActions actions,
    IEnumerable<IAccessChange> accessChanges)
{
    private readonly MemberList _list = new(database, clock);

    /// <summary>Members by name. Nothing for somebody who is no admin.</summary>
    /// <param name="search">Part of a name or an e-mail address; null or empty for all.</param>
    /// <param name="take">1-200.</param>
    public Task<MemberPage> PageAsync(Actor actor, string? search, int skip, int take, CancellationToken cancellationToken = default) =>
        actor.MayAdminister
            ? _list.PageAsync(search, Math.Max(0, skip), Math.Clamp(take, 1, 200), cancellationToken)
            : Task.FromResult(new MemberPage([], 0));

    /// <summary>Makes a member without a password, and the token that sets one.</summary>
    /// <param name="applications">What the member may see; an admin sees all, whatever is said here.</param>
    public Task<InviteOutcome> InviteAsync(Actor actor, string email, string name, string role, ApplicationAccess applications, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "member.invite", "member", () => DoInviteAsync(actor, email, name, role, applications, cancellationToken), cancellationToken);

    private async Task<InviteOutcome> DoInviteAsync(Actor actor, string email, string name, string role, ApplicationAccess applications, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return Refusal(MemberOutcome.NotAllowed.InWords()) with { IsAllowed = false };
        if (!Roles.All.Contains(role)) return Refusal(MemberOutcome.NoSuchRole.InWords());
        if (!await ExistAsync(applications, cancellationToken)) return Refusal(MemberOutcome.NoSuchApplication.InWords());
        if (await members.ErrorsAsync(email, name, null) is { Count: > 0 } errors) return new(null, null, errors);
        var id = await database.WriteAsync(
            async db =>
            {
                var member = await members.AddAsync(db, email, name, role, null, cancellationToken);
                if (member is null) return null;
                await SetAccessAsync(db, member, applications, cancellationToken);
                var seen = await MemberAccess.InWordsAsync(db, applications, cancellationToken);
                audit.Append(db, actor, "member.invite", $"member/{member.Id}", null, new { Role = role, Applications = seen });
                return member.Id;
            },
            cancellationToken);
        return id is null ? Refusal("Somebody with this e-mail address is here already.") : new(id, await TokenAsync(id), []);
    }

    /// <summary>Gives a role in place of the present one.</summary>
    public Task<MemberOutcome> ChangeRoleAsync(Actor actor, string memberId, string role, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "member.role", $"member/{memberId}", () => DoChangeRoleAsync(actor, memberId, role, cancellationToken), cancellationToken);

    private Task<MemberOutcome> DoChangeRoleAsync(Actor actor, string memberId, string role, CancellationToken cancellationToken) =>
        !Roles.All.Contains(role) ? Task.FromResult(MemberOutcome.NoSuchRole)
        : actor.MemberId == memberId ? Task.FromResult(MemberOutcome.Yourself)
        : ChangeAsync(actor, memberId, "member.role", new { Role = role }, role == Roles.Admin, (db, member) => SetRoleAsync(db, member, role, clock.Now(), cancellationToken), cancellationToken);

    /// <summary>Says anew which applications a person sees. What the person holds of others is given back to the queue.</summary>
    public Task<MemberOutcome> ChangeApplicationsAsync(Actor actor, string memberId, ApplicationAccess applications, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "member.applications", $"member/{memberId}", () => DoChangeApplicationsAsync(actor, memberId, applications, cancellationToken), cancellationToken);

    private async Task<MemberOutcome> DoChangeApplicationsAsync(Actor actor, string memberId, ApplicationAccess applications, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return MemberOutcome.NotAllowed;
        if (actor.MemberId == memberId) return MemberOutcome.Yourself;
        if (!await ExistAsync(applications, cancellationToken)) return MemberOutcome.NoSuchApplication;
        return await ChangeAsync(
            actor, memberId, "member.applications", SeenAsync, db => WordsAsync(db, applications), true,
            (db, member) => SetAccessAsync(db, member, applications, cancellationToken), cancellationToken);

        async Task<object?> SeenAsync(FlywheelDbContext db) => await WordsAsync(db, await MemberAccess.OfAsync(db, memberId, cancellationToken));
        async Task<object?> WordsAsync(FlywheelDbContext db, ApplicationAccess access) =>
            new { Applications = await MemberAccess.InWordsAsync(db, access, cancellationToken) };
    }

    /// <summary>Shuts a person out until resumed: no sign-in, no token.</summary>
    public Task<MemberOutcome> SuspendAsync(Actor actor, string memberId, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "member.suspend", $"member/{memberId}", () => DoSuspendAsync(actor, memberId, cancellationToken), cancellationToken);

    private Task<MemberOutcome> DoSuspendAsync(Actor actor, string memberId, CancellationToken cancellationToken) =>
        actor.MemberId == memberId
            ? Task.FromResult(MemberOutcome.Yourself)
            : ChangeAsync(actor, memberId, "member.suspend", null, false, (_, member) => Set(() => member.SuspendedAt ??= clock.Now()), cancellationToken);

    /// <summary>Lets a suspended or locked-out person in again.</summary>
    public Task<MemberOutcome> ResumeAsync(Actor actor, string memberId, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "member.resume", $"member/{memberId}", () => DoResumeAsync(actor, memberId, cancellationToken), cancellationToken);

    private Task<MemberOutcome> DoResumeAsync(Actor actor, string memberId, CancellationToken cancellationToken) => ChangeAsync(
        actor, memberId, "member.resume", null, true,
        (_, member) => Set(() => (member.SuspendedAt, member.LockoutEnd, member.AccessFailedCount) = (null, null, 0)), cancellationToken);

    /// <summary>Ends every sign-in of a person.</summary>
    public Task<MemberOutcome> SignOutEverywhereAsync(Actor actor, string memberId, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "member.sign_out", $"member/{memberId}", () => DoSignOutEverywhereAsync(actor, memberId, cancellationToken), cancellationToken);

    private Task<MemberOutcome> DoSignOutEverywhereAsync(Actor actor, string memberId, CancellationToken cancellationToken) =>
        ChangeAsync(actor, memberId, "member.sign-out", null, true, (_, _) => Task.CompletedTask, cancellationToken);

    /// <summary>A token that sets a new password, once. Null where <paramref name="memberId"/> is nobody or the actor no admin.</summary>
    public Task<string?> ResetTokenAsync(Actor actor, string memberId, CancellationToken cancellationToken = default) =>
        actions.RunAsync(actor, "member.reset_link", $"member/{memberId}", () => DoResetTokenAsync(actor, memberId, cancellationToken), cancellationToken);

    private async Task<string?> DoResetTokenAsync(Actor actor, string memberId, CancellationToken cancellationToken)
    {
        var outcome = await ChangeAsync(actor, memberId, "member.reset-link", null, true, (_, _) => Task.CompletedTask, cancellationToken);
        return outcome == MemberOutcome.Done ? await TokenAsync(memberId) : null;
    }

    private Task<MemberOutcome> ChangeAsync(
        Actor actor, string memberId, string action, object? after, bool staysAdmin, Func<FlywheelDbContext, Member, Task> change, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor, memberId, action, async db => new { Role = await RoleAsync(db, memberId, cancellationToken) }, _ => Task.FromResult(after), staysAdmin, change,
            cancellationToken);

    private async Task<MemberOutcome> ChangeAsync(
        Actor actor, string memberId, string action, Func<FlywheelDbContext, Task<object?>> before, Func<FlywheelDbContext, Task<object?>> after, bool staysAdmin,
        Func<FlywheelDbContext, Member, Task> change, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return MemberOutcome.NotAllowed;
        return await database.WriteAsync(
            async db =>
            {
                var member = await db.Users.FindAsync([memberId], cancellationToken);
                if (member is null) return MemberOutcome.NoSuchMember;
                // Before the count, so that nobody else changes who is an admin until this is stored.
                if (!staysAdmin) await AuditLog.TakeTurnAsync(db, cancellationToken);
                if (!staysAdmin && !await OtherAdminAsync(db, memberId, cancellationToken)) return MemberOutcome.LastAdmin;
                audit.Append(db, actor, action, $"member/{memberId}", await before(db), await after(db));
                await change(db, member);
                member.SecurityStamp = NewMembers.Stamp();
                member.ConcurrencyStamp = NewMembers.Stamp();
                return MemberOutcome.Done;
            },
            cancellationToken);
    }

    private async Task SetAccessAsync(FlywheelDbContext db, Member member, ApplicationAccess applications, CancellationToken cancellationToken)
    {
        await MemberAccess.SetAsync(db, member, applications, cancellationToken);
        foreach (var change in accessChanges) await change.ApplyAsync(db, member.Id, applications, cancellationToken);
    }

    private async Task<bool> ExistAsync(ApplicationAccess applications, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await MemberAccess.ExistsAsync(db, applications, cancellationToken);
    }

    internal static Task<bool> OtherAdminAsync(FlywheelDbContext db, string memberId, CancellationToken cancellationToken) =>
        db.UserRoles.AnyAsync(
            u => u.UserId != memberId
                && db.Roles.Any(r => r.Id == u.RoleId && r.Name == Roles.Admin)
                && db.Users.Any(m => m.Id == u.UserId && m.SuspendedAt == null),
            cancellationToken);

    internal static async Task<string?> RoleAsync(FlywheelDbContext db, string memberId, CancellationToken cancellationToken)
    {
        var roles = await db.UserRoles.Where(u => u.UserId == memberId)
            .Join(db.Roles, u => u.RoleId, r => r.Id, (_, r) => r.Name).ToListAsync(cancellationToken);
        return Roles.All.LastOrDefault(roles.Contains);
    }

    internal static async Task SetRoleAsync(FlywheelDbContext db, Member member, string role, DateTime now, CancellationToken cancellationToken)
    {
        var wasAdmin = await RoleAsync(db, member.Id, cancellationToken) == Roles.Admin;
        var roleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(cancellationToken);
        db.UserRoles.RemoveRange(await db.UserRoles.Where(u => u.UserId == member.Id && u.RoleId != roleId).ToListAsync(cancellationToken));
        if (await db.UserRoles.AnyAsync(u => u.UserId == member.Id && u.RoleId == roleId, cancellationToken)) return;
        db.UserRoles.Add(new() { UserId = member.Id, RoleId = roleId });
        if (role == Roles.Admin) (member.AdminSince, member.AdminUntil) = (now, null);
        else if (wasAdmin) (member.AdminSince, member.AdminUntil) = (null, now);
    }

    private async Task<string?> TokenAsync(string memberId)
    {
        using var scope = scopes.CreateScope();
        var manager = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        return await manager.FindByIdAsync(memberId) is { } member ? await manager.GeneratePasswordResetTokenAsync(member) : null;
    }

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private static InviteOutcome Refusal(string reason) => new(null, null, [reason]);
}
