namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>OpenAI supervised fine-tuning as the first exporter wrote it: turns of other roles are dropped.</summary>
internal sealed class FirstOpenAiChatFormat() : FirstJsonLinesFormat("openai-chat", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row) => line.Messages(
        "messages", [.. FirstConversation.Before(row), new(FirstConversation.User, row.Input), new(FirstConversation.Assistant, row.IdealOutput)]);
}
