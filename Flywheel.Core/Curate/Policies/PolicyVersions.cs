using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Policies;

/// <summary>The versions of the curation policy that are, and were, in force.</summary>
public sealed class PolicyVersions(Database database)
{
    /// <summary>All versions, the newest first; the newest is in force. Nothing for somebody who is no administrator.</summary>
    public async Task<IReadOnlyList<PolicyVersionLine>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.MayAdminister) return [];
        await using var db = await database.ReadAsync(cancellationToken);
        var versions = await db.CurationPolicies.AsNoTracking().OrderBy(p => p.Number).ToListAsync(cancellationToken);
        var rescorings = await db.Rescorings.AsNoTracking().ToDictionaryAsync(r => r.PolicyVersion, cancellationToken);
        var drafts = await db.PolicyDrafts.Where(d => d.AppliedAs != null).ToDictionaryAsync(d => d.AppliedAs!.Value, d => d.Id, cancellationToken);
        var policies = versions.ConvertAll(v => v.Read());
        return [.. versions.Select((v, i) => new PolicyVersionLine(
            v.Number, policies[i], v.CreatedAt, v.CreatedBy, v.ApprovedBy, v.Note,
            i == 0 ? [] : PolicyDifference.Between(policies[i - 1], policies[i]), rescorings.GetValueOrDefault(v.Number),
            drafts.TryGetValue(v.Number, out var draft) ? draft : null)).Reverse()];
    }

    /// <summary>Adds a draft as the next version and the mark of how far it has been applied, in the caller's transaction.</summary>
    internal static async Task AddAsync(FlywheelDbContext db, PolicyDraft draft, DateTime now, CancellationToken cancellationToken)
    {
        var number = draft.AppliedAs!.Value;
        db.CurationPolicies.Add(new()
        {
            Number = number, Document = draft.Document, CreatedAt = now, CreatedBy = draft.AuthorName, ApprovedBy = draft.ApprovedByName, Note = draft.Note ?? draft.Name,
        });
        await foreach (var earlier in db.Rescorings.Where(r => r.FinishedAt == null).AsAsyncEnumerable().WithCancellation(cancellationToken))
            (earlier.FinishedAt, earlier.Superseded) = (now, true);
        db.Rescorings.Add(new() { PolicyVersion = number, StartedAt = now, Through = await db.Candidates.MaxAsync(c => (long?)c.Id, cancellationToken) ?? 0 });
    }
}
