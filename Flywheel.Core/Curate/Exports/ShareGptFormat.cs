namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// ShareGPT rows: turns of <c>human</c> and <c>gpt</c> that strictly alternate, as its trainers demand; the last is the ideal
/// output. Earlier turns come as <see cref="Conversation.Pairs"/>. <c>system</c> stands only where there is one.
/// </summary>
internal sealed class ShareGptFormat() : JsonLinesFormat("sharegpt", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        var turns = Conversation.Before(row);
        line.Json.WriteStartArray("conversations");
        foreach (var (question, answer) in (List<(string, string)>)[.. Conversation.Pairs(turns), (row.Input, row.IdealOutput)])
        {
            WriteTurn(line, "human", question);
            WriteTurn(line, "gpt", answer);
        }

        line.Json.WriteEndArray();
        if (Conversation.SystemText(turns) is { } system) line.Text("system", system);
    }

    private static void WriteTurn(JsonLineWriter line, string from, string value)
    {
        line.Json.WriteStartObject();
        line.Text("from", from);
        line.Text("value", value);
        line.Json.WriteEndObject();
    }
}
