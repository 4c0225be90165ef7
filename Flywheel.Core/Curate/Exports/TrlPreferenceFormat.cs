namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// TRL's standard preference rows: three strings. The prompt is <see cref="Conversation.Prompt"/>; whoever needs the turns
/// apart takes <c>openai-preference</c>.
/// </summary>
internal sealed class TrlPreferenceFormat() : JsonLinesFormat("trl-preference", ExportRows.Preference)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        line.Text("prompt", Conversation.Prompt(row));
        line.Text("chosen", row.IdealOutput);
        line.Text("rejected", row.RejectedOutput!);
    }
}
