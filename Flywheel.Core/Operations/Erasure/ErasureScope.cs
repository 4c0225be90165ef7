using Flywheel.Core.Collect;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>A candidate of somebody else that was shown with earlier turns which the erased person sent.</summary>
internal sealed record ForeignContext(long CandidateId, string? Context);

/// <summary>What goes of some requests, by id.</summary>
internal sealed class ErasureScope
{
    public required IReadOnlyList<string> Requests { get; init; }
    public List<long> Interactions { get; } = [];
    public Dictionary<long, DateOnly> Signals { get; } = [];
    public List<long> Exposures { get; } = [];
    public List<long> Outcomes { get; } = [];
    public List<long> Candidates { get; } = [];

    /// <summary>Signals whose texts a fingerprint may have been made of.</summary>
    public HashSet<long> Fingerprints { get; } = [];
    public List<ForeignContext> Contexts { get; } = [];
}

/// <summary>
/// Says what goes. By request id: everything. By person: what the person did, and the answer with everything that hangs on it
/// unless a signal or use of another known person hangs on it too. Who is unknown counts as the person.
/// </summary>
internal sealed class ErasureScopes(FlywheelDbContext db, ErasureTarget target)
{
    private sealed record SignalHead(long Id, long InteractionId, string? PersonHash, DateTime ReceivedAt, bool HasContext);

    private bool IsAll => target.Kind == ErasureKind.Request;

    public async Task<ErasureScope> ReadAsync(IReadOnlyList<string> requests, CancellationToken cancellationToken)
    {
        var scope = new ErasureScope { Requests = requests };
        var answers = await db.Interactions.Where(i => i.ApplicationId == target.ApplicationId && requests.Contains(i.RequestId))
            .Select(i => new { i.Id, i.RequestId }).ToDictionaryAsync(i => i.Id, i => i.RequestId, cancellationToken);
        var ids = answers.Keys.ToList();
        var signals = await db.Signals.Where(s => ids.Contains(s.InteractionId))
            .Select(s => new SignalHead(s.Id, s.InteractionId, s.PersonHash, s.ReceivedAt, s.Context != null)).ToListAsync(cancellationToken);
        var exposures = await db.Exposures.AsNoTracking()
            .Where(e => e.ApplicationId == target.ApplicationId && requests.Contains(e.RequestId)).ToListAsync(cancellationToken);
        var shared = signals.Where(s => IsOther(s.PersonHash)).Select(s => s.InteractionId)
            .Concat(exposures.Where(e => IsOther(e.PersonHash)).Select(e => e.InteractionId ?? 0)).ToHashSet();
        scope.Interactions.AddRange(ids.Where(id => !shared.Contains(id)));
        var gone = scope.Interactions.ToHashSet();
        foreach (var signal in signals.Where(s => gone.Contains(s.InteractionId) || s.PersonHash == target.Value))
            scope.Signals[signal.Id] = DateOnly.FromDateTime(signal.ReceivedAt);
        await AddUsesAsync(scope, exposures, answers.Where(a => shared.Contains(a.Key)).Select(a => a.Value).ToHashSet(), cancellationToken);
        await AddCandidatesAsync(scope, ids, gone, cancellationToken);
        await AddContextsAsync(scope, [.. signals.Where(s => s.HasContext && !gone.Contains(s.InteractionId) && scope.Signals.ContainsKey(s.Id))
            .Select(s => s.InteractionId).Distinct()], cancellationToken);
        return scope;
    }

    private bool IsOther(string? person) => !IsAll && person is not null && person != target.Value;

    /// <summary>Uses of nobody in particular stay with a request that others share; so do its outcomes.</summary>
    private async Task AddUsesAsync(ErasureScope scope, List<Exposure> exposures, HashSet<string> sharedRequests, CancellationToken cancellationToken)
    {
        sharedRequests.UnionWith(exposures.Where(e => IsOther(e.PersonHash)).Select(e => e.RequestId));
        scope.Exposures.AddRange(exposures
            .Where(e => !IsOther(e.PersonHash) && (e.PersonHash is not null || !sharedRequests.Contains(e.RequestId) || scope.Interactions.Contains(e.InteractionId ?? 0)))
            .Select(e => e.Id));
        var alone = scope.Requests.Where(r => !sharedRequests.Contains(r)).ToList();
        scope.Outcomes.AddRange(await db.Outcomes.Where(o => o.ApplicationId == target.ApplicationId && alone.Contains(o.RequestId))
            .Select(o => o.Id).ToListAsync(cancellationToken));
    }

    private async Task AddCandidatesAsync(ErasureScope scope, List<long> answers, HashSet<long> gone, CancellationToken cancellationToken)
    {
        var found = await db.Candidates.Where(c => answers.Contains(c.InteractionId))
            .Select(c => new { c.Id, c.InteractionId, c.SignalId, c.PersonHash }).ToListAsync(cancellationToken);
        var made = found.FindAll(c => gone.Contains(c.InteractionId) || c.PersonHash == target.Value || scope.Signals.ContainsKey(c.Id) || scope.Signals.ContainsKey(c.SignalId));
        scope.Candidates.AddRange(made.Select(c => c.Id));
        scope.Fingerprints.UnionWith([.. scope.Signals.Keys, .. made.Select(c => c.Id), .. made.Select(c => c.SignalId)]);
    }

    /// <summary>A candidate without earlier turns of its own was given those of the answer's first signal that had some.</summary>
    private async Task AddContextsAsync(ErasureScope scope, List<long> answers, CancellationToken cancellationToken)
    {
        if (answers.Count == 0) return;
        var left = await db.Candidates.Where(c => answers.Contains(c.InteractionId) && c.Context != null && !scope.Candidates.Contains(c.Id))
            .Select(c => new { c.Id, c.InteractionId, c.SignalId, c.Context }).ToListAsync(cancellationToken);
        var told = await db.Signals.Where(s => answers.Contains(s.InteractionId) && s.Context != null).OrderBy(s => s.Id)
            .Select(s => new { s.Id, s.InteractionId, s.Context }).ToListAsync(cancellationToken);
        foreach (var candidate in left.Where(c => !told.Exists(s => s.Id == c.SignalId)))
        {
            var next = told.Find(s => s.InteractionId == candidate.InteractionId && !scope.Signals.ContainsKey(s.Id))?.Context;
            if (next != candidate.Context) scope.Contexts.Add(new(candidate.Id, next));
        }
    }
}
