using Microsoft.AspNetCore.Identity;

namespace Flywheel.Core.Administration;

/// <summary>A person with a sign-in.</summary>
public sealed class Member : IdentityUser
{
    /// <summary>Shown to others instead of the e-mail address.</summary>
    public string DisplayName { get; set; } = "";
    public DateTime CreatedAt { get; set; }

    /// <summary>When an admin suspended the person; a suspended one can neither sign in nor use tokens.</summary>
    public DateTime? SuspendedAt { get; set; }
    public DateTime? LastSeenAt { get; set; }

    /// <summary>Since when the person is an administrator; null for one who is none, and for one who was from the start.</summary>
    public DateTime? AdminSince { get; set; }

    /// <summary>When the person last ceased to be an administrator; null for one who is one, or never was.</summary>
    public DateTime? AdminUntil { get; set; }

    /// <summary>Sees the applications of <see cref="MemberApplication"/> and no others; otherwise all, later ones too.</summary>
    public bool IsRestricted { get; set; }
}

/// <summary>An application that a restricted member sees.</summary>
public sealed class MemberApplication
{
    public string MemberId { get; set; } = "";
    public int ApplicationId { get; set; }
}

/// <summary>The three roles. An admin may do everything, a manager everything but administer.</summary>
public static class Roles
{
    public const string Reviewer = "Reviewer";
    public const string Manager = "Manager";
    public const string Admin = "Admin";

    /// <summary>All roles, the least powerful first.</summary>
    public static readonly IReadOnlyList<string> All = [Reviewer, Manager, Admin];
}

/// <summary>Who does something, as the services of Core need to know it.</summary>
/// <param name="MemberId">The person's id.</param>
/// <param name="Name">The name to show.</param>
/// <param name="Role">One of <see cref="Roles"/>: the most powerful that the person has.</param>
/// <param name="Applications">What may be seen; an admin sees all, whatever is said here.</param>
public sealed record Actor(string MemberId, string Name, string Role, ApplicationAccess Applications)
{
    /// <summary>The applications whose items, figures and datasets the actor may see.</summary>
    public ApplicationAccess Applications { get; } = Role == Roles.Admin ? ApplicationAccess.All : Applications;

    /// <summary>Somebody who signed in or uses a token; not a key, the system or the operator.</summary>
    public bool IsPerson => MemberId != System.MemberId && MemberId != Operator.MemberId && !MemberId.StartsWith("key/", StringComparison.Ordinal);

    public bool MayManage => Role is Roles.Manager or Roles.Admin;
    public bool MayAdminister => Role is Roles.Admin;

    /// <summary>The address that the request came from, for the audit.</summary>
    public string? From { get; init; }

    /// <summary>Flywheel itself: work that nobody asked for.</summary>
    public static Actor System { get; } = new("system", "system", Roles.Admin, ApplicationAccess.All);

    /// <summary>Whoever may run commands on the server's machine.</summary>
    public static Actor Operator { get; } = new("operator", $"operator ({Environment.UserName})", Roles.Admin, ApplicationAccess.All);
}

/// <summary>
/// The one-time link that makes the first administrator. At most one row; used exactly once, and only while there is
/// no administrator.
/// </summary>
public sealed class FirstAdministratorLink
{
    public int Id { get; set; } = 1;

    /// <summary>SHA-256 of the token; 32 bytes.</summary>
    public byte[] TokenHash { get; set; } = [];
    public DateTime CreatedAt { get; set; }
    public DateTime? UsedAt { get; set; }
}
