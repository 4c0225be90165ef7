using Flywheel.Core.Access;
using Flywheel.Core.Curate.Candidates;
using Flywheel.Core.Curate.Exports;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>A named series of frozen training sets of one application.</summary>
public sealed class Dataset
{
    public int Id { get; set; }
    public int ApplicationId { get; set; }
    public Application? Application { get; set; }

    /// <summary>1-100 characters: lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; unique in its application.</summary>
    public string Name { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public List<DatasetVersion> Versions { get; set; } = [];
}

/// <summary>One frozen training set. Nothing of it changes after it was made, but that an erasure may withhold it.</summary>
public sealed class DatasetVersion
{
    public long Id { get; set; }
    public int DatasetId { get; set; }
    public Dataset? Dataset { get; set; }

    /// <summary>1, 2, 3, ... in its dataset.</summary>
    public int Number { get; set; }
    public int Rows { get; set; }

    /// <summary>SHA-256 over the canonical rows in order, 64 hexadecimal digits.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>What it was made of and how, JSON; see the export contract.</summary>
    public string Manifest { get; set; } = "{}";

    /// <summary>False while its rows are still being written: such a version is not listed and may be removed.</summary>
    public bool Complete { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>Who made it: a person's or a key's name.</summary>
    public string CreatedBy { get; set; } = "";
    public string? Note { get; set; }

    /// <summary>When an erasure withheld it.</summary>
    public DateTime? WithheldAt { get; set; }

    /// <summary>The version that replaces a withheld one.</summary>
    public int? Successor { get; set; }
    public List<DatasetRow> Items { get; set; } = [];
}

/// <summary>One row of a frozen version.</summary>
public sealed class DatasetRow
{
    public long DatasetVersionId { get; set; }
    public DatasetVersion? DatasetVersion { get; set; }
    public long CandidateId { get; set; }
    public TrainingCandidate? Candidate { get; set; }
    public Split Split { get; set; }
    public long GroupId { get; set; }

    /// <summary>SHA-256 of the canonical row; 32 bytes. Two versions hold the same text where these are equal.</summary>
    public byte[] Hash { get; set; } = [];
}

/// <summary>A file as it was first made, so that pulling it again gives the same bytes; see <see cref="Exports.IExportFormat.IsKept"/>.</summary>
public sealed class DatasetFile
{
    public long DatasetVersionId { get; set; }

    /// <summary>Format, split and row type, such as <c>parquet/train/sft</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>Path under the data directory.</summary>
    public string Path { get; set; } = "";
    public string Sha256 { get; set; } = "";
    public DateTime CreatedAt { get; set; }
}
