namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// ShareGPT rows: turns of <c>human</c> and <c>gpt</c> that strictly alternate, as its trainers demand; the last is the ideal
/// output. Turns of one side in a row are one. <c>system</c> is empty where there is none.
/// </summary>
internal sealed class ShareGptFormat() : AlternatingFormat("sharegpt")
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        line.Json.WriteStartArray("conversations");
        foreach (var turn in Conversation.Alternating(row)) WriteTurn(line, turn.Role == Conversation.User ? "human" : "gpt", turn.Text);
        WriteTurn(line, "gpt", row.IdealOutput);
        line.Json.WriteEndArray();
        line.Text("system", Conversation.SystemText(Conversation.Before(row)));
    }

    private static void WriteTurn(JsonLineWriter line, string from, string value)
    {
        line.Json.WriteStartObject();
        line.Text("from", from);
        line.Text("value", value);
        line.Json.WriteEndObject();
    }
}
