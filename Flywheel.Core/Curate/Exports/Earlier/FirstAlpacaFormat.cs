namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>
/// Alpaca rows: the query is the <c>instruction</c>, the <c>input</c> is empty, the ideal output is the <c>output</c>.
/// <c>system</c> and <c>history</c> (pairs of question and answer) stand only where there are any.
/// </summary>
internal sealed class FirstAlpacaFormat() : FirstJsonLinesFormat("alpaca", ExportRows.Sft)
{
    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        var turns = FirstConversation.Before(row);
        line.Text("instruction", row.Input);
        line.Text("input", "");
        line.Text("output", row.IdealOutput);
        if (FirstConversation.SystemText(turns) is { } system) line.Text("system", system);
        if (FirstConversation.Pairs(turns) is { Count: > 0 } pairs) WriteHistory(line, pairs);
    }

    private static void WriteHistory(JsonLineWriter line, List<(string Question, string Answer)> pairs)
    {
        line.Json.WriteStartArray("history");
        foreach (var (question, answer) in pairs)
        {
            line.Json.WriteStartArray();
            line.Text(question);
            line.Text(answer);
            line.Json.WriteEndArray();
        }

        line.Json.WriteEndArray();
    }
}
