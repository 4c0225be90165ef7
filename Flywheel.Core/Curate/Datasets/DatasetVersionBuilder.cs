using System.Runtime.CompilerServices;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>One version while it is made: rows go in page by page, unseen, and the last step shows it.</summary>
/// <param name="db">To read with.</param>
internal sealed class DatasetVersionBuilder(
    FlywheelDbContext db, Database database, AuditLog audit, TimeProvider clock, Exporter exporter, Actor actor, DatasetPlan plan)
{
    private const int DiffPage = 5_000;
    private const int RemovePiece = 5_000;
    private const int MostChanged = 10_000;

    // The clocks of two nodes may differ a little.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);
    private readonly DateTime at = clock.Now();
    private readonly SortedSet<int> _policies = [];
    private readonly ExportCounts _exports = new(exporter.Formats);
    private readonly int[] _perSplit = new int[3];
    private Dataset _dataset = null!;
    private DatasetVersion _version = null!;
    private SeenPairs _pairs = null!;
    private int _duplicates;
    private int _bridged;

    /// <summary>Reserves the next number.</summary>
    public async Task BeginAsync(int applicationId, string name, CancellationToken cancellationToken)
    {
        (_dataset, _version) = await database.WriteAsync(write => ReserveAsync(write, applicationId, name, cancellationToken), cancellationToken);
        _pairs = new(db, applicationId, _version.Id);
    }

    private async Task<(Dataset, DatasetVersion)> ReserveAsync(FlywheelDbContext write, int applicationId, string name, CancellationToken cancellationToken)
    {
        var dataset = await write.Datasets.FirstOrDefaultAsync(d => d.ApplicationId == applicationId && d.Name == name, cancellationToken)
            ?? write.Datasets.Add(new() { ApplicationId = applicationId, Name = name, CreatedAt = at }).Entity;
        var last = await write.DatasetVersions.Where(v => v.DatasetId == dataset.Id).MaxAsync(v => (int?)v.Number, cancellationToken) ?? 0;
        var version = new DatasetVersion { Dataset = dataset, Number = last + 1, CreatedAt = at, CreatedBy = actor.Name, Note = plan.Note };
        write.DatasetVersions.Add(version);
        dataset.Application = await write.Applications.FindAsync([applicationId], cancellationToken);
        return (dataset, version);
    }

    /// <summary>
    /// Fills and shows it. Null when an item was taken back meanwhile, <see cref="FreezeOutcome.Empty"/> when nothing
    /// qualifies; in both cases nothing is left of it.
    /// </summary>
    public async Task<FreezeOutcome?> CompleteAsync(CancellationToken cancellationToken)
    {
        using var hash = new DatasetHash();
        var earlier = await EarlierVersions.ReadAsync(db, _version, cancellationToken);
        var pages = new ApprovedPages(db, _dataset.ApplicationId, plan.Filter, at);
        await foreach (var page in pages.ReadAsync(cancellationToken))
            await WriteAsync(await RowsAsync(page, await earlier.OfAsync(page, cancellationToken), hash, cancellationToken), cancellationToken);
        if (hash.Rows == 0) return await EmptyAsync(cancellationToken);
        (_version.Rows, _version.Sha256) = (hash.Rows, hash.Complete());
        _version.Manifest = (await ManifestAsync(cancellationToken)).ToJson();
        return await ShowAsync(cancellationToken) ? new FreezeOutcome.Frozen(_dataset.Name, _version.Number, _version.Rows, _version.Sha256) : null;
    }

    /// <summary>Takes away what was made so far; where the database is busy, the next start does.</summary>
    public async Task AbandonAsync()
    {
        try
        {
            await RemoveAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        }
        catch (Exception exception) when (exception.IsBusy())
        {
            // Nobody sees it.
        }
    }

    private IQueryable<TrainingCandidate> Filtered(FlywheelDbContext context) =>
        DatasetQueries.Filtered(context, _dataset.ApplicationId, plan.Filter);

    private async Task<List<DatasetRow>> RowsAsync(
        IReadOnlyList<ApprovedCandidate> page, EarlierSplits earlier, DatasetHash hash, CancellationToken cancellationToken)
    {
        var splits = new SplitAssignment(_dataset.Name, plan.Split, earlier);
        var rows = new List<DatasetRow>(page.Count);
        foreach (var candidate in page)
        {
            if (await _pairs.IsNewAsync(candidate, cancellationToken)) Add(candidate, splits, hash, rows);
            else _duplicates++;
        }

        _bridged += splits.Bridged;
        return rows;
    }

    private void Add(ApprovedCandidate candidate, SplitAssignment splits, DatasetHash hash, List<DatasetRow> rows)
    {
        if (splits.Assign(candidate.Id, candidate.Groups) is not { } split) return;
        _pairs.Add(candidate);
        _perSplit[(int)split]++;
        _policies.Add(candidate.PolicyVersion);
        var row = candidate.ToRow(split);
        _exports.Add(row);
        rows.Add(new() { DatasetVersionId = _version.Id, CandidateId = candidate.Id, Split = split, GroupId = candidate.GroupId, Hash = hash.Append(row) });
    }

    private async Task WriteAsync(List<DatasetRow> rows, CancellationToken cancellationToken)
    {
        await database.WriteAsync(write => write.BulkInsertAsync(rows, cancellationToken), cancellationToken);
        _pairs.Written();
    }

    private async Task<FreezeOutcome.Empty> EmptyAsync(CancellationToken cancellationToken)
    {
        var all = await db.Candidates.Where(c => c.ApplicationId == _dataset.ApplicationId).GroupBy(c => c.State == CandidateState.Approved)
            .Select(g => new { Approved = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var funnel = await FunnelAsync(cancellationToken);
        await AbandonAsync();
        return new(EmptyVersion.Explain(all.Sum(g => g.Count), all.Where(g => g.Approved).Sum(g => g.Count), plan.Filter, funnel));
    }

    private async Task<DatasetManifest> ManifestAsync(CancellationToken cancellationToken)
    {
        var earlier = await db.DatasetVersions.Where(v => v.DatasetId == _dataset.Id && v.Complete).OrderByDescending(v => v.Number)
            .Select(v => (long?)v.Id).FirstOrDefaultAsync(cancellationToken);
        var changed = earlier is { } id ? await DatasetDiff.CountAsync(EntriesAsync(id, cancellationToken), EntriesAsync(_version.Id, cancellationToken), cancellationToken) : null;
        return new(
            _dataset.Name, _version.Number, at, actor.Name, _dataset.Application!.Name, [.. _policies], exporter.Version,
            ManifestFilter.From(plan.Filter), plan.Split, _version.Rows, new(_perSplit[0], _perSplit[1], _perSplit[2]), _version.Sha256,
            await FunnelAsync(cancellationToken), changed, plan.Note, [.. exporter.Formats.Select(f => f.Name)],
            Exports: _exports.ToManifest(), RowsWithDocuments: _exports.WithDocuments is var documents and > 0 ? documents : null);
    }

    /// <summary>In pages, each a query of its own: two versions are read at the same time over one connection.</summary>
    private async IAsyncEnumerable<DatasetEntry> EntriesAsync(long versionId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var last = after;
            var page = await db.DatasetRows.AsNoTracking().Where(r => r.DatasetVersionId == versionId && r.CandidateId > last).OrderBy(r => r.CandidateId)
                .Take(DiffPage).Select(r => new DatasetEntry(r.CandidateId, r.Hash)).ToListAsync(cancellationToken);
            foreach (var entry in page) yield return entry;
            if (page.Count < DiffPage) yield break;
            after = page[^1].CandidateId;
        }
    }

    private async Task<DatasetFunnel> FunnelAsync(CancellationToken cancellationToken)
    {
        var states = await Filtered(db).GroupBy(c => new { c.State, c.Reason }).Select(g => new { g.Key.State, g.Key.Reason, Count = g.Count() })
            .ToListAsync(cancellationToken);
        int Count(params CandidateState[] any) => states.Where(s => any.Contains(s.State)).Sum(s => s.Count);
        var duplicates = states.Where(s => s.State == CandidateState.Rejected && s.Reason == RejectReason.Duplicate).Sum(s => s.Count);
        var rejected = Count(CandidateState.Rejected) - duplicates;
        var held = Count(CandidateState.Held);
        // What was approved after this instant still waits, as far as this version is concerned.
        var late = Count(CandidateState.Approved) - _version.Rows - _bridged - _duplicates;
        var waiting = Count(CandidateState.Pending, CandidateState.AwaitingSecond) + late;
        return new(waiting + held + rejected + duplicates + _duplicates + _bridged + _version.Rows, waiting, held, rejected, duplicates + _duplicates, _bridged, _version.Rows);
    }

    /// <summary>
    /// Shows it, unless an item was taken back, or taken back and approved again with another text; then it is removed. All
    /// rows are looked at before the turn is taken, and within it what changed since: others wait for the turn meanwhile.
    /// </summary>
    private async Task<bool> ShowAsync(CancellationToken cancellationToken)
    {
        var begun = clock.Now() - ClockDifference;
        if (!await IsSpoiltAsync(Rows(db), cancellationToken) && await ShowUnchangedAsync(begun, cancellationToken)) return true;
        await RemoveAsync(database.BusyLimit, cancellationToken);
        return false;
    }

    private Task<bool> ShowUnchangedAsync(DateTime since, CancellationToken cancellationToken) => database.WriteAsync(
        async context =>
        {
            if (await IsSpoiltSinceAsync(context, since, cancellationToken)) return false;
            var shown = await context.DatasetVersions.Where(v => v.Id == _version.Id && !v.Complete).ExecuteUpdateAsync(
                set => set.SetProperty(v => v.Complete, true).SetProperty(v => v.Rows, _version.Rows).SetProperty(v => v.Sha256, _version.Sha256)
                    .SetProperty(v => v.Manifest, _version.Manifest), cancellationToken);
            if (shown == 0) return false;
            audit.Append(
                context, actor, "dataset.freeze", $"dataset/{_dataset.ApplicationId}/{_dataset.Name}/{_version.Number}", null,
                new { _version.Rows, _version.Sha256 });
            return true;
        },
        cancellationToken);

    private IQueryable<DatasetRow> Rows(FlywheelDbContext context) => context.DatasetRows.Where(r => r.DatasetVersionId == _version.Id);

    private Task<bool> IsSpoiltAsync(IQueryable<DatasetRow> rows, CancellationToken cancellationToken) =>
        rows.AnyAsync(r => r.Candidate!.State != CandidateState.Approved || r.Candidate.DecidedAt > at, cancellationToken);

    private async Task<bool> IsSpoiltSinceAsync(FlywheelDbContext context, DateTime since, CancellationToken cancellationToken)
    {
        // An index answers this by itself, without the candidates' texts.
        var changed = await context.Candidates.Where(c => c.UpdatedAt >= since).Select(c => c.Id).Take(MostChanged + 1).ToListAsync(cancellationToken);
        var rows = changed.Count > MostChanged ? Rows(context) : Rows(context).Where(r => changed.Contains(r.CandidateId));
        return changed.Count > 0 && await IsSpoiltAsync(rows, cancellationToken);
    }

    /// <summary>Takes everything away, a piece at a time, so that others get their turn between two of them.</summary>
    private async Task RemoveAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (await database.WriteAsync(write => RemovePieceAsync(write, cancellationToken), limit, cancellationToken))
        {
            // One piece after the other.
        }
    }

    private async Task<bool> RemovePieceAsync(FlywheelDbContext write, CancellationToken cancellationToken)
    {
        if (await Rows(write).OrderBy(r => r.CandidateId).Take(RemovePiece).ExecuteDeleteAsync(cancellationToken) > 0) return true;
        await write.DatasetVersions.Where(v => v.Id == _version.Id && !v.Complete).ExecuteDeleteAsync(cancellationToken);
        await write.Datasets.Where(d => d.Id == _dataset.Id && !d.Versions.Any()).ExecuteDeleteAsync(cancellationToken);
        return false;
    }
}
