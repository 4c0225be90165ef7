using System.Security.Cryptography;
using System.Text;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Flywheel.Core.Access;

/// <summary>Who an identity provider says somebody is; everything from a token that was validated.</summary>
/// <param name="Issuer">The provider's issuer.</param>
/// <param name="Subject">The person's id there; never given to anybody else.</param>
/// <param name="EmailVerified">Does the provider vouch for the address?</param>
/// <param name="Role">One of <see cref="Roles"/>, as the person's groups are mapped.</param>
/// <param name="From">The address that the request came from.</param>
public sealed record ExternalPerson(string Issuer, string Subject, string? Email, bool EmailVerified, string? Name, string Role, string? From)
{
    /// <summary>The name of the link in Identity's tables.</summary>
    public const string Provider = "openid-connect";

    /// <summary>
    /// The link's key, 64 hexadecimal digits. Hashed, because a subject may be longer than the column and differ from another
    /// by case alone, which a database may ignore.
    /// </summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Issuer}\n{Subject}")));
}

/// <summary>What became of somebody who comes from the identity provider.</summary>
public enum ExternalOutcome
{
    /// <summary>A linked member in the mapped role, who is not suspended.</summary>
    Admitted,

    /// <summary>The provider told no usable e-mail address.</summary>
    NoEmail,

    /// <summary>Suspended, or the address belongs to a member that must not be linked by it. Which one is not told.</summary>
    Refused,
}

/// <summary>
/// Members who sign in with an identity provider: made at the first sign-in, given their mapped role at every one. A member with a
/// way in of its own is never linked by an e-mail address: whoever could claim that address there would take the account over.
/// </summary>
public sealed partial class ExternalMembers(Database database, AuditLog audit, NewMembers members, TimeProvider clock, ILogger<ExternalMembers> log)
{
    private const int NameLength = 100;

