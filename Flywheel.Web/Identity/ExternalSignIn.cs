using System.Security.Claims;
using Flywheel.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Identity;

/// <summary>Why somebody who comes from the identity provider stays out, as far as it is told.</summary>
public enum SignInRefusal
{
    /// <summary>The exchange with the provider did not work.</summary>
    Failed,

    /// <summary>No group of the person has a role here.</summary>
    Groups,

    /// <summary>The provider told no e-mail address.</summary>
    Email,

    /// <summary>The account may not come in this way; why is for the admins.</summary>
    Account,
}

/// <summary>What became of a sign-in; without a refusal the person is in, or owes a second step.</summary>
public sealed record OpenIdResult(SignInRefusal? Refusal, bool NeedsSecondStep);

/// <summary>Takes over from the identity provider: from its validated claims to a sign-in here.</summary>
public sealed class ExternalSignIn(MemberSignIn signIn, ExternalMembers members, OpenIdConnectSettings settings)
{
    /// <summary>Ends the exchange with the provider, and signs in who may.</summary>
    public async Task<OpenIdResult> EnterAsync(HttpContext http)
    {
        var claims = (await http.AuthenticateAsync(IdentityConstants.ExternalScheme)).Principal;
        await http.SignOutAsync(IdentityConstants.ExternalScheme);
        if (claims?.FindFirstValue("iss") is not { } issuer || claims.FindFirstValue("sub") is not { } subject) return Refused(SignInRefusal.Failed);
        var role = settings.RoleOf(claims.FindAll(settings.RoleClaim).Select(c => c.Value));
        var person = new ExternalPerson(
            issuer, subject, claims.FindFirstValue("email"), string.Equals(claims.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase),
            claims.FindFirstValue("name"), role ?? "", http.Connection.RemoteIpAddress?.ToString());
        if (role is null)
        {
            // The answer is the same whether somebody is known here or not.
            await members.WithdrawAsync(person, http.RequestAborted);
            return Refused(SignInRefusal.Groups);
        }

        return await members.AdmitAsync(person, http.RequestAborted) switch
        {
            ExternalOutcome.Admitted => await SignInAsync(person),
            ExternalOutcome.NoEmail => Refused(SignInRefusal.Email),
            _ => Refused(SignInRefusal.Account),
        };
    }

    private async Task<OpenIdResult> SignInAsync(ExternalPerson person)
    {
        var result = await signIn.ExternalLoginSignInAsync(ExternalPerson.Provider, person.Key, isPersistent: false, bypassTwoFactor: false);
        return result.Succeeded || result.RequiresTwoFactor ? new(null, result.RequiresTwoFactor) : Refused(SignInRefusal.Account);
    }

    private static OpenIdResult Refused(SignInRefusal why) => new(why, false);
}
