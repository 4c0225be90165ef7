using System.Net.Mail;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Flywheel.Core.Access;

/// <summary>The rules for a new member, and the rows that make one; stored in the caller's own transaction.</summary>
public sealed class NewMembers(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int EmailLength = 256;
    private const int NameLength = 100;

    /// <summary>What is wrong with the values, in words; empty when nothing is. Without a password that is not looked at.</summary>
    internal async Task<IReadOnlyList<string>> ErrorsAsync(string email, string name, string? password)
    {
        var errors = new List<string>();
        if (email.Trim().Length > EmailLength || !MailAddress.TryCreate(email.Trim(), out var address) || address.Address != email.Trim())
            errors.Add("Enter an e-mail address, such as ada@example.org.");
        if (name.Trim().Length is 0 or > NameLength)
            errors.Add("Enter a name of 1 to 100 characters.");
        if (password is not null)
            errors.AddRange(await PasswordErrorsAsync(email, password));
        return errors;
    }

    /// <summary>Adds the member with a role to the context. Null when the address is taken.</summary>
    internal async Task<Member?> AddAsync(FlywheelDbContext db, string email, string name, string role, string? password, CancellationToken cancellationToken)
    {
        using var scope = scopes.CreateScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = Make(members, email.Trim(), name.Trim(), password);
        if (await db.Users.AnyAsync(m => m.NormalizedEmail == member.NormalizedEmail, cancellationToken)) return null;
        var roleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(cancellationToken);
        if (role == Roles.Admin) member.AdminSince = member.CreatedAt;
        db.Users.Add(member);
        db.UserRoles.Add(new() { UserId = member.Id, RoleId = roleId });
        return member;
    }

    private Member Make(UserManager<Member> members, string email, string name, string? password)
    {
        var member = new Member
        {
            UserName = email,
            NormalizedUserName = members.NormalizeName(email),
            Email = email,
            NormalizedEmail = members.NormalizeEmail(email),
            EmailConfirmed = true,
            DisplayName = name,
            CreatedAt = clock.Now(),
            LockoutEnabled = true,
            SecurityStamp = Stamp(),
        };
        if (password is not null) member.PasswordHash = members.PasswordHasher.HashPassword(member, password);
        return member;
    }

    /// <summary>A new security stamp: whoever holds a sign-in with the old one is out.</summary>
    internal static string Stamp() => Guid.NewGuid().ToString("N");

    private async Task<IEnumerable<string>> PasswordErrorsAsync(string email, string password)
    {
        using var scope = scopes.CreateScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var errors = new List<string>();
        foreach (var validator in members.PasswordValidators)
        {
            var result = await validator.ValidateAsync(members, new Member { Email = email, UserName = email }, password);
            errors.AddRange(result.Errors.Select(e => e.Description));
        }

        return errors;
    }
}
