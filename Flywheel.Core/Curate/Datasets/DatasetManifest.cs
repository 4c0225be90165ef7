using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>What a version was made of and how: the sidecar of every export. JSON in snake_case.</summary>
/// <param name="Version">1, 2, 3, ... in the dataset.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="CreatedBy">A person's or a key's name.</param>
/// <param name="PolicyVersions">The curation policies that the rows were scored under, ascending.</param>
/// <param name="ExporterVersion">Which formats the version was frozen for; see <see cref="Exporter"/>.</param>
/// <param name="Rows">Rows in all.</param>
/// <param name="RowsPerSplit">Rows by side: <c>train</c>, <c>validation</c>, <c>test</c>.</param>
/// <param name="Sha256">Over the canonical rows; see <see cref="Exports.DatasetHash"/>.</param>
/// <param name="Changes">Since the version before; null for the first.</param>
/// <param name="Formats">The names of the formats in which it can be had.</param>
/// <param name="Exports">What each format holds, over all sides of the split; null where the first exporter froze it.</param>
/// <param name="RowsWithDocuments">Rows whose context has retrieved documents, which no format holds; null where there are none.</param>
/// <param name="Erasure">Where an erasure made it of an earlier version; null otherwise.</param>
public sealed record DatasetManifest(
    string Dataset,
    int Version,
    DateTime CreatedAt,
    string CreatedBy,
    string Application,
    IReadOnlyList<int> PolicyVersions,
    string ExporterVersion,
    ManifestFilter Filter,
    SplitRatios Split,
    int Rows,
    RowsPerSplit RowsPerSplit,
    string Sha256,
    DatasetFunnel Funnel,
    DatasetChangeCounts? Changes,
    string? Note,
    IReadOnlyList<string> Formats,
    ManifestErasure? Erasure = null,
    IReadOnlyList<ManifestExport>? Exports = null,
    int? RowsWithDocuments = null)
{
    // Relaxed: the manifest is a file and an API answer, never part of a page.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The stored form and the answer of the manifest route.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads the stored form; members that it does not know are ignored.</summary>
    /// <exception cref="JsonException">It is no manifest.</exception>
    public static DatasetManifest Parse(string json) =>
        JsonSerializer.Deserialize<DatasetManifest>(json, Json) ?? throw new JsonException("A manifest is an object.");
}

/// <summary>What one format holds of a version.</summary>
/// <param name="Kind"><c>sft</c> or <c>preference</c>; a format that leaves the choice has an entry for each.</param>
/// <param name="Rows">Rows in the file of all sides. A preference file holds only pairs that differ.</param>
/// <param name="LeftOut">Rows of that kind whose conversation the format cannot hold.</param>
/// <param name="Reasons">How many for each reason: <c>unknown_role</c>, <c>begins_with_assistant</c>; null where none is left out.</param>
/// <param name="LeftOutIds">Their ids, ascending, the first <see cref="MaxIds"/> of them; null where none is left out.</param>
public sealed record ManifestExport(
    string Format, string Kind, int Rows, int LeftOut, IReadOnlyDictionary<string, int>? Reasons = null, IReadOnlyList<long>? LeftOutIds = null)
{
    /// <summary>The most ids that a manifest names for one format.</summary>
    public const int MaxIds = 10_000;
}

/// <summary>Why a version was made anew.</summary>
/// <param name="Replaces">The number of the version that is withheld now.</param>
/// <param name="RowsErased">How many of its rows had to go.</param>
public sealed record ManifestErasure(int Replaces, int RowsErased);

/// <summary>The filter in wire names; absent lists mean all.</summary>
public sealed record ManifestFilter(string MinQuality, IReadOnlyList<string>? Sources, IReadOnlyList<string>? Segments)
{
    /// <summary>The wire form of a filter.</summary>
    public static ManifestFilter From(DatasetFilter filter) =>
        new(filter.MinQuality.ToWire(), filter.Sources?.Select(s => s.ToWire()).ToList(), filter.Segments);
}

/// <summary>Rows on each side of the split.</summary>
public sealed record RowsPerSplit(int Train, int Validation, int Test);

/// <summary>
/// Where the candidates that the filter concerns went: <c>found</c> is the sum of the others.
/// </summary>
/// <param name="Waiting">Not decided yet: pending or awaiting a second judgement.</param>
/// <param name="Held">Kept back by a finding.</param>
/// <param name="Rejected">Rejected, but not as a duplicate.</param>
/// <param name="Duplicate">Rejected or left out as a duplicate.</param>
/// <param name="Bridged">Approved and left out: near-duplicates of rows on two sides of the split.</param>
/// <param name="In">In the version.</param>
public sealed record DatasetFunnel(int Found, int Waiting, int Held, int Rejected, int Duplicate, int Bridged, int In);
