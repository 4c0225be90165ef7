namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>
/// TRL's standard preference rows: three strings. The prompt is <see cref="FirstConversation.Prompt"/>; whoever needs the turns
/// apart takes <c>openai-preference</c>.
/// </summary>
internal sealed class FirstTrlPreferenceFormat() : FirstJsonLinesFormat("trl-preference", ExportRows.Preference)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        line.Text("prompt", FirstConversation.Prompt(row));
        line.Text("chosen", row.IdealOutput);
        line.Text("rejected", row.RejectedOutput!);
    }
}
