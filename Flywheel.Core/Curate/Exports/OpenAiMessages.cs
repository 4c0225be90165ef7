namespace Flywheel.Core.Curate.Exports;

/// <summary>Chat messages in the shape that OpenAI, TRL and chat templates share.</summary>
internal static class OpenAiMessages
{
    /// <summary>A member with a list of messages.</summary>
    public static void Messages(this JsonLineWriter line, string name, params IEnumerable<Turn> turns)
    {
        line.Json.WriteStartArray(name);
        foreach (var turn in turns)
        {
            line.Json.WriteStartObject();
            line.Text("role", turn.Role);
            line.Text("content", turn.Text);
            line.Json.WriteEndObject();
        }

        line.Json.WriteEndArray();
    }
}
