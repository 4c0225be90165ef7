using System.Globalization;
using Flywheel.Core.Curate.Datasets;

namespace Flywheel.Web.Shell.Links;

/// <summary>Two versions side by side as the address tells them.</summary>
/// <param name="Before">The version to compare with; null where none is said.</param>
/// <param name="Unknown">What the address asks for and does not exist.</param>
public sealed record VersionChangesAddress(int? Before, DatasetChangeKind Kind, int Page, IReadOnlyList<UnknownFilter> Unknown);

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

    /// <summary>What an address of a version asks for; what makes no sense in it is left out, and named.</summary>
    /// <param name="others">The numbers of the dataset's other versions.</param>
    public static VersionChangesAddress ReadVersionChanges(string uri, IReadOnlyList<int> others)
    {
        var query = new AddressQuery(uri);
        var before = query.Value<int>("before", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && others.Contains(n) ? n : null, OneOf(others.Select(n => $"{n}")));
        var kinds = Enum.GetValues<DatasetChangeKind>().ToDictionary(k => k.ToString(), StringComparer.OrdinalIgnoreCase);
        var kind = query.Value<DatasetChangeKind>("kind", text => kinds.TryGetValue(text, out var found) ? found : null, OneOf(kinds.Keys.Select(k => k.ToLowerInvariant())));
        return new(before, kind ?? DatasetChangeKind.In, query.Page(), query.Unknown);
    }

    /// <summary>A file of a version.</summary>
    public static string DatasetDownload(int applicationId, string name, int number, string format, string split, string? rows) =>
        WithQuery($"{DatasetVersion(applicationId, name, number)}/download", ("format", format), ("split", split), ("rows", rows));

    /// <summary>The manifest of a version as a file.</summary>
    public static string DatasetManifest(int applicationId, string name, int number) => $"{DatasetVersion(applicationId, name, number)}/manifest";
}
