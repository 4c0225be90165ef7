namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>TRL's standard supervised rows: two strings. The prompt is <see cref="FirstConversation.Prompt"/>.</summary>
internal sealed class FirstTrlPromptCompletionFormat() : FirstJsonLinesFormat("trl-prompt-completion", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        line.Text("prompt", FirstConversation.Prompt(row));
        line.Text("completion", row.IdealOutput);
    }
}
