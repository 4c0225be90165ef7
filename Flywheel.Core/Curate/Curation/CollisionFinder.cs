using System.Globalization;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Curate.Validation.NearDuplicates;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Curation;

/// <summary>
/// Finds what a proposal collides with: the same pair, nearly the same pair, another approved answer to the same input,
/// and the groups that its input is near to. Never beyond the application.
/// </summary>
internal sealed class CollisionFinder(FlywheelDbContext db)
{
    private readonly Dictionary<long, Known> _bySignal = [];
    private readonly Dictionary<byte[], List<Known>> _byPair = new(ByteArrayComparer.Instance);
    private readonly Dictionary<byte[], List<Known>> _approvedByInput = new(ByteArrayComparer.Instance);

    /// <summary>Loads what the proposals of a batch may collide with.</summary>
    public async Task LoadAsync(IEnumerable<CandidateProposal> proposals, CancellationToken cancellationToken)
    {
        foreach (var application in proposals.GroupBy(p => p.Signal.ApplicationId))
        {
            var pairs = application.Select(p => p.PairHash).Distinct(ByteArrayComparer.Instance).ToList();
            var inputs = application.Select(p => p.InputHash).Distinct(ByteArrayComparer.Instance).ToList();
            var near = application.SelectMany(p => p.NearDuplicates.Pairs.Concat(p.NearDuplicates.Inputs)).Select(m => m.Id).Distinct().ToList();
            var known = db.Candidates.AsNoTracking().Where(c => c.ApplicationId == application.Key);
            var rows = await Project(known.Where(c => pairs.Contains(c.PairHash))).ToListAsync(cancellationToken);
            rows.AddRange(await Project(known.Where(c => inputs.Contains(c.InputHash) && c.State == CandidateState.Approved)).ToListAsync(cancellationToken));
            rows.AddRange(await Project(known.Where(c => near.Contains(c.SignalId))).ToListAsync(cancellationToken));
            foreach (var row in rows.DistinctBy(r => r.Id)) Add(row);
        }
    }

    /// <summary>Makes a candidate of this batch known to those after it.</summary>
    public void Remember(TrainingCandidate c) =>
        Add(new(c.Id, c.ApplicationId, c.SignalId, c.GroupId, c.State, c.Reason, c.PairHash, c.InputHash));

    /// <summary>What the candidate collides with.</summary>
    public IEnumerable<Finding> Find(TrainingCandidate candidate, CandidateProposal proposal)
    {
        if (Same(candidate) is { } same)
        {
            yield return new(FindingKinds.ExactDuplicate, FindingField.Proposed, $"The same input and output as item {same.Id}.", [], same.Id);
            yield break;
        }

        foreach (var match in proposal.NearDuplicates.Pairs)
        {
            if (Live(match, candidate) is not { } near) continue;
            var share = match.Similarity.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
            yield return new(FindingKinds.NearDuplicate, FindingField.Proposed, $"Nearly the same text as item {near.Id} (about {share} alike).", [], near.Id);
            break;
        }

        if (Contradicted(candidate) is { } other)
            yield return new(FindingKinds.Contradiction, FindingField.Proposed, $"Item {other.Id}, approved, answers the same input differently.", [], other.Id);
    }

    /// <summary>Puts the candidate into the group of near inputs; further groups are noted as bridged.</summary>
    public void Group(TrainingCandidate candidate, CandidateProposal proposal)
    {
        var groups = proposal.NearDuplicates.Inputs.Select(m => Live(m, candidate)).Where(k => k is not null).Select(k => k!.GroupId).Distinct().Order().ToList();
        candidate.GroupId = groups.Count > 0 ? groups[0] : candidate.Id;
        candidate.BridgedGroups = groups.Count > 1 ? string.Join(',', groups.Skip(1)) : null;
    }

    private Known? Same(TrainingCandidate candidate) =>
        _byPair.GetValueOrDefault(candidate.PairHash)?.Where(k => k.Id != candidate.Id && k.ApplicationId == candidate.ApplicationId
            && _bySignal.GetValueOrDefault(k.SignalId) == k && k.Reason != RejectReason.NoConsent).MinBy(k => k.Id);

    private Known? Contradicted(TrainingCandidate candidate) =>
        _approvedByInput.GetValueOrDefault(candidate.InputHash)?.Find(k => k.Id != candidate.Id && k.ApplicationId == candidate.ApplicationId
            && !ByteArrayComparer.Instance.Equals(k.PairHash, candidate.PairHash));

    /// <summary>The candidate that still stands for the matched signal; an edit replaced meanwhile has none.</summary>
    private Known? Live(NearDuplicateMatch match, TrainingCandidate candidate) =>
        _bySignal.GetValueOrDefault(match.Id) is { } known && known.Id != candidate.Id ? known : null;

    private void Add(Known known)
    {
        _bySignal[known.SignalId] = known;
        Bucket(_byPair, known.PairHash).Add(known);
        if (known.State == CandidateState.Approved) Bucket(_approvedByInput, known.InputHash).Add(known);
    }

    private static List<Known> Bucket(Dictionary<byte[], List<Known>> buckets, byte[] key) =>
        buckets.TryGetValue(key, out var list) ? list : buckets[key] = [];

    private static IQueryable<Known> Project(IQueryable<TrainingCandidate> candidates) => candidates.Select(c =>
        new Known(c.Id, c.ApplicationId, c.SignalId, c.GroupId, c.State, c.Reason, c.PairHash, c.InputHash));

    private sealed record Known(
        long Id, int ApplicationId, long SignalId, long GroupId, CandidateState State, RejectReason? Reason, byte[] PairHash, byte[] InputHash);
}
