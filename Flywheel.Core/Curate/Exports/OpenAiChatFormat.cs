namespace Flywheel.Core.Curate.Exports;

/// <summary>OpenAI supervised fine-tuning: a conversation whose last message is the ideal answer.</summary>
internal sealed class OpenAiChatFormat() : JsonLinesFormat("openai-chat", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row) =>
        line.Messages("messages", [.. Conversation.Prompt(row), new(Conversation.Assistant, row.IdealOutput)]);
}
