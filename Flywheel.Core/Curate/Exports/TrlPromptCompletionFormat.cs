namespace Flywheel.Core.Curate.Exports;

/// <summary>TRL's standard supervised rows: two strings. The prompt is <see cref="Conversation.Prompt"/>.</summary>
internal sealed class TrlPromptCompletionFormat() : JsonLinesFormat("trl-prompt-completion", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        line.Text("prompt", Conversation.Prompt(row));
        line.Text("completion", row.IdealOutput);
    }
}
