using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>What a version was made of and how: the sidecar of every export. JSON in snake_case.</summary>
/// <param name="Version">1, 2, 3, ... in the dataset.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="CreatedBy">A person's or a key's name.</param>
/// <param name="PolicyVersions">The curation policies that the rows were scored under, ascending.</param>
/// <param name="ExporterVersion">The version of the program that froze the rows.</param>
/// <param name="Rows">Rows in all.</param>
/// <param name="RowsPerSplit">Rows by side: <c>train</c>, <c>validation</c>, <c>test</c>.</param>
/// <param name="Sha256">Over the canonical rows; see <see cref="Exports.DatasetHash"/>.</param>
/// <param name="Changes">Since the version before; null for the first.</param>
/// <param name="Formats">The names of the formats in which it can be had.</param>
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
    ManifestErasure? Erasure = null)
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
