namespace Flywheel.Core.Curate.Exports;

/// <summary>OpenAI direct preference optimisation: the correction is preferred, the product's own answer is not.</summary>
internal sealed class OpenAiPreferenceFormat() : JsonLinesFormat("openai-preference", ExportRows.Preference)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        WriteInput(line, row);
        WriteOutput(line, "preferred_output", row.IdealOutput);
        WriteOutput(line, "non_preferred_output", row.RejectedOutput!);
    }

    private static void WriteInput(JsonLineWriter line, TrainingRow row)
    {
        line.Json.WriteStartObject("input");
        line.StartMessages(row);
        line.Json.WriteEndArray();
        line.Json.WriteStartArray("tools");
        line.Json.WriteEndArray();
        line.Json.WriteBoolean("parallel_tool_calls", true);
        line.Json.WriteEndObject();
    }

    private static void WriteOutput(JsonLineWriter line, string name, string text)
    {
        line.Json.WriteStartArray(name);
        line.Message(Conversation.Assistant, text);
        line.Json.WriteEndArray();
    }
}
