using System.Reflection;
using Flywheel.Core.Administration;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Curate.Validation;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>One version while it is made: rows go in page by page, unseen, and the last step shows it.</summary>
internal sealed class VersionInMaking(FlywheelDbContext db, WriteGate gate, AuditLog audit, DateTime at, Actor who, DatasetPlan plan)
{
    private const int PageSize = 500;
    private const int AuditTries = 8;
    private readonly HashSet<byte[]> _pairs = new(ByteArrayComparer.Instance);
    private readonly SortedSet<int> _policies = [];
    private readonly int[] _perSplit = new int[3];
    private Dataset _dataset = null!;
    private DatasetVersion _version = null!;
    private int _duplicates;

    /// <summary>Reserves the next number.</summary>
    public async Task BeginAsync(int applicationId, string name, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        _dataset = await db.Datasets.Include(d => d.Application).FirstOrDefaultAsync(d => d.ApplicationId == applicationId && d.Name == name, cancellationToken)
            ?? db.Datasets.Add(new() { ApplicationId = applicationId, Name = name, CreatedAt = at }).Entity;
        var last = await db.DatasetVersions.Where(v => v.DatasetId == _dataset.Id).MaxAsync(v => (int?)v.Number, cancellationToken) ?? 0;
        _version = new() { Dataset = _dataset, Number = last + 1, CreatedAt = at, CreatedBy = who.Name, Note = plan.Note };
        db.DatasetVersions.Add(_version);
        await db.SaveChangesAsync(cancellationToken);
        _dataset.Application ??= await db.Applications.FindAsync([applicationId], cancellationToken);
    }

    /// <summary>Fills and shows it; null when an item was taken back meanwhile (then nothing is left of it).</summary>
    public async Task<FreezeOutcome.Frozen?> CompleteAsync(CancellationToken cancellationToken)
    {
        var splits = new SplitAssignment(_dataset.Name, plan.Split, await EarlierAsync(cancellationToken));
        using var hash = new DatasetHash();
        var page = new List<DatasetRow>(PageSize);
        await foreach (var candidate in TrainingRows.PagesAsync(db, Approved, 0, cancellationToken))
        {
            if (RowFor(candidate, splits, hash) is { } row) page.Add(row);
            if (page.Count == PageSize) await WriteAsync(page, cancellationToken);
        }

        await WriteAsync(page, cancellationToken);
        (_version.Rows, _version.Sha256) = (hash.Rows, hash.Complete());
        _version.Manifest = (await ManifestAsync(splits.Bridged, cancellationToken)).ToJson();
        return await ShowAsync(cancellationToken) ? new(_dataset.Name, _version.Number, _version.Rows, _version.Sha256) : null;
    }

    /// <summary>Takes away what was made so far; where the database is busy, the next start does.</summary>
    public async Task AbandonAsync()
    {
        try
        {
            using var turn = await gate.EnterAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
            await db.DatasetVersions.Where(v => v.Id == _version.Id && !v.Complete).ExecuteDeleteAsync(CancellationToken.None);
        }
        catch (Exception fault) when (fault.IsBusy())
        {
            // Nobody sees it.
        }
    }

    private IQueryable<TrainingCandidate> Filtered(FlywheelDbContext context) =>
        DatasetQueries.Filtered(context, _dataset.ApplicationId, plan.Filter);

    private IQueryable<TrainingCandidate> Approved(FlywheelDbContext context) =>
        Filtered(context).Where(c => c.State == CandidateState.Approved && c.DecidedAt <= at);

    private DatasetRow? RowFor(TrainingCandidate candidate, SplitAssignment splits, DatasetHash hash)
    {
        if (!_pairs.Add(TextNormaliser.Hash(candidate.Input, candidate.IdealOutput!)))
        {
            _duplicates++;
            return null;
        }

        if (splits.Assign(candidate.Id, GroupsOf(candidate)) is not { } split) return null;
        _perSplit[(int)split]++;
        _policies.Add(candidate.PolicyVersion);
        var row = TrainingRows.From(candidate, split, candidate.GroupId);
        return new() { DatasetVersionId = _version.Id, CandidateId = candidate.Id, Split = split, GroupId = candidate.GroupId, Hash = hash.Append(row) };
    }

    private static long[] GroupsOf(TrainingCandidate candidate) => candidate.BridgedGroups is not { } others
        ? [candidate.GroupId]
        : [candidate.GroupId, .. others.Split(',').Select(id => long.Parse(id, System.Globalization.CultureInfo.InvariantCulture))];

