namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>
/// ShareGPT rows: turns of <c>human</c> and <c>gpt</c> that strictly alternate, as its trainers demand; the last is the ideal
/// output. Earlier turns come as <see cref="FirstConversation.Pairs"/>. <c>system</c> stands only where there is one.
/// </summary>
internal sealed class FirstShareGptFormat() : FirstJsonLinesFormat("sharegpt", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        var turns = FirstConversation.Before(row);
        line.Json.WriteStartArray("conversations");
        foreach (var (question, answer) in (List<(string, string)>)[.. FirstConversation.Pairs(turns), (row.Input, row.IdealOutput)])
        {
            WriteTurn(line, "human", question);
            WriteTurn(line, "gpt", answer);
        }

        line.Json.WriteEndArray();
        if (FirstConversation.SystemText(turns) is { } system) line.Text("system", system);
    }

    private static void WriteTurn(JsonLineWriter line, string from, string value)
    {
        line.Json.WriteStartObject();
        line.Text("from", from);
        line.Text("value", value);
        line.Json.WriteEndObject();
    }
}
