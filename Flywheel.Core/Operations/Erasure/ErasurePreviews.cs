using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>Adds up what the pieces of an erasure would take, changing nothing.</summary>
internal sealed class ErasurePreviews(FlywheelDbContext db, ErasureTarget target)
{
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<long, int> _rows = [];
    private int _interactions, _signals, _exposures, _outcomes, _candidates, _decisions, _drafts, _keys;

    public async Task<ErasurePreview> CountAsync(CancellationToken cancellationToken)
    {
        var steps = new ErasureSteps(db, target);
        var scopes = new ErasureScopes(db, target);
        for (var (signal, use) = (0L, 0L); await steps.NextAsync(signal, use, _seen, cancellationToken) is { } piece; (signal, use) = (piece.SignalPosition, piece.ExposurePosition))
        {
            List<string> fresh = [.. piece.Requests.Where(_seen.Add)];
            if (fresh.Count > 0) await AddAsync(await scopes.ReadAsync(fresh, cancellationToken), cancellationToken);
        }

        return new(
            target, _seen.Count, _interactions, _signals, _exposures, _outcomes, _candidates, _decisions, _drafts, _keys, await VersionsAsync(cancellationToken));
    }

    private async Task AddAsync(ErasureScope scope, CancellationToken cancellationToken)
    {
        var (candidates, signals) = (scope.Candidates, scope.Signals.Keys.ToList());
        _interactions += scope.Interactions.Count;
        _signals += signals.Count;
        _exposures += scope.Exposures.Count;
        _outcomes += scope.Outcomes.Count;
        _candidates += candidates.Count;
        _decisions += await db.Decisions.CountAsync(d => candidates.Contains(d.CandidateId), cancellationToken);
        _drafts += await db.Drafts.CountAsync(d => candidates.Contains(d.CandidateId), cancellationToken);
        _keys += await db.IdempotencyRecords.CountAsync(r => r.SignalId != null && signals.Contains(r.SignalId.Value), cancellationToken);
        await AddRowsAsync(candidates, 1, cancellationToken);
        await AddRowsAsync([.. scope.Contexts.Select(c => c.CandidateId)], 0, cancellationToken);
    }

    private async Task AddRowsAsync(List<long> candidates, int each, CancellationToken cancellationToken)
    {
        var rows = await db.DatasetRows.Where(r => candidates.Contains(r.CandidateId) && r.DatasetVersion!.Complete && r.DatasetVersion.WithheldAt == null)
            .GroupBy(r => r.DatasetVersionId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        foreach (var row in rows) _rows[row.Key] = _rows.GetValueOrDefault(row.Key) + (each * row.Count);
    }

    private async Task<List<ErasedVersion>> VersionsAsync(CancellationToken cancellationToken)
    {
        var ids = _rows.Keys.ToList();
        var versions = await db.DatasetVersions.Where(v => ids.Contains(v.Id)).OrderBy(v => v.Dataset!.Name).ThenBy(v => v.Number)
            .Select(v => new { v.Id, v.Dataset!.Name, v.Number, v.Rows }).ToListAsync(cancellationToken);
        return versions.ConvertAll(v => new ErasedVersion(v.Name, v.Number, _rows[v.Id], v.Rows - _rows[v.Id]));
    }
}
