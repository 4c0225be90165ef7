using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>
/// Where candidates and groups stood in the earlier versions of a dataset, told page by page. It holds 9 bytes for each
/// group that stood anywhere; candidates are looked up.
/// </summary>
internal sealed class EarlierVersions
{
    private readonly FlywheelDbContext _db;
    private readonly List<long> _versions;
    private readonly List<long> _groups = [];
    private readonly List<byte> _sides = [];

    private EarlierVersions(FlywheelDbContext db, List<long> versions) => (_db, _versions) = (db, versions);

    /// <summary>Reads them; all but the one in the making.</summary>
    public static async Task<EarlierVersions> ReadAsync(FlywheelDbContext db, DatasetVersion making, CancellationToken cancellationToken)
    {
        var versions = await db.DatasetVersions.Where(v => v.DatasetId == making.DatasetId && v.Id != making.Id).Select(v => v.Id).ToListAsync(cancellationToken);
        var earlier = new EarlierVersions(db, versions);
        if (versions.Count > 0) await earlier.ReadGroupsAsync(cancellationToken);
        return earlier;
    }

    /// <summary>What concerns these candidates, by rising id.</summary>
    public async Task<EarlierSplits> OfAsync(IReadOnlyList<ApprovedCandidate> page, CancellationToken cancellationToken)
    {
        var splits = new EarlierSplits();
        if (_versions.Count == 0) return splits;
        var (first, last) = (page[0].Id, page[^1].Id);
        var rows = await _db.DatasetRows.AsNoTracking()
            .Where(r => _versions.Contains(r.DatasetVersionId) && r.CandidateId >= first && r.CandidateId <= last)
            .Select(r => new { r.CandidateId, r.GroupId, r.Split }).Distinct().ToListAsync(cancellationToken);
        foreach (var row in rows) splits.Add(row.CandidateId, row.GroupId, row.Split);
        foreach (var group in page.SelectMany(c => c.Groups)) splits.AddGroup(group, SidesOf(group));
        return splits;
    }

    private async Task ReadGroupsAsync(CancellationToken cancellationToken)
    {
        var rows = _db.DatasetRows.AsNoTracking().Where(r => _versions.Contains(r.DatasetVersionId))
            .Select(r => new { r.GroupId, r.Split }).Distinct().OrderBy(r => r.GroupId);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken)) Note(row.GroupId, row.Split.AsSet());
    }

    private void Note(long group, Splits side)
    {
        if (_groups.Count > 0 && _groups[^1] == group)
        {
            _sides[^1] |= (byte)side;
            return;
        }

        _groups.Add(group);
        _sides.Add((byte)side);
    }

    private Splits SidesOf(long group) => _groups.BinarySearch(group) is var at && at >= 0 ? (Splits)_sides[at] : Splits.None;
}
