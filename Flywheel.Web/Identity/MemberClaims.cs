using System.Security.Claims;
using Flywheel.Core.Access;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Flywheel.Web.Identity;

/// <summary>Puts the name to show and the applications that may be seen into the sign-in.</summary>
public sealed class MemberClaims(
    UserManager<Member> members, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options, Database database)
    : UserClaimsPrincipalFactory<Member, IdentityRole>(members, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Member user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Actors.NameClaim, user.DisplayName));
        await using var db = await database.ReadAsync();
        identity.AddClaim(new Claim(Actors.ApplicationsClaim, Actors.Write(await MemberAccess.OfAsync(db, user.Id, CancellationToken.None))));
        return identity;
    }
}
