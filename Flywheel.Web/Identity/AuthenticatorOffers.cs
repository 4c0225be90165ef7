using System.Security.Cryptography;
using Flywheel.Core.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Flywheel.Web.Identity;

/// <summary>A key for an authenticator app.</summary>
/// <param name="Key">In Base32.</param>
/// <param name="Token">What the form sends back; null for a key that is kept already.</param>
public sealed record AuthenticatorOffer(string Key, string? Token);

/// <summary>
/// Keys for authenticator apps, from the picture to the first code. A key that is only shown is kept nowhere: it travels, protected and for one person, in the
/// form. Keeping it does not touch the security stamp, so that nobody is signed out before the second step is on.
/// </summary>
public sealed class AuthenticatorOffers(UserManager<Member> members, IUserStore<Member> store, IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Flywheel.AuthenticatorOffer").ToTimeLimitedDataProtector();

    /// <summary>The key that is kept, or else the one that was offered, or else a new one.</summary>
    public async Task<AuthenticatorOffer> OfferAsync(Member me, string? offered)
    {
        if (await members.GetAuthenticatorKeyAsync(me) is { Length: > 0 } kept) return new(kept, null);
        if (Read(me, offered) is { } before) return new(before, offered);
        var key = members.GenerateNewAuthenticatorKey();
        return new(key, _protector.Protect($"{me.Id}\n{key}", Lifetime));
    }

    /// <summary>Keeps the offered key, unless one is kept already. False where the offer is not this person's, or too old.</summary>
    public async Task<bool> KeepAsync(Member me, string? offered)
    {
        if (await members.GetAuthenticatorKeyAsync(me) is { Length: > 0 }) return true;
        if (Read(me, offered) is not { } key) return false;
        await ((IUserAuthenticatorKeyStore<Member>)store).SetAuthenticatorKeyAsync(me, key, CancellationToken.None);
        return (await members.UpdateAsync(me)).Succeeded;
    }

    private string? Read(Member me, string? offered)
    {
        if (string.IsNullOrEmpty(offered)) return null;
        try
        {
            return _protector.Unprotect(offered).Split('\n') is [var id, var key] && id == me.Id ? key : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
