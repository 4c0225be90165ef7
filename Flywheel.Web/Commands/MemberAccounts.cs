using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Web.Commands;

/// <summary>A person as <c>user list</c> shows it.</summary>
internal sealed record ListedMember(string? Email, string Name, string Role, string State, DateTime CreatedAt, DateTime? LastSeenAt);

/// <summary>What the operator does to people, through Identity, each action with its audit entry in one transaction.</summary>
internal sealed class MemberAccounts(UserManager<Member> users, FlywheelDbContext db, AuditLog audit, TimeProvider clock)
{
    /// <summary>Runs one action as a write, with Identity on the context of that write.</summary>
    internal static async Task<T> RunAsync<T>(IServiceProvider services, Func<MemberAccounts, Task<T>> action, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await services.GetRequiredService<Database>().WriteAsync(
            async db =>
            {
                using var users = ActivatorUtilities.CreateInstance<UserManager<Member>>(scope.ServiceProvider, new UserStore<Member, IdentityRole, FlywheelDbContext>(db));
                return await action(new(users, db, services.GetRequiredService<AuditLog>(), services.GetRequiredService<TimeProvider>()));
            },
            cancellationToken);
    }

    internal async Task<bool> AddAsync(string email, string name, string role, string password)
    {
        if (await users.FindByEmailAsync(email) is not null) throw new CommandRefused($"There is already somebody with the address {email}.");
        var member = new Member { UserName = email, Email = email, EmailConfirmed = true, DisplayName = name, CreatedAt = clock.Now(), AdminSince = role == Roles.Admin ? clock.Now() : null };
        Demand(await users.CreateAsync(member, password));
        Demand(await users.AddToRoleAsync(member, role));
        audit.Append(db, Actor.Operator, "member.add", $"member/{member.Id}", null, new { Role = role });
        return true;
    }

    internal async Task<bool> ResetPasswordAsync(string email, string password)
    {
        var member = await users.FindByEmailAsync(email) ?? throw new CommandRefused($"There is nobody with the address {email}. See: user list");
        await SetPasswordAsync(member, password);
        audit.Append(db, Actor.Operator, "member.reset-password", $"member/{member.Id}", null, null);
        return true;
    }

    /// <summary>True where the admin had to be made.</summary>
    internal async Task<bool> RecoverAdminAsync(string email, string password, bool resetTwoFactor)
    {
        if (await users.FindByEmailAsync(email) is not { } member)
            return await AddAsync(email, email.Split('@')[0], Roles.Admin, password);
        var before = new { Role = await RoleAsync(member), member.SuspendedAt, member.LockoutEnd, member.TwoFactorEnabled };
        (member.SuspendedAt, member.EmailConfirmed) = (null, true);
        if (resetTwoFactor) await ForgetSecondFactorAsync(member);
        if (!await users.IsInRoleAsync(member, Roles.Admin))
        {
            Demand(await users.AddToRoleAsync(member, Roles.Admin));
            member.AdminSince = clock.Now();
        }

        await SetPasswordAsync(member, password);
        audit.Append(db, Actor.Operator, "member.recover-admin", $"member/{member.Id}", before, new { Role = Roles.Admin, member.TwoFactorEnabled });
        return false;
    }

    internal async Task<IReadOnlyList<ListedMember>> ListAsync()
    {
        var lines = new List<ListedMember>();
        foreach (var member in await db.Users.OrderBy(m => m.NormalizedEmail).ToListAsync())
            lines.Add(new(member.Email, member.DisplayName, await RoleAsync(member), State(member), member.CreatedAt, member.LastSeenAt));
        return lines;
    }

    private async Task SetPasswordAsync(Member member, string password)
    {
        if (await users.HasPasswordAsync(member)) Demand(await users.RemovePasswordAsync(member));
        Demand(await users.AddPasswordAsync(member, password));
        Demand(await users.SetLockoutEndDateAsync(member, null));
        Demand(await users.ResetAccessFailedCountAsync(member));
        Demand(await users.UpdateSecurityStampAsync(member));
    }

    private async Task ForgetSecondFactorAsync(Member member)
    {
        Demand(await users.SetTwoFactorEnabledAsync(member, false));
        Demand(await users.ResetAuthenticatorKeyAsync(member));
        foreach (var passkey in await users.GetPasskeysAsync(member)) Demand(await users.RemovePasskeyAsync(member, passkey.CredentialId));
    }

    private async Task<string> RoleAsync(Member member)
    {
        var roles = await users.GetRolesAsync(member);
        return Roles.All.LastOrDefault(roles.Contains) ?? "-";
    }

    private string State(Member member) =>
        member.SuspendedAt is not null ? "suspended" : member.LockoutEnd > clock.GetUtcNow() ? "locked" : "active";

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded) throw new CommandRefused(string.Join(Environment.NewLine, result.Errors.Select(e => e.Description)));
    }
}
