using Microsoft.AspNetCore.Identity;

namespace Flywheel.Core.Access;

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