    private async Task<EarlierSplits> EarlierAsync(CancellationToken cancellationToken)
    {
        var earlier = new EarlierSplits();
        var rows = db.DatasetRows.AsNoTracking().Where(r => r.DatasetVersion!.DatasetId == _dataset.Id && r.DatasetVersionId != _version.Id)
            .Select(r => new { r.CandidateId, r.GroupId, r.Split }).Distinct();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken)) earlier.Add(row.CandidateId, row.GroupId, row.Split);
        return earlier;
    }

    private async Task WriteAsync(List<DatasetRow> page, CancellationToken cancellationToken)
    {
        if (page.Count == 0) return;
        using var turn = await gate.EnterAsync(cancellationToken);
        db.DatasetRows.AddRange(page);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var row in page) db.Entry(row).State = EntityState.Detached;
        page.Clear();
    }

    private async Task<DatasetManifest> ManifestAsync(int bridged, CancellationToken cancellationToken)
    {
        var earlier = await db.DatasetVersions.Where(v => v.DatasetId == _dataset.Id && v.Complete).OrderByDescending(v => v.Number)
            .Select(v => (long?)v.Id).FirstOrDefaultAsync(cancellationToken);
        var changed = earlier is { } id ? await DatasetDiff.CountAsync(Entries(id), Entries(_version.Id), cancellationToken) : null;
        return new(
            _dataset.Name, _version.Number, at, who.Name, _dataset.Application!.Name, [.. _policies], ExporterVersion,
            ManifestFilter.From(plan.Filter), plan.Split, _version.Rows, new(_perSplit[0], _perSplit[1], _perSplit[2]), _version.Sha256,
            await FunnelAsync(bridged, cancellationToken), changed, plan.Note, [.. ExportFormats.All.Select(f => f.Name)]);
    }

    private static string ExporterVersion => typeof(VersionInMaking).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    private IAsyncEnumerable<DatasetEntry> Entries(long versionId) =>
        db.DatasetRows.AsNoTracking().Where(r => r.DatasetVersionId == versionId).OrderBy(r => r.CandidateId)
            .Select(r => new DatasetEntry(r.CandidateId, r.Hash)).AsAsyncEnumerable();

    private async Task<DatasetFunnel> FunnelAsync(int bridged, CancellationToken cancellationToken)
    {
        var states = await Filtered(db).GroupBy(c => new { c.State, c.Reason }).Select(g => new { g.Key.State, g.Key.Reason, Count = g.Count() })
            .ToListAsync(cancellationToken);
        int Count(params CandidateState[] any) => states.Where(s => any.Contains(s.State)).Sum(s => s.Count);
        var duplicates = states.Where(s => s.State == CandidateState.Rejected && s.Reason == RejectReason.Duplicate).Sum(s => s.Count);
        var rejected = Count(CandidateState.Rejected) - duplicates;
        var held = Count(CandidateState.Held);
        // What was approved after this instant still waits, as far as this version is concerned.
        var late = Count(CandidateState.Approved) - _version.Rows - bridged - _duplicates;
        var waiting = Count(CandidateState.Pending, CandidateState.AwaitingSecond) + late;
        return new(waiting + held + rejected + duplicates + _duplicates + bridged + _version.Rows, waiting, held, rejected, duplicates + _duplicates, bridged, _version.Rows);
    }

    private async Task<bool> ShowAsync(CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        // Taken back, or taken back and approved again with another text.
        var spoilt = await db.DatasetRows.AnyAsync(
            r => r.DatasetVersionId == _version.Id && (r.Candidate!.State != CandidateState.Approved || r.Candidate.DecidedAt > at), cancellationToken);
        if (spoilt) await db.DatasetVersions.Where(v => v.Id == _version.Id).ExecuteDeleteAsync(cancellationToken);
        if (spoilt) return false;
        _version.Complete = true;
        await SaveWithProofAsync(cancellationToken);
        return true;
    }

    private async Task SaveWithProofAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await audit.AppendAsync(
                db, who, "dataset.freeze", $"dataset/{_dataset.ApplicationId}/{_dataset.Name}/{_version.Number}", null,
                new { _version.Rows, _version.Sha256 }, cancellationToken);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException fault) when (fault.IsDuplicateKey() && attempt < AuditTries)
            {
                // Another node wrote to the audit at this moment: the entry is made anew, after that one.
                foreach (var entry in db.ChangeTracker.Entries<AuditEntry>().ToList()) entry.State = EntityState.Detached;
            }
        }
    }
}
