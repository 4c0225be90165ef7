using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>
/// Tells whether a version holds a pair already, equal after normalising. Only candidates that share their normalised input
/// with an earlier one are looked at, and of those the pairs of at most so many are remembered: memory does not grow with
/// the version.
/// </summary>
internal sealed class SeenPairs(FlywheelDbContext db, int applicationId, long versionId)
{
    private const int Most = 100_000;

    private readonly Dictionary<byte[], HashSet<byte[]>> _byInput = new(ByteArrayComparer.Instance);
    private readonly Dictionary<long, ApprovedCandidate> _unwritten = [];
    private int _remembered;

    /// <summary>False for a pair that an added candidate has already.</summary>
    public async Task<bool> IsNewAsync(ApprovedCandidate candidate, CancellationToken cancellationToken) =>
        !candidate.SharesInput || !(await PairsAsync(candidate, cancellationToken)).Contains(HashOf(candidate));

    /// <summary>The candidate is in the version; its row is not written yet.</summary>
    public void Add(ApprovedCandidate candidate)
    {
        _unwritten.Add(candidate.Id, candidate);
        if (_byInput.TryGetValue(candidate.InputHash, out var pairs) && pairs.Add(HashOf(candidate))) _remembered++;
    }

    /// <summary>All rows so far are written.</summary>
    public void Written()
    {
        _unwritten.Clear();
        if (_remembered <= Most) return;
        _byInput.Clear();
        _remembered = 0;
    }

    private async Task<HashSet<byte[]>> PairsAsync(ApprovedCandidate candidate, CancellationToken cancellationToken)
    {
        if (_byInput.TryGetValue(candidate.InputHash, out var known)) return known;
        var (hash, id) = (candidate.InputHash, candidate.Id);
        var written = await db.Candidates.Where(c => c.ApplicationId == applicationId && c.InputHash == hash && c.State == CandidateState.Approved && c.Id < id)
            .Where(c => db.DatasetRows.Any(r => r.DatasetVersionId == versionId && r.CandidateId == c.Id))
            .Select(c => new { c.Input, c.IdealOutput }).ToListAsync(cancellationToken);
        var pairs = written.Where(c => c.IdealOutput is not null).Select(c => TextNormaliser.Hash(c.Input, c.IdealOutput!))
            .Concat(_unwritten.Values.Where(c => ByteArrayComparer.Instance.Equals(c.InputHash, hash)).Select(HashOf))
            .ToHashSet(ByteArrayComparer.Instance);
        _remembered += pairs.Count + 1;
        return _byInput[hash] = pairs;
    }

    private static byte[] HashOf(ApprovedCandidate candidate) => TextNormaliser.Hash(candidate.Input, candidate.IdealOutput);
}
