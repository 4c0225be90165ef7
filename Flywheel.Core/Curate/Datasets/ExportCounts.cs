using Flywheel.Core.Curate.Exports;

namespace Flywheel.Core.Curate.Datasets;

/// <summary>Counts what each format holds of a version, and names what it leaves out, while the rows pass by.</summary>
internal sealed class ExportCounts(IEnumerable<IExportFormat> formats)
{
    private readonly List<Entry> _entries =
        [.. formats.SelectMany(f => (f.FixedRows is { } rows ? [rows] : Enum.GetValues<ExportRows>()).Select(shape => new Entry(f, shape)))];

    /// <summary>Rows whose context has retrieved documents, which no format holds.</summary>
    public int WithDocuments { get; private set; }

    /// <summary>Counts a row.</summary>
    public void Add(TrainingRow row)
    {
        if (row.Context?.Documents is { Count: > 0 }) WithDocuments++;
        var isPair = row.IsOf(ExportRows.Preference);
        foreach (var entry in _entries)
        {
            if (isPair || entry.Shape == ExportRows.Sft) entry.Add(row);
        }
    }

    /// <summary>For the manifest, in the order in which the formats are offered.</summary>
    public IReadOnlyList<ManifestExport> ToManifest() => _entries.ConvertAll(e => e.ToManifest());

    private sealed class Entry(IExportFormat format, ExportRows shape)
    {
        private readonly List<long> _ids = [];
        private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);
        private int _rows;
        private int _leftOut;

        public ExportRows Shape => shape;

        public void Add(TrainingRow row)
        {
            if (format.LeavesOut(row) is not { } reason)
            {
                _rows++;
                return;
            }

            _leftOut++;
            _reasons[reason.ToWire()] = _reasons.GetValueOrDefault(reason.ToWire()) + 1;
            if (_ids.Count < ManifestExport.MaxIds) _ids.Add(row.Id);
        }

        public ManifestExport ToManifest() => new(
            format.Name, shape.ToWire(), _rows, _leftOut, _leftOut == 0 ? null : _reasons, _leftOut == 0 ? null : _ids);
    }
}
