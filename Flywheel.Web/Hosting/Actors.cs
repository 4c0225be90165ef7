using System.Security.Claims;
using Flywheel.Core.Administration;

namespace Flywheel.Web.Hosting;

/// <summary>From a sign-in to the actor that the services of Core know.</summary>
public static class Actors
{
    /// <summary>The claim that holds the name to show.</summary>
    public const string NameClaim = "flywheel:name";

    /// <summary>The person as an actor; null for somebody who is not signed in or has no role.</summary>
    /// <param name="from">The address of the request, for the audit.</param>
    public static Actor? ToActor(this ClaimsPrincipal user, string? from = null)
    {
        var role = Roles.All.LastOrDefault(user.IsInRole);
        var id = user.FindFirstValue(ClaimTypes.NameIdentifier);
        if (user.Identity?.IsAuthenticated != true || id is null || role is null) return null;
        return new Actor(id, user.FindFirstValue(NameClaim) ?? user.Identity.Name ?? "", role) { From = from };
    }
}
