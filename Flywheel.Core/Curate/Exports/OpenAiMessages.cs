namespace Flywheel.Core.Curate.Exports;

/// <summary>Chat messages in OpenAI's shape.</summary>
internal static class OpenAiMessages
{
    /// <summary>Opens the array <c>messages</c> and writes everything up to and with the input; the caller closes it.</summary>
    public static void StartMessages(this JsonLineWriter line, TrainingRow row)
    {
        line.Json.WriteStartArray("messages");
        foreach (var turn in Conversation.Before(row)) line.Message(turn.Role, turn.Text);
        line.Message(Conversation.User, row.Input);
    }

    /// <summary>One message.</summary>
    public static void Message(this JsonLineWriter line, string role, string content)
    {
        line.Json.WriteStartObject();
        line.Text("role", role);
        line.Text("content", content);
        line.Json.WriteEndObject();
    }
}
