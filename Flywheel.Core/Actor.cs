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
    public bool IsPerson => MemberId != System.MemberId && MemberId != Operator.MemberId && !IsKey;

    /// <summary>An application's key. It has no role; what it may do is said by its scopes, which the API checks at each route.</summary>
    public bool IsKey => MemberId.StartsWith(KeyPrefix, StringComparison.Ordinal);

    /// <summary>May look at items and decide on them: everybody with a role.</summary>
    public bool MayReview => Role is Roles.Reviewer or Roles.Manager or Roles.Admin;

    /// <summary>May read figures, freeze datasets, and run experiments.</summary>
    public bool MayManage => Role is Roles.Manager or Roles.Admin;

    /// <summary>May make and download datasets: managers, admins, and keys.</summary>
    public bool MayExport => MayManage || IsKey;

    /// <summary>May change members, keys, policies and settings.</summary>
    public bool MayAdminister => Role is Roles.Admin;

    /// <summary>The address that the request came from, for the audit.</summary>
    public string? From { get; init; }

    private const string KeyPrefix = "key/";

    /// <summary>The key of an application; it sees that application only.</summary>
    public static Actor Key(int id, int applicationId, string applicationName) =>
        new($"{KeyPrefix}{id}", $"Key {id} of {applicationName}", "", ApplicationAccess.Of(applicationId));

    /// <summary>Flywheel itself: work that nobody asked for.</summary>
    public static Actor System { get; } = new("system", "system", Roles.Admin, ApplicationAccess.All);

    /// <summary>Whoever may run commands on the server's machine.</summary>
    public static Actor Operator { get; } = new("operator", $"operator ({Environment.UserName})", Roles.Admin, ApplicationAccess.All);
}
