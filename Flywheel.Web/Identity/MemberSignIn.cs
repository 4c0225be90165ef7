using System.Data.Common;
using System.Security.Claims;
using Flywheel.Core;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Flywheel.Web.Identity;

/// <summary>Sign-in that keeps suspended people out and notes when somebody came in.</summary>
public sealed partial class MemberSignIn(
    UserManager<Member> members, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Member> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Member>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<Member> confirmation,
    Database database, TimeProvider clock)
    : SignInManager<Member>(members, http, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(Member user) => user.SuspendedAt is null && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(Member user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        await NoteAsync(user.Id);
    }

    /// <summary>A database that cannot be written to must not keep anybody out.</summary>
    private async Task NoteAsync(string memberId)
    {
        var now = clock.Now();
        try
        {
            await database.WriteAsync(db => db.Users.Where(m => m.Id == memberId).ExecuteUpdateAsync(set => set.SetProperty(m => m.LastSeenAt, now)));
        }
        catch (DbException exception)
        {
            LogNotNoted(Logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The time of a sign-in could not be stored.")]
    private static partial void LogNotNoted(ILogger logger, Exception exception);
}
