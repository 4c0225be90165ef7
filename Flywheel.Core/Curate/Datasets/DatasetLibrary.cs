using System.Security.Cryptography;
using Flywheel.Core.Access;
using Flywheel.Core.Audit;
using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>A version as lists show it.</summary>
/// <param name="Successor">The version that replaces a withheld one.</param>
public sealed record DatasetVersionSummary(
    int ApplicationId, string Application, string Dataset, int Version, int Rows, string Sha256, DateTime CreatedAt, string CreatedBy, string? Note,
    bool Withheld, int? Successor, DatasetManifest Manifest);

/// <summary>A version by its name.</summary>
public sealed record DatasetVersionName(int ApplicationId, string Application, string Dataset, int Version);

/// <summary>The answer to asking for a file of a version.</summary>
public abstract record ExportOutcome
{
    /// <summary>Write it with <paramref name="WriteAsync"/>, which puts the export into the audit first.</summary>
    /// <param name="Tag">The same for the same bytes, and for no others: 64 hexadecimal digits and what was chosen.</param>
    public sealed record Ready(string FileName, string ContentType, string Tag, Func<Stream, CancellationToken, Task> WriteAsync) : ExportOutcome;

    /// <summary>A person who is neither manager nor admin.</summary>
    public sealed record NotAllowed : ExportOutcome, IRefusal;

    /// <summary>Withheld after an erasure.</summary>
    public sealed record Withheld(int? Successor) : ExportOutcome;

    /// <summary>A parameter breaks a rule.</summary>
    public sealed record Invalid(string Field, string Message) : ExportOutcome;

    /// <summary>There is no such version.</summary>
    public sealed record NotFound : ExportOutcome, IRefusal;
}

