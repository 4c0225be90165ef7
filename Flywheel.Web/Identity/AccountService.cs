using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Identity;

/// <summary>
/// What a person changes about their own sign-in, in one request. Every change writes the audit, ends the other sign-ins
/// and renews this one.
/// </summary>
public sealed class AccountService(MemberSignIn signIn, UserManager<Member> members, AuthenticatorOffers offers, Database database, AuditLog audit, IHttpContextAccessor http)
{
    private const int MaxPasskeys = 20;

    /// <summary>The person of this request.</summary>
    public async Task<Member> MeAsync() =>
        await members.GetUserAsync(Http.User) ?? throw new InvalidOperationException("The sign-in belongs to nobody.");

    /// <summary>Changes the name that others see.</summary>
    public async Task<IReadOnlyList<string>> RenameAsync(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > 100) return ["Enter a name of 1 to 100 characters."];
        var me = await MeAsync();
        me.DisplayName = trimmed;
        return await FinishAsync(await members.UpdateAsync(me), me, "member.rename");
    }

    /// <summary>Changes the password; the present one proves who asks.</summary>
    public async Task<IReadOnlyList<string>> ChangePasswordAsync(string? present, string? next)
    {
        var me = await MeAsync();
        return await FinishAsync(await members.ChangePasswordAsync(me, present ?? "", next ?? ""), me, "member.change-password");
    }

    /// <summary>Ends every sign-in but this one.</summary>
    public async Task<IReadOnlyList<string>> SignOutElsewhereAsync()
    {
        var me = await MeAsync();
        return await FinishAsync(await members.UpdateSecurityStampAsync(me), me, "member.sign-out");
    }

    /// <summary>A key for an authenticator app. Looking changes nothing: a new key is kept once a code is sent back with it.</summary>
    /// <param name="offered">What was offered before, so that a page that is shown again shows the same key.</param>
    public Task<AuthenticatorOffer> AuthenticatorKeyAsync(Member me, string? offered) => offers.OfferAsync(me, offered);

    /// <summary>Turns the second step on when the app's code is right; the recovery codes are given now and never again.</summary>
    /// <param name="offered">What the key was offered with.</param>
    public async Task<(IReadOnlyList<string> Errors, IReadOnlyList<string> Codes)> TurnOnTwoFactorAsync(string? code, string? offered)
    {
        var me = await MeAsync();
        if (!await offers.KeepAsync(me, offered)) return (["The page was open for too long. Scan the new picture, and enter the code that it gives."], []);
        if (!await members.VerifyTwoFactorTokenAsync(me, members.Options.Tokens.AuthenticatorTokenProvider, SignInService.Bare(code)))
            return (["This code is not right. Check the clock of the device, and try the next code."], []);
        var errors = await FinishAsync(await members.SetTwoFactorEnabledAsync(me, true), me, "member.two-factor-on");
        return (errors, errors.Count > 0 ? [] : await NewRecoveryCodesAsync(me));
    }

    /// <summary>Turns the second step off, and forgets the app's key.</summary>
    public async Task<IReadOnlyList<string>> TurnOffTwoFactorAsync(string? password)
    {
        var me = await MeAsync();
        if (!await members.CheckPasswordAsync(me, password ?? "")) return ["The password is not right."];
        await members.ResetAuthenticatorKeyAsync(me);
        return await FinishAsync(await members.SetTwoFactorEnabledAsync(me, false), me, "member.two-factor-off");
    }

    /// <summary>Ten new recovery codes in place of the old ones.</summary>
    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Member me) =>
        [.. await members.GenerateNewTwoFactorRecoveryCodesAsync(me, 10) ?? []];

    /// <summary>Adds the passkey that the browser just made.</summary>
    public async Task<IReadOnlyList<string>> AddPasskeyAsync(string? credential, string? name)
    {
        if (string.IsNullOrEmpty(credential)) return ["The browser gave no passkey."];
        var me = await MeAsync();
        if ((await members.GetPasskeysAsync(me)).Count >= MaxPasskeys) return [$"There is room for {MaxPasskeys} passkeys. Remove one first."];
        var proof = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!proof.Succeeded) return ["The passkey could not be checked. Try again."];
        proof.Passkey.Name = string.IsNullOrWhiteSpace(name) ? "Passkey" : TextCut.Beginning(name.Trim(), 100);
        return await FinishAsync(await members.AddOrUpdatePasskeyAsync(me, proof.Passkey), me, "member.passkey-add");
    }

    /// <summary>Removes a passkey by its id.</summary>
    public async Task<IReadOnlyList<string>> RemovePasskeyAsync(byte[] id)
    {
        var me = await MeAsync();
        return await FinishAsync(await members.RemovePasskeyAsync(me, id), me, "member.passkey-remove");
    }

    private HttpContext Http => http.HttpContext ?? throw new InvalidOperationException("Only within a request.");

    private async Task<IReadOnlyList<string>> FinishAsync(IdentityResult result, Member me, string action)
    {
        if (!result.Succeeded) return [.. result.Errors.Select(e => e.Description)];
        await members.UpdateSecurityStampAsync(me);
        await signIn.RefreshSignInAsync(me);
        var actor = Http.User.ToActor(Http.Connection.RemoteIpAddress?.ToString()) ?? throw new InvalidOperationException("Nobody is signed in.");
        await database.WriteAsync(db => audit.Append(db, actor, action, $"member/{me.Id}", null, null));
        return [];
    }
}
