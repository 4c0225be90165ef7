namespace Flywheel.Core;

/// <summary>The three roles. An admin may do everything, a manager everything but administer.</summary>
public static class Roles
{
    public const string Reviewer = "Reviewer";
    public const string Manager = "Manager";
    public const string Admin = "Admin";

    /// <summary>All roles, the least powerful first.</summary>
    public static readonly IReadOnlyList<string> All = [Reviewer, Manager, Admin];
}
