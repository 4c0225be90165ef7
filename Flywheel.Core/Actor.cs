namespace Flywheel.Core;

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
