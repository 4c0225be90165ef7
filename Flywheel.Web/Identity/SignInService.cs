using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Identity;

/// <summary>What became of setting a password by link.</summary>
public sealed record SetPasswordResult(IReadOnlyList<string> Errors, bool SignedIn);

/// <summary>Ways in, for pages that are not signed in. No answer tells whether somebody exists.</summary>
public sealed class SignInService(MemberSignIn signIn, UserManager<Member> members, Database database, AuditLog audit)
{
    /// <summary>The one answer to everything that is not a success.</summary>
    public const string Refused = "That did not work. Check the e-mail address and the password; after several wrong attempts an account rests for ten minutes.";

    /// <summary>The rule for passwords, beside the field.</summary>
    public const string PasswordHelp = "At least 12 characters. A few unrelated words are easy to keep in mind.";

    private const string LinkRefused = "This link does not work: it was used, it is older than three days, or a newer one was made. Ask an admin for a new one.";

    /// <summary>Takes as long for an address that nobody has.</summary>
    private static readonly string Decoy = new PasswordHasher<Member>().HashPassword(new Member(), Guid.NewGuid().ToString());

    /// <summary>E-mail and password; counts towards the lockout.</summary>
    public async Task<SignInResult> PasswordAsync(string? email, string? password, bool remember)
    {
        var member = await members.FindByEmailAsync(email?.Trim() ?? "");
        if (member?.PasswordHash is null)
        {
            members.PasswordHasher.VerifyHashedPassword(new Member(), Decoy, password ?? "");
            return SignInResult.Failed;
        }

        return await signIn.PasswordSignInAsync(member, password ?? "", remember, lockoutOnFailure: true);
    }

    /// <summary>A passkey's answer, as the browser made it.</summary>
    public async Task<SignInResult> PasskeyAsync(string? credential) =>
        string.IsNullOrEmpty(credential) ? SignInResult.Failed : await signIn.PasskeySignInAsync(credential);

    /// <summary>The authenticator app's code; blanks and dashes do not count.</summary>
    public Task<SignInResult> CodeAsync(string? code, bool remember) =>
        signIn.TwoFactorAuthenticatorSignInAsync(Bare(code), remember, rememberClient: false);

    /// <summary>A recovery code; each works once.</summary>
    public Task<SignInResult> RecoveryAsync(string? code) => signIn.TwoFactorRecoveryCodeSignInAsync(code?.Trim() ?? "");

    /// <summary>Signs in somebody who just proved who they are by a one-time link.</summary>
    public async Task EnterAsync(string memberId)
    {
        if (await members.FindByIdAsync(memberId) is { } member) await signIn.SignInAsync(member, isPersistent: false);
    }

    /// <summary>Sets a password by an invitation's or a reset's link, and signs in where no second step is due.</summary>
    public async Task<SetPasswordResult> SetPasswordAsync(string? memberId, string? token, string? password)
    {
        var member = await members.FindByIdAsync(memberId ?? "");
        if (member is null || member.SuspendedAt is not null) return new([LinkRefused], false);
        var result = await members.ResetPasswordAsync(member, token ?? "", password ?? "");
        if (!result.Succeeded) return new([.. result.Errors.Select(InWords).Distinct()], false);
        await members.SetLockoutEndDateAsync(member, null);
        await members.ResetAccessFailedCountAsync(member);
        await database.WriteAsync(db => Note(db, member));
        if (member.TwoFactorEnabled) return new([], false);
        await signIn.SignInAsync(member, isPersistent: false);
        return new([], true);
    }

    private void Note(FlywheelDbContext db, Member member)
    {
        var actor = new Actor(member.Id, member.DisplayName, "", ApplicationAccess.None) { From = signIn.Context.Connection.RemoteIpAddress?.ToString() };
        audit.Append(db, actor, "member.set-password", $"member/{member.Id}", null, null);
    }

    private static string InWords(IdentityError error) => error.Code == nameof(IdentityErrorDescriber.InvalidToken) ? LinkRefused : error.Description;

    internal static string Bare(string? code) => string.Concat((code ?? "").Where(char.IsAsciiDigit));
}
