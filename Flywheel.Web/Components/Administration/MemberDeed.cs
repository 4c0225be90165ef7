using Flywheel.Core;
using Flywheel.Core.Access;

namespace Flywheel.Web.Components.Administration;

/// <summary>What an admin can do to a member.</summary>
public enum MemberDeedKind
{
    ChangeRole,
    Suspend,
    Resume,
    SignOut,
    ResetLink,

    /// <summary>A dialog asks which ones.</summary>
    Applications,
}

/// <summary>One deed, as the row's menu chose it.</summary>
public sealed record MemberDeed(MemberDeedKind Kind, string Role = "")
{
    /// <summary>What was done, for the line that reports it.</summary>
    public string Said => Kind switch
    {
        MemberDeedKind.ChangeRole => $"now {Role}",
        MemberDeedKind.Suspend => "suspended",
        MemberDeedKind.Resume => "may come in again",
        MemberDeedKind.SignOut => "signed out everywhere",
        _ => "link made",
    };

    /// <summary>Does it; a link is made elsewhere, because it has to be shown, and applications are chosen in a dialog.</summary>
    public Task<MemberOutcome> RunAsync(MemberDirectory directory, Actor actor, string memberId, CancellationToken cancellationToken) => Kind switch
    {
        MemberDeedKind.ChangeRole => directory.ChangeRoleAsync(actor, memberId, Role, cancellationToken),
        MemberDeedKind.Suspend => directory.SuspendAsync(actor, memberId, cancellationToken),
        MemberDeedKind.Resume => directory.ResumeAsync(actor, memberId, cancellationToken),
        MemberDeedKind.SignOut => directory.SignOutEverywhereAsync(actor, memberId, cancellationToken),
        _ => throw new InvalidOperationException("This needs a dialog."),
    };

    /// <summary>What takes it back; null where nothing does.</summary>
    public MemberDeed? Opposite(MemberLine before) => Kind switch
    {
        MemberDeedKind.ChangeRole => new(MemberDeedKind.ChangeRole, before.Role),
        MemberDeedKind.Suspend => new(MemberDeedKind.Resume),
        MemberDeedKind.Resume when before.State == MemberState.Suspended => new(MemberDeedKind.Suspend),
        _ => null,
    };
}
