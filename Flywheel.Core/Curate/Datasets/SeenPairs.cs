using System.Buffers.Binary;
using Flywheel.Core.Curate.Candidates;
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
    private const int Most = 500_000;

    private readonly Dictionary<byte[], HashSet<UInt128>> _byInput = new(ByteArrayComparer.Instance);
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

    private async Task<HashSet<UInt128>> PairsAsync(ApprovedCandidate candidate, CancellationToken cancellationToken)
    {
        if (_byInput.TryGetValue(candidate.InputHash, out var known)) return known;
        var pairs = new HashSet<UInt128>();
        await foreach (var pair in Written(candidate).WithCancellation(cancellationToken)) pairs.Add(HashOf(pair.Input, pair.IdealOutput!));
        foreach (var twin in _unwritten.Values.Where(c => ByteArrayComparer.Instance.Equals(c.InputHash, candidate.InputHash))) pairs.Add(HashOf(twin));
        _remembered += pairs.Count + 1;
        return _byInput[candidate.InputHash] = pairs;
    }

    /// <summary>The pairs of written rows with the same input.</summary>
    private IAsyncEnumerable<Pair> Written(ApprovedCandidate candidate)
    {
        var (hash, id) = (candidate.InputHash, candidate.Id);
        return db.Candidates
            .Where(c => c.ApplicationId == applicationId && c.InputHash == hash && c.State == CandidateState.Approved && c.Id < id && c.IdealOutput != null)
            .Where(c => db.DatasetRows.Any(r => r.DatasetVersionId == versionId && r.CandidateId == c.Id))
            .Select(c => new Pair(c.Input, c.IdealOutput!)).AsAsyncEnumerable();
    }

    private static UInt128 HashOf(ApprovedCandidate candidate) => HashOf(candidate.Input, candidate.IdealOutput);

    // Half of a SHA-256 tells pairs apart as well, in half of the memory.
    private static UInt128 HashOf(string input, string output) => BinaryPrimitives.ReadUInt128BigEndian(TextNormaliser.Hash(input, output));

    private sealed record Pair(string Input, string IdealOutput);
}
