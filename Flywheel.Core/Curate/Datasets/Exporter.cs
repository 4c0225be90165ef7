using Flywheel.Core.Curate.Exports;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>The formats that a version was frozen for: the same version and format give the same decoded bytes for ever.</summary>
/// <param name="Version">As the manifest says it in <c>exporter_version</c>.</param>
/// <param name="Formats">In the order in which they are offered.</param>
public sealed record Exporter(string Version, IReadOnlyList<IExportFormat> Formats);
