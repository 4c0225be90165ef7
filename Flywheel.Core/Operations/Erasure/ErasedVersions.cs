using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Datasets;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Operations.Erasure;

/// <summary>
/// Makes withheld versions anew without the rows that an erasure took: same dataset, next number, same sides of the split.
/// Killed on the way it begins again, since a version without a successor is still to be done.
/// </summary>
internal sealed class ErasedVersions(
    Database database, AuditLog audit, Exporters exporters, DatabaseLocation location, TimeProvider clock)
{
    private const int PageSize = 2_000;

    /// <summary>Replaces the application's next withheld version; false where none is left.</summary>
    public async Task<bool> ReplaceNextAsync(int applicationId, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var old = await db.DatasetVersions.AsNoTracking().Include(v => v.Dataset)
            .Where(v => v.Dataset!.ApplicationId == applicationId && v.Complete && v.WithheldAt != null && v.Successor == null)
            .OrderBy(v => v.DatasetId).ThenBy(v => v.Number).FirstOrDefaultAsync(cancellationToken);
        if (old is null) return false;
        await RemoveFilesAsync(old.Id, cancellationToken);
        var made = await ReserveAsync(old, actor, cancellationToken);
        var manifest = await CopyRowsAsync(db, old, made, cancellationToken);
        await ShowAsync(old, made, manifest, actor, cancellationToken);
        return true;
    }

    /// <summary>Also those that were being written when the version was withheld, which no row names.</summary>
    private async Task RemoveFilesAsync(long versionId, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(location.DataDirectory, "files");
        if (Directory.Exists(directory))
        {
            foreach (var file in Directory.GetFiles(directory, $"{versionId}-*")) File.Delete(file);
        }

        await database.WriteAsync(db => db.DatasetFiles.Where(f => f.DatasetVersionId == versionId).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private Task<DatasetVersion> ReserveAsync(DatasetVersion old, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            var last = await db.DatasetVersions.Where(v => v.DatasetId == old.DatasetId).MaxAsync(v => (int?)v.Number, cancellationToken) ?? 0;
            return db.DatasetVersions.Add(new()
            {
                DatasetId = old.DatasetId, Number = last + 1, CreatedAt = clock.Now(), CreatedBy = actor.Name,
                Note = $"Replaces version {old.Number} after an erasure.",
            }).Entity;
        },
        cancellationToken);

    private async Task<DatasetManifest> CopyRowsAsync(FlywheelDbContext db, DatasetVersion old, DatasetVersion made, CancellationToken cancellationToken)
    {
        using var hash = new DatasetHash();
        var (page, perSplit, exports) = (new List<DatasetRow>(PageSize), new int[3], new ExportCounts(exporters.Current.Formats));
        await foreach (var row in TrainingRows.OfVersionAsync(db, old.Id, null, cancellationToken))
        {
            perSplit[(int)row.Split]++;
            exports.Add(row);
            page.Add(new() { DatasetVersionId = made.Id, CandidateId = row.Id, Split = row.Split, GroupId = row.GroupId, Hash = hash.Append(row) });
            if (page.Count == PageSize) await WriteAsync(page, cancellationToken);
        }

        await WriteAsync(page, cancellationToken);
        var before = DatasetManifest.Parse(old.Manifest);
        var erased = before.Rows - hash.Rows;
        return before with
        {
            Version = made.Number, CreatedAt = made.CreatedAt, CreatedBy = made.CreatedBy, Note = made.Note, Rows = hash.Rows, Sha256 = hash.Complete(),
            RowsPerSplit = new(perSplit[0], perSplit[1], perSplit[2]), Changes = new(0, erased, 0),
            Funnel = before.Funnel with { Found = before.Funnel.Found - erased, In = before.Funnel.In - erased }, Erasure = new(old.Number, erased),
            // What the first exporter froze keeps its formats, which left nothing out.
            Exports = before.Exports is null ? null : exports.ToManifest(),
            RowsWithDocuments = before.Exports is null || exports.WithDocuments == 0 ? null : exports.WithDocuments,
        };
    }

    private async Task WriteAsync(List<DatasetRow> page, CancellationToken cancellationToken)
    {
        await database.WriteAsync(db => db.BulkInsertAsync(page, cancellationToken), cancellationToken);
        page.Clear();
    }

    private Task<bool> ShowAsync(DatasetVersion old, DatasetVersion made, DatasetManifest manifest, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            await db.DatasetVersions.Where(v => v.Id == made.Id).ExecuteUpdateAsync(
                set => set.SetProperty(v => v.Complete, true).SetProperty(v => v.Rows, manifest.Rows).SetProperty(v => v.Sha256, manifest.Sha256)
                    .SetProperty(v => v.Manifest, manifest.ToJson()), cancellationToken);
            await db.DatasetVersions.Where(v => v.Id == old.Id && v.Successor == null)
                .ExecuteUpdateAsync(set => set.SetProperty(v => v.Successor, made.Number), cancellationToken);
            var stem = $"dataset/{old.Dataset!.ApplicationId}/{old.Dataset.Name}";
            audit.Append(
                db, actor, "dataset.withhold", $"{stem}/{old.Number}", new { old.Rows, old.Sha256 },
                new { Successor = made.Number, manifest.Rows, manifest.Sha256 });
            return true;
        },
        cancellationToken);
}
