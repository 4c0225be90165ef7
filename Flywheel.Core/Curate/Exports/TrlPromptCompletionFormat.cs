namespace Flywheel.Core.Curate.Exports;

/// <summary>TRL's conversational supervised rows: prompt and completion are lists of messages; see <see cref="TrlPreferenceFormat"/>.</summary>
internal sealed class TrlPromptCompletionFormat() : JsonLinesFormat("trl-prompt-completion", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        line.Messages("prompt", Conversation.Prompt(row));
        line.Messages("completion", new Turn(Conversation.Assistant, row.IdealOutput));
    }
}
