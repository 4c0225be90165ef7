namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>OpenAI direct preference optimisation as the first exporter wrote it: turns of other roles are dropped.</summary>
internal sealed class FirstOpenAiPreferenceFormat() : FirstJsonLinesFormat("openai-preference", ExportRows.Preference)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        OpenAiPreferenceFormat.WriteInput(line, [.. FirstConversation.Before(row), new(FirstConversation.User, row.Input)]);
        line.Messages("preferred_output", new Turn(FirstConversation.Assistant, row.IdealOutput));
        line.Messages("non_preferred_output", new Turn(FirstConversation.Assistant, row.RejectedOutput!));
    }
}
