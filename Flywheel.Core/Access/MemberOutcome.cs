namespace Flywheel.Core.Access;

/// <summary>What became of a change to a member.</summary>
public enum MemberOutcome
{
    Done,

    /// <summary>The actor is no admin.</summary>
    NotAllowed,
    NoSuchMember,

    /// <summary>Nobody changes their own role or applications, or suspends themselves.</summary>
    Yourself,

    /// <summary>It would leave nobody to administer.</summary>
    LastAdmin,
    NoSuchRole,
    NoSuchApplication,
}

/// <summary>Where a member stands.</summary>
public enum MemberState
{
    Active,

    /// <summary>Has not set a password yet.</summary>
    Invited,

    /// <summary>Too many wrong passwords; ends by itself.</summary>
    LockedOut,
    Suspended,
}

/// <summary>A member as a list shows one; times are UTC.</summary>
/// <param name="Applications">What the member sees; all, for an admin.</param>
public sealed record MemberLine(
    string Id, string Email, string Name, string Role, MemberState State, bool HasTwoFactor, DateTime CreatedAt, DateTime? LastSeenAt,
    ApplicationAccess Applications);

/// <summary>One page of members and how many there are in all.</summary>
public sealed record MemberPage(IReadOnlyList<MemberLine> Members, int Total);

/// <summary>What became of an invitation.</summary>
/// <param name="MemberId">The new member; null when there are faults.</param>
/// <param name="Token">Sets the first password, once, with the member's id.</param>
public sealed record InviteOutcome(string? MemberId, string? Token, IReadOnlyList<string> Errors)
{
    /// <summary>False where the actor is no admin.</summary>
    public bool IsAllowed { get; init; } = true;
}

/// <summary>Outcomes in words.</summary>
public static class MemberOutcomes
{
    /// <summary>A sentence for the person who asked.</summary>
    public static string InWords(this MemberOutcome outcome) => outcome switch
    {
        MemberOutcome.Done => "Done.",
        MemberOutcome.NotAllowed => "Only an admin may do this.",
        MemberOutcome.NoSuchMember => "This person no longer exists.",
        MemberOutcome.Yourself => "You cannot change your own role or applications, or suspend yourself. Ask another admin.",
        MemberOutcome.LastAdmin => "This is the last admin. Make somebody else an admin first.",
        MemberOutcome.NoSuchRole => "There is no such role.",
        MemberOutcome.NoSuchApplication => "One of these applications is no longer here.",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