/// <summary>The frozen versions: lists, manifests, files. Never beyond the applications that the asker may see.</summary>
public sealed class DatasetLibrary(
    Database database, AuditLog audit, Exporters exporters, DatabaseLocation location, TimeProvider clock,
    ActorActions actions)
{
    /// <summary>All versions, newest first in each dataset.</summary>
    /// <param name="applicationId">Null: of all applications that the actor may see.</param>
    public async Task<IReadOnlyList<DatasetVersionSummary>> ListAsync(Actor actor, int? applicationId, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var rows = await Versions(db).Within(actor.Applications.Narrowed(applicationId), v => v.Dataset!.ApplicationId)
            .OrderBy(v => v.Dataset!.Application!.Name).ThenBy(v => v.Dataset!.Name).ThenByDescending(v => v.Number).ToListAsync(cancellationToken);
        return rows.ConvertAll(Summary);
    }

    /// <summary>The newest versions of datasets with this text in their names, by name.</summary>
    public async Task<IReadOnlyList<DatasetVersionName>> FindNamesAsync(Actor actor, string text, int most, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var wanted = SearchFold.Of(text);
        return await db.Datasets.Within(actor.Applications, d => d.ApplicationId).Where(d => d.Name.Contains(wanted) && d.Versions.Any(v => v.Complete)).OrderBy(d => d.Name).Take(most)
            .Select(d => new DatasetVersionName(d.ApplicationId, d.Application!.Name, d.Name, d.Versions.Where(v => v.Complete).Max(v => v.Number)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The numbers of a dataset's versions, the newest first.</summary>
    public async Task<IReadOnlyList<int>> NumbersAsync(Actor actor, int applicationId, string dataset, CancellationToken cancellationToken)
    {
        if (!actor.Applications.Covers(applicationId)) return [];
        await using var db = await database.ReadAsync(cancellationToken);
        return await db.DatasetVersions.Where(v => v.Complete && v.Dataset!.ApplicationId == applicationId && v.Dataset.Name == dataset)
            .OrderByDescending(v => v.Number).Select(v => v.Number).ToListAsync(cancellationToken);
    }

    /// <summary>One version; null where it is not there.</summary>
    public async Task<DatasetVersionSummary?> FindAsync(Actor actor, int applicationId, string dataset, int number, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        return await VersionAsync(db, actor, applicationId, dataset, number, cancellationToken) is { } version ? Summary(version) : null;
    }

    /// <summary>Prepares a file of a version.</summary>
    /// <param name="actor">A manager, an admin, or a key.</param>
    /// <param name="split"><c>train</c>, <c>validation</c>, <c>test</c> or <c>all</c> (the default).</param>
    /// <param name="rows"><c>sft</c> or <c>preference</c>, for formats that leave the choice.</param>
    public Task<ExportOutcome> ExportAsync(Actor actor, int applicationId, string dataset, int number, string? format, string? split, string? rows, CancellationToken cancellationToken) =>
        actions.RunAsync(actor, "dataset.export", $"application/{applicationId}", () => DoExportAsync(actor, applicationId, dataset, number, format, split, rows, cancellationToken), cancellationToken);

    private async Task<ExportOutcome> DoExportAsync(Actor actor, int applicationId, string dataset, int number, string? format, string? split, string? rows, CancellationToken cancellationToken)
    {
        if (!actor.MayExport) return new ExportOutcome.NotAllowed();
        await using var db = await database.ReadAsync(cancellationToken);
        if (await VersionAsync(db, actor, applicationId, dataset, number, cancellationToken) is not { } version) return new ExportOutcome.NotFound();
        if (version.WithheldAt is not null) return new ExportOutcome.Withheld(version.Successor);
        var exporter = exporters.Of(DatasetManifest.Parse(version.Manifest).ExporterVersion);
        if (exporter.Formats.Named(format) is not { } writer)
            return new ExportOutcome.Invalid("format", $"must be one of {string.Join(", ", exporter.Formats.Select(f => f.Name))}.");
        var side = ExportWireNames.ParseSplit(split);
        if (side is null && split is not (null or "all")) return new ExportOutcome.Invalid("split", "must be train, validation, test or all.");
        var (shape, error) = ExportFormats.RowsOf(writer, rows);
        if (error is not null) return new ExportOutcome.Invalid("rows", error);
        var subject = $"dataset/{applicationId}/{dataset}/{number}";
        var chosen = new { Format = writer.Name, Split = split ?? "all", Rows = shape };
        return new ExportOutcome.Ready(
            FileName($"{dataset}-v{number}-{chosen.Split}", writer), writer.ContentType,
            $"{version.Sha256}-{chosen.Split}-{chosen.Format}-{shape.ToWire()}-{exporter.Version}",
            async (output, cancel) =>
            {
                await NoteAsync(actor, subject, chosen, cancel);
                await (writer.IsKept ? WriteKeptAsync(version.Id, writer, side, shape, output, cancel) : WriteAsync(version.Id, writer, side, shape, output, cancel));
            });
    }

    private static string FileName(string stem, IExportFormat format) =>
        format.Name == format.FileExtension ? $"{stem}.{format.FileExtension}" : $"{stem}.{format.Name}.{format.FileExtension}";

    /// <summary>Before the first byte: what cannot be proved is not given out.</summary>
    private Task NoteAsync(Actor actor, string subject, object chosen, CancellationToken cancellationToken) =>
        database.WriteAsync(db => audit.Append(db, actor, "dataset.export", subject, null, chosen), cancellationToken);

    private async Task WriteAsync(long versionId, IExportFormat writer, Split? side, ExportRows shape, Stream output, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        await writer.WriteAsync(TrainingRows.ForFileAsync(db, versionId, side, writer, shape, cancellationToken), output, shape, cancellationToken);
    }

    /// <summary>The first file made is kept and given out again.</summary>
    private async Task WriteKeptAsync(long versionId, IExportFormat writer, Split? side, ExportRows shape, Stream output, CancellationToken cancellationToken)
    {
        var name = $"{writer.Name}/{side?.ToWire() ?? "all"}/{shape.ToWire()}";
        var path = await KeptPathAsync(versionId, name, cancellationToken)
            ?? await MakeAsync(versionId, name, file => WriteAsync(versionId, writer, side, shape, file, cancellationToken), cancellationToken);
        await using var kept = File.OpenRead(Path.Combine(location.DataDirectory, path));
        await kept.CopyToAsync(output, cancellationToken);
    }

    private async Task<string?> KeptPathAsync(long versionId, string name, CancellationToken cancellationToken)
    {
        await using var db = await database.ReadAsync(cancellationToken);
        var path = await db.DatasetFiles.Where(f => f.DatasetVersionId == versionId && f.Name == name).Select(f => f.Path).FirstOrDefaultAsync(cancellationToken);
        return path is not null && File.Exists(Path.Combine(location.DataDirectory, path)) ? path : null;
    }

    private async Task<string> MakeAsync(long versionId, string name, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var path = Path.Combine("files", $"{versionId}-{name.Replace('/', '-')}-{Guid.NewGuid():N}");
        var full = Path.Combine(location.DataDirectory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await using (var file = File.Create(full))
        {
            await write(file);
            file.Flush(flushToDisk: true);
        }

        await using var made = File.OpenRead(full);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(made, cancellationToken));
        return await KeepAsync(new() { DatasetVersionId = versionId, Name = name, Path = path, Sha256 = sha256, CreatedAt = clock.Now() }, cancellationToken);
    }

    /// <summary>Two may make the same file at once; the first one recorded is the one that is given out.</summary>
    private async Task<string> KeepAsync(DatasetFile file, CancellationToken cancellationToken)
    {
        var path = await RecordAsync(file, cancellationToken);
        if (path != file.Path) File.Delete(Path.Combine(location.DataDirectory, file.Path));
        return path ?? throw new InvalidOperationException("The version was withheld while its file was made.");
    }

    /// <summary>The path of the file that is recorded now; null where the version is withheld.</summary>
    private Task<string?> RecordAsync(DatasetFile file, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            if (await db.DatasetVersions.AnyAsync(v => v.Id == file.DatasetVersionId && v.WithheldAt != null, cancellationToken)) return null;
            var first = await db.DatasetFiles.FirstOrDefaultAsync(f => f.DatasetVersionId == file.DatasetVersionId && f.Name == file.Name, cancellationToken);
            if (first is null) db.DatasetFiles.Add(file);
            else if (!File.Exists(Path.Combine(location.DataDirectory, first.Path))) (first.Path, first.Sha256, first.CreatedAt) = (file.Path, file.Sha256, file.CreatedAt);
            return first?.Path ?? file.Path;
        },
        cancellationToken);

    private static IQueryable<DatasetVersion> Versions(FlywheelDbContext db) =>
        db.DatasetVersions.AsNoTracking().Include(v => v.Dataset!.Application).Where(v => v.Complete);

    private static Task<DatasetVersion?> VersionAsync(
        FlywheelDbContext db, Actor actor, int applicationId, string dataset, int number, CancellationToken cancellationToken) =>
        Versions(db).Within(actor.Applications, v => v.Dataset!.ApplicationId)
            .FirstOrDefaultAsync(v => v.Dataset!.ApplicationId == applicationId && v.Dataset.Name == dataset && v.Number == number, cancellationToken);

    private static DatasetVersionSummary Summary(DatasetVersion v) => new(
        v.Dataset!.ApplicationId, v.Dataset.Application!.Name, v.Dataset.Name, v.Number, v.Rows, v.Sha256, v.CreatedAt, v.CreatedBy, v.Note,
        v.WithheldAt is not null, v.Successor, DatasetManifest.Parse(v.Manifest));
}
