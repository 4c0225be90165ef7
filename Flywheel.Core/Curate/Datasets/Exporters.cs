using Flywheel.Core.Curate.Exports;
using Flywheel.Core.Curate.Exports.Earlier;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>The present exporter and the earlier ones.</summary>
/// <param name="formats">Of the present exporter: every service of that type, in the order of registration.</param>
public sealed class Exporters(IEnumerable<IExportFormat> formats)
{
    /// <summary>What new versions are frozen for.</summary>
    public Exporter Current { get; } = new(ExportFormats.Version, [.. formats]);

    /// <summary>The exporter of a manifest. Before <c>2</c> a manifest named the version of the program, and all of these wrote alike.</summary>
    public Exporter Of(string version) => version == Current.Version ? Current : new(version, FirstFormats.All);
}
