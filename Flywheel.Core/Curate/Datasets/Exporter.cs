using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Curate.Exports.Earlier;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>The formats that a version was frozen for: the same version and format give the same decoded bytes for ever.</summary>
/// <param name="Version">As the manifest says it in <c>exporter_version</c>.</param>
/// <param name="Formats">In the order in which they are offered.</param>
public sealed record Exporter(string Version, IReadOnlyList<IExportFormat> Formats)
{
    /// <summary>What new versions are frozen for.</summary>
    public static readonly Exporter Current = new(ExportFormats.Version, ExportFormats.All);

    /// <summary>The exporter of a manifest. Before <c>2</c> a manifest named the version of the program, and all of these wrote alike.</summary>
    public static Exporter Of(string version) => version == Current.Version ? Current : new(version, FirstFormats.All);

    /// <summary>The format of that exact name, or null.</summary>
    public IExportFormat? Find(string? format) => Formats.FirstOrDefault(f => f.Name == format);
}
