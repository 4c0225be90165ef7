using System.Text.Json;
using Flywheel.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies;

/// <summary>
/// Who may approve a draft: an administrator who neither wrote nor changed it, and was one before it was made. An approval is
/// needed wherever there are two administrators, and for some weeks after one of them was suspended or lost the role: nobody
/// gets around a colleague by shutting them out.
/// </summary>
internal sealed class PolicyApproval
{
    private const string NoBacktest = "Run the backtest of this draft as it is now first.";

    /// <summary>How long an administrator who was suspended or lost the role still counts as the second one.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private readonly IReadOnlyList<Administrator> _active;

    private PolicyApproval(IReadOnlyList<Administrator> active, bool isNeeded) => (_active, IsNeeded) = (active, isNeeded);

    /// <summary>Reads who administers: people with a way in, who are not suspended.</summary>
    public static async Task<PolicyApproval> ReadAsync(FlywheelDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var lately = now - Memory;
        var people = await db.Users
            .Where(m => m.PasswordHash != null || m.LastSeenAt != null || db.UserLogins.Any(l => l.UserId == m.Id) || db.Set<IdentityUserPasskey<string>>().Any(p => p.UserId == m.Id))
            .Select(m => new
            {
                m.Id, Since = m.AdminSince ?? m.CreatedAt, m.SuspendedAt, m.AdminUntil,
                IsAdmin = db.UserRoles.Any(u => u.UserId == m.Id && db.Roles.Any(r => r.Id == u.RoleId && r.Name == Roles.Admin)),
            })
            .Where(m => (m.IsAdmin && (m.SuspendedAt == null || m.SuspendedAt > lately)) || m.AdminUntil > lately).ToListAsync(cancellationToken);
        return new([.. people.Where(p => p is { IsAdmin: true, SuspendedAt: null }).Select(p => new Administrator(p.Id, p.Since))], people.Count > 1);
    }

    /// <summary>Is, or was until lately, anybody there but the one who asks?</summary>
    public bool IsNeeded { get; }

    /// <summary>Why this person may not approve it; null where they may.</summary>
    public string? Refusal(Actor actor, PolicyDraft draft)
    {
        if (draft.AuthorId == actor.MemberId) return "Nobody approves their own draft: another administrator has to.";
        if (Editors(draft).Contains(actor.MemberId)) return "You changed this draft: an administrator who did not has to approve it.";
        if (Find(actor.MemberId) is not { } me) return "Only an administrator may approve it.";
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
        if (draft.State == PolicyDraftState.Approved && Find(draft.ApprovedById) is null)
            return $"{draft.ApprovedByName}, who approved it, is no administrator any more. Compare it anew, and let another one approve it.";
        return IsNeeded && draft.State != PolicyDraftState.Approved ? "Another administrator has to approve it." : null;
    }

    /// <summary>Everybody who changed the document.</summary>
    public static IReadOnlyList<string> Editors(PolicyDraft draft) => JsonSerializer.Deserialize<List<string>>(draft.EditorIds) ?? [];

    private Administrator? Find(string? id) => _active.FirstOrDefault(a => a.Id == id);

    /// <summary>Going back is not held up: what it does was in force before.</summary>
    private static bool BacktestIsMissing(PolicyDraft draft) => draft.TakesBack is null && !PolicyDrafts.HasCurrentBacktest(draft);

    private sealed record Administrator(string Id, DateTime Since);
}
