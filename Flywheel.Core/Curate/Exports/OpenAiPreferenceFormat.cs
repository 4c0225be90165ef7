namespace Flywheel.Core.Curate.Exports;

/// <summary>OpenAI direct preference optimisation: the correction is preferred, the product's own answer is not.</summary>
internal sealed class OpenAiPreferenceFormat() : JsonLinesFormat("openai-preference", ExportRows.Preference)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        WriteInput(line, Conversation.Prompt(row));
        line.Messages("preferred_output", new Turn(Conversation.Assistant, row.IdealOutput));
        line.Messages("non_preferred_output", new Turn(Conversation.Assistant, row.RejectedOutput!));
    }

    internal static void WriteInput(JsonLineWriter line, IEnumerable<Turn> prompt)
    {
        line.Json.WriteStartObject("input");
        line.Messages("messages", prompt);
        line.Json.WriteStartArray("tools");
        line.Json.WriteEndArray();
        line.Json.WriteBoolean("parallel_tool_calls", true);
        line.Json.WriteEndObject();
    }
}
