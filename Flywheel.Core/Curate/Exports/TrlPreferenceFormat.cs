namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// TRL's conversational preference rows: the prompt is a list of messages, and so are the two answers. The boundary
/// between prompt and answer is part of the file's structure, so no text can move it.
/// </summary>
internal sealed class TrlPreferenceFormat() : JsonLinesFormat("trl-preference", ExportRows.Preference)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        line.Messages("prompt", Conversation.Prompt(row));
        line.Messages("chosen", new Turn(Conversation.Assistant, row.IdealOutput));
        line.Messages("rejected", new Turn(Conversation.Assistant, row.RejectedOutput!));
    }
}
