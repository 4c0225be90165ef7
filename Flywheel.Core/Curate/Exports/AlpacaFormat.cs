namespace Flywheel.Core.Curate.Exports;

/// <summary>
/// Alpaca rows: the query is the <c>instruction</c>, after the user's turns directly before it, the <c>input</c> is empty,
/// the ideal output is the <c>output</c>. <c>system</c> is empty where there is none, and so is <c>history</c>, which holds
/// pairs of question and answer.
/// </summary>
internal sealed class AlpacaFormat() : AlternatingFormat("alpaca")
{
    public override Func<TrainingRow, bool>? ShowsTypes => row => Conversation.Alternating(row).Count > 1;

    protected override void WriteMembers(JsonLineWriter line, TrainingRow row)
    {
        var turns = Conversation.Alternating(row);
        line.Text("instruction", turns[^1].Text);
        line.Text("input", "");
        line.Text("output", row.IdealOutput);
        line.Text("system", Conversation.SystemText(Conversation.Before(row)));
        line.Json.WriteStartArray("history");
        for (var i = 0; i + 2 < turns.Count; i += 2) WritePair(line, turns[i].Text, turns[i + 1].Text);
        line.Json.WriteEndArray();
    }

    private static void WritePair(JsonLineWriter line, string question, string answer)
    {
        line.Json.WriteStartArray();
        line.Text(question);
        line.Text(answer);
        line.Json.WriteEndArray();
    }
}
