using Flywheel.Core.Curate.Datasets;

namespace Flywheel.Web.Shell;

/// <summary>The addresses of datasets. An application stands in them by its number: its name may hold any character.</summary>
public static partial class Links
{
    /// <summary>Where a version is frozen.</summary>
    public const string Freeze = "/datasets/freeze";

    /// <summary>A version as a file, for the browser.</summary>
    public const string DownloadRoute = "/datasets/{application:int}/{name}/{number:int}/download";

    /// <summary>A version's manifest as a file.</summary>
    public const string ManifestRoute = "/datasets/{application:int}/{name}/{number:int}/manifest";

    /// <summary>The form with a dataset filled in.</summary>
    public static string FreezeOf(int applicationId, string name) => WithQuery(Freeze, ("application", $"{applicationId}"), ("name", name));

    /// <summary>One version.</summary>
    public static string DatasetVersion(int applicationId, string name, int number) => $"/datasets/{applicationId}/{Uri.EscapeDataString(name)}/{number}";

    /// <summary>One version beside another, and the differences of one kind between them.</summary>
    public static string DatasetVersion(int applicationId, string name, int number, int? before, DatasetChangeKind? kind = null, int page = 1) =>
        WithQuery(
            DatasetVersion(applicationId, name, number), ("before", before is { } n ? $"{n}" : null),
            ("kind", kind?.ToString().ToLowerInvariant()), ("page", page > 1 ? $"{page}" : null));

    /// <summary>A file of a version.</summary>
    public static string DatasetDownload(int applicationId, string name, int number, string format, string split, string? rows) =>
        WithQuery($"{DatasetVersion(applicationId, name, number)}/download", ("format", format), ("split", split), ("rows", rows));

    /// <summary>The manifest of a version as a file.</summary>
    public static string DatasetManifest(int applicationId, string name, int number) => $"{DatasetVersion(applicationId, name, number)}/manifest";
}
