namespace Flywheel.Core.Curate.Exports;

/// <summary>OpenAI supervised fine-tuning: a conversation whose last message is the ideal answer.</summary>
internal sealed class OpenAiChatFormat() : JsonLinesFormat("openai-chat", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        line.StartMessages(row);
        line.Message(Conversation.Assistant, row.IdealOutput);
        line.Json.WriteEndArray();
    }
}
