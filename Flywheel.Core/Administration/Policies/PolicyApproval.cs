using System.Text.Json;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Administration.Policies;

/// <summary>
/// Who may approve a draft: an administrator who neither wrote nor changed it, and was one before it was made. An approval is
/// needed wherever there are two administrators.
/// </summary>
internal sealed class PolicyApproval
{
    private const string NoBacktest = "Run the backtest of this draft as it is now first.";

    private readonly IReadOnlyList<Administrator> _administrators;

    private PolicyApproval(IReadOnlyList<Administrator> administrators) => _administrators = administrators;

    /// <summary>Reads who administers; suspended people do not.</summary>
    public static async Task<PolicyApproval> ReadAsync(FlywheelDbContext db, CancellationToken cancellationToken)
    {
        var people = await (
            from link in db.UserRoles
            join role in db.Roles on link.RoleId equals role.Id
            join member in db.Users on link.UserId equals member.Id
            where role.Name == Roles.Admin && member.SuspendedAt == null
            select new { member.Id, Since = member.AdminSince ?? member.CreatedAt }).ToListAsync(cancellationToken);
        return new([.. people.Select(p => new Administrator(p.Id, p.Since))]);
    }

    /// <summary>Is there anybody but the one who asks?</summary>
    public bool IsNeeded => _administrators.Count > 1;

    /// <summary>Why this person may not approve it; null where they may.</summary>
    public string? Refusal(Actor actor, PolicyDraft draft)
    {
        if (draft.AuthorId == actor.MemberId) return "Nobody approves their own draft: another administrator has to.";
        if (Editors(draft).Contains(actor.MemberId)) return "You changed this draft: an administrator who did not has to approve it.";
        if (_administrators.FirstOrDefault(a => a.Id == actor.MemberId) is not { } me) return "Only an administrator may approve it.";
        if (me.Since > draft.CreatedAt) return "You became an administrator after this draft was made, so you cannot approve it.";
        return BacktestIsMissing(draft) ? NoBacktest : null;
    }

    /// <summary>Why it cannot come into force; null where it can.</summary>
    public string? Obstacle(PolicyDraft draft, int inForce)
    {
        if (draft.State is PolicyDraftState.Applied) return "It is a version already.";
        if (draft.State is PolicyDraftState.Withdrawn) return "It was withdrawn.";
        if (draft.BasedOn != inForce) return $"Version {inForce} came into force since it was compared. Compare it with that first.";
        if (BacktestIsMissing(draft)) return NoBacktest;
        return IsNeeded && draft.State != PolicyDraftState.Approved ? "Another administrator has to approve it." : null;
    }

    /// <summary>Everybody who changed the document.</summary>
    public static IReadOnlyList<string> Editors(PolicyDraft draft) => JsonSerializer.Deserialize<List<string>>(draft.EditorIds) ?? [];

    /// <summary>Going back is not held up: what it does was in force before.</summary>
    private static bool BacktestIsMissing(PolicyDraft draft) => draft.TakesBack is null && !PolicyDrafts.HasCurrentBacktest(draft);

    private sealed record Administrator(string Id, DateTime Since);
}
