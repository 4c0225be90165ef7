namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>JSON lines of the first exporter, which left no row out.</summary>
internal abstract class FirstJsonLinesFormat(string name, ExportRows rows) : JsonLinesFormat(name, rows)
{
    public override LeftOutReason? LeavesOut(TrainingRow row) => null;
}
