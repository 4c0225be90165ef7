using System.Security.Claims;
using Flywheel.Core.Administration;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Flywheel.Web.Hosting;

/// <summary>Puts the name to show into the sign-in.</summary>
public sealed class MemberClaims(UserManager<Member> members, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Member, IdentityRole>(members, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Member user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Actors.NameClaim, user.DisplayName));
        return identity;
    }
}
