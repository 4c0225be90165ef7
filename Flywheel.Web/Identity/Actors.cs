using System.Globalization;
using System.Security.Claims;
using Flywheel.Core;

namespace Flywheel.Web.Identity;

/// <summary>From a sign-in to the actor that the services of Core know.</summary>
public static class Actors
{
    /// <summary>The claim that holds the name to show.</summary>
    public const string NameClaim = "flywheel:name";

    private const string All = "all";

    /// <summary>The claim that holds the applications: <c>all</c>, or their ids with blanks between.</summary>
    public const string ApplicationsClaim = "flywheel:applications";

    /// <summary>The person as an actor; null for somebody who is not signed in or has no role.</summary>
    /// <param name="from">The address of the request, for the audit.</param>
    public static Actor? ToActor(this ClaimsPrincipal user, string? from = null)
    {
        var role = Roles.All.LastOrDefault(user.IsInRole);
        var id = user.FindFirstValue(ClaimTypes.NameIdentifier);
        if (user.Identity?.IsAuthenticated != true || id is null || role is null) return null;
        return new Actor(id, user.FindFirstValue(NameClaim) ?? user.Identity.Name ?? "", role, ReadApplications(user.FindFirstValue(ApplicationsClaim))) { From = from };
    }

    /// <summary>The claim's text.</summary>
    internal static string Write(ApplicationAccess access) => access.IsAll ? All : string.Join(' ', access.Ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A sign-in that does not say it sees nothing; the next check against the database, seconds later, puts the claim in.</summary>
    private static ApplicationAccess ReadApplications(string? claim) => claim switch
    {
        null => ApplicationAccess.None,
        All => ApplicationAccess.All,
        _ => ApplicationAccess.Of(claim.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))),
    };
}
