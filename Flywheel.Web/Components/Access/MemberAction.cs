using Flywheel.Core;
using Flywheel.Core.Access;

namespace Flywheel.Web.Components.Access;

/// <summary>What an admin can do to a member.</summary>
public enum MemberActionKind
{
    ChangeRole,
    Suspend,
    Resume,
    SignOut,
    ResetLink,

    /// <summary>A dialog asks which ones.</summary>
    Applications,
}

/// <summary>One action, as the row's menu chose it.</summary>
public sealed record MemberAction(MemberActionKind Kind, string Role = "")
{
    /// <summary>What was done, for the line that reports it.</summary>
    public string Said => Kind switch
    {
        MemberActionKind.ChangeRole => $"now {Role}",
        MemberActionKind.Suspend => "suspended",
        MemberActionKind.Resume => "may come in again",
        MemberActionKind.SignOut => "signed out everywhere",
        _ => "link made",
    };

    /// <summary>Does it; a link is made elsewhere, because it has to be shown, and applications are chosen in a dialog.</summary>
    public Task<MemberOutcome> RunAsync(MemberDirectory directory, Actor actor, string memberId, CancellationToken cancellationToken) => Kind switch
    {
        MemberActionKind.ChangeRole => directory.ChangeRoleAsync(actor, memberId, Role, cancellationToken),
        MemberActionKind.Suspend => directory.SuspendAsync(actor, memberId, cancellationToken),
        MemberActionKind.Resume => directory.ResumeAsync(actor, memberId, cancellationToken),
        MemberActionKind.SignOut => directory.SignOutEverywhereAsync(actor, memberId, cancellationToken),
        _ => throw new InvalidOperationException("This needs a dialog."),
    };

    /// <summary>What takes it back; null where nothing does.</summary>
    public MemberAction? Opposite(MemberLine before) => Kind switch
    {
        MemberActionKind.ChangeRole => new(MemberActionKind.ChangeRole, before.Role),
        MemberActionKind.Suspend => new(MemberActionKind.Resume),
        MemberActionKind.Resume when before.State == MemberState.Suspended => new(MemberActionKind.Suspend),
        _ => null,
    };
}
