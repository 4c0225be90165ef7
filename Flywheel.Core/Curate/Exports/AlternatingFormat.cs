namespace Flywheel.Core.Curate.Exports;

/// <summary>A format whose conversations begin with the user and go by turns.</summary>
internal abstract class AlternatingFormat(string name) : JsonLinesFormat(name, ExportRows.Sft)
{
    public override LeftOutReason? LeavesOut(TrainingRow row) =>
        base.LeavesOut(row) ?? (Conversation.BeginsWithAssistant(row) ? LeftOutReason.BeginsWithAssistant : null);
}