    /// <summary>Finds or makes the member, and brings the role in line; each change with an audit entry, stored in one transaction.</summary>
    public Task<ExternalOutcome> AdmitAsync(ExternalPerson person, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            if (await LinkedAsync(db, person, cancellationToken) is { } known)
                return known.SuspendedAt is null ? await RenewRoleAsync(db, known, person, cancellationToken) : ExternalOutcome.Refused;
            if (person.Email is not { Length: > 0 } email || (await members.ErrorsAsync(email, NameOf(person), null)).Count > 0) return ExternalOutcome.NoEmail;
            var made = await members.AddAsync(db, email, NameOf(person), person.Role, null, cancellationToken);
            // What they may see is for an admin to say.
            if (made is not null) made.IsRestricted = true;
            return made is null ? await LinkInvitedAsync(db, email, person, cancellationToken) : await LinkAsync(db, made, person, "member.add", cancellationToken);
        },
        cancellationToken);

    /// <summary>
    /// Takes the role of a linked member whose groups have none here any more, and with it every sign-in and token; the last admin
    /// stays one. Nothing happens to anybody else.
    /// </summary>
    public Task WithdrawAsync(ExternalPerson person, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            if (await LinkedAsync(db, person, cancellationToken) is not { } member) return false;
            if (await MemberDirectory.RoleAsync(db, member.Id, cancellationToken) is not { } role) return false;
            if (role == Roles.Admin && !await OtherAdminAsync(db, member, cancellationToken))
            {
                LogLastAdmin(log, member.Id, "none");
                return false;
            }

            audit.Append(
                db, ActorOf(member, person), "member.role", $"member/{member.Id}", new { Role = role }, new { Role = "", Provider = person.Issuer });
            db.UserRoles.RemoveRange(await db.UserRoles.Where(u => u.UserId == member.Id).ToListAsync(cancellationToken));
            if (role == Roles.Admin) (member.AdminSince, member.AdminUntil) = (null, clock.Now());
            member.SecurityStamp = NewMembers.Stamp();
            member.ConcurrencyStamp = NewMembers.Stamp();
            return true;
        },
        cancellationToken);

    private static Task<Member?> LinkedAsync(FlywheelDbContext db, ExternalPerson person, CancellationToken cancellationToken)
    {
        var key = person.Key;
        return db.Users.FirstOrDefaultAsync(
            m => db.UserLogins.Any(l => l.UserId == m.Id && l.LoginProvider == ExternalPerson.Provider && l.ProviderKey == key), cancellationToken);
    }

    /// <summary>An invitation to an address that the provider vouches for, which nobody has taken up yet, is for this person.</summary>
    private async Task<ExternalOutcome> LinkInvitedAsync(FlywheelDbContext db, string email, ExternalPerson person, CancellationToken cancellationToken)
    {
        var normalized = email.Trim().Normalize().ToUpperInvariant();
        var invited = await db.Users.FirstOrDefaultAsync(
            m => m.NormalizedEmail == normalized && m.PasswordHash == null && m.LastSeenAt == null && m.SuspendedAt == null
                && !db.UserLogins.Any(l => l.UserId == m.Id) && !db.Set<IdentityUserPasskey<string>>().Any(p => p.UserId == m.Id), cancellationToken);
        if (invited is null || !person.EmailVerified) return ExternalOutcome.Refused;
        await LinkAsync(db, invited, person, "member.link", cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await RenewRoleAsync(db, invited, person, cancellationToken);
    }

    private async Task<ExternalOutcome> LinkAsync(FlywheelDbContext db, Member member, ExternalPerson person, string action, CancellationToken cancellationToken)
    {
        member.EmailConfirmed = person.EmailVerified;
        // An invitation's link ends with the stamp that it was made for.
        member.SecurityStamp = NewMembers.Stamp();
        db.UserLogins.Add(new() { LoginProvider = ExternalPerson.Provider, ProviderKey = person.Key, ProviderDisplayName = person.Issuer, UserId = member.Id });
        await db.SaveChangesAsync(cancellationToken);
        audit.Append(
            db, ActorOf(member, person), action, $"member/{member.Id}", null, new { person.Role, Provider = person.Issuer, person.Subject });
        return ExternalOutcome.Admitted;
    }

    private async Task<ExternalOutcome> RenewRoleAsync(FlywheelDbContext db, Member member, ExternalPerson person, CancellationToken cancellationToken)
    {
        var role = await MemberDirectory.RoleAsync(db, member.Id, cancellationToken);
        if (role == person.Role) return ExternalOutcome.Admitted;
        if (role == Roles.Admin && !await OtherAdminAsync(db, member, cancellationToken))
        {
            LogLastAdmin(log, member.Id, person.Role);
            return ExternalOutcome.Admitted;
        }

        audit.Append(
            db, ActorOf(member, person), "member.role", $"member/{member.Id}", new { Role = role }, new { person.Role, Provider = person.Issuer });
        await MemberDirectory.SetRoleAsync(db, member, person.Role, clock.Now(), cancellationToken);
        member.SecurityStamp = NewMembers.Stamp();
        member.ConcurrencyStamp = NewMembers.Stamp();
        await db.SaveChangesAsync(cancellationToken);
        return ExternalOutcome.Admitted;
    }

    /// <summary>Nobody else changes who is an admin until this is stored.</summary>
    private static async Task<bool> OtherAdminAsync(FlywheelDbContext db, Member member, CancellationToken cancellationToken)
    {
        await AuditLog.TakeTurnAsync(db, cancellationToken);
        return await MemberDirectory.OtherAdminAsync(db, member.Id, cancellationToken);
    }

    private static Actor ActorOf(Member member, ExternalPerson person) =>
        new(member.Id, $"{member.DisplayName} (identity provider)", person.Role, ApplicationAccess.None) { From = person.From };

    private static string NameOf(ExternalPerson person)
    {
        var name = string.IsNullOrWhiteSpace(person.Name) ? person.Email!.Split('@')[0] : person.Name.Trim();
        return TextCut.Beginning(name, NameLength);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Member {MemberId} is the last admin and stays one, although the identity provider's groups say {Role}.")]
    private static partial void LogLastAdmin(ILogger logger, string memberId, string role);
}
