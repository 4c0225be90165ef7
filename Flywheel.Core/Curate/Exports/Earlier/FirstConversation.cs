using Flywheel.Core.Collect.Contract;

namespace Flywheel.Core.Curate.Exports.Earlier;

/// <summary>A row's context as the first exporter wrote it. Changes here change the bytes of versions that are frozen.</summary>
/// <remarks>
/// <c>human</c> counts as user, <c>ai</c> and <c>model</c> as assistant, <c>developer</c> as system, whatever the case. Other
/// roles (<c>tool</c>, <c>function</c>, ...) are left out: without the call that they answer, trainers refuse the file. So
/// are turns without any text.
/// </remarks>
internal static class FirstConversation
{
    public const string System = "system";
    public const string User = "user";
    public const string Assistant = "assistant";

    /// <summary>The system prompt, if there is one, and the earlier turns in order.</summary>
    public static List<Turn> Before(TrainingRow row)
    {
        var turns = new List<Turn>();
        Add(turns, System, row.Context?.System);
        foreach (var message in row.Context?.Messages ?? [])
            Add(turns, Role(message.Role), message.Content);
        return turns;
    }

    /// <summary>All system texts as one, a blank line between them; null where there is none.</summary>
    public static string? SystemText(List<Turn> turns)
    {
        var texts = turns.Where(t => t.Role == System).Select(t => t.Text).ToList();
        return texts.Count == 0 ? null : string.Join("\n\n", texts);
    }

    /// <summary>
    /// Questions with the answers after them, for formats that know only pairs. Turns of one role in a row are joined by a
    /// blank line; an answer before any question, and a question without an answer, are left out.
    /// </summary>
    public static List<(string Question, string Answer)> Pairs(List<Turn> turns)
    {
        var joined = Joined(turns.Where(t => t.Role != System));
        var pairs = new List<(string, string)>();
        for (var i = 0; i + 1 < joined.Count; i++)
            if (joined[i].Role == User) pairs.Add((joined[i].Text, joined[i + 1].Text));
        return pairs;
    }

    /// <summary>
    /// Everything before the answer as one text, for formats whose prompt is a string. The bare input where there were no
    /// earlier turns, after the system prompt and a blank line where there was one; otherwise a transcript whose turns begin
    /// with <c>System:</c>, <c>User:</c> or <c>Assistant:</c>, a blank line between them, the input last.
    /// </summary>
    public static string Prompt(TrainingRow row)
    {
        var turns = Before(row);
        if (turns.TrueForAll(t => t.Role == System))
            return string.Join("\n\n", turns.Select(t => t.Text).Append(row.Input));
        return Transcript([.. turns, new Turn(User, row.Input)]);
    }

    /// <summary>Turns as a text for people and plain-text prompts.</summary>
    public static string Transcript(IEnumerable<Turn> turns) => string.Join("\n\n", turns.Select(t => $"{Label(t.Role)}: {t.Text}"));

    private static List<Turn> Joined(IEnumerable<Turn> turns)
    {
        var joined = new List<Turn>();
        foreach (var turn in turns)
        {
            if (joined.Count > 0 && joined[^1].Role == turn.Role)
                joined[^1] = turn with { Text = joined[^1].Text + "\n\n" + turn.Text };
            else
                joined.Add(turn);
        }

        return joined;
    }

    private static void Add(List<Turn> turns, string? role, string? text)
    {
        if (role is not null && !string.IsNullOrWhiteSpace(text)) turns.Add(new Turn(role, text));
    }

    private static string? Role(string? sent) => sent?.ToUpperInvariant() switch
    {
        "SYSTEM" or "DEVELOPER" => System,
        "USER" or "HUMAN" => User,
        "ASSISTANT" or "AI" or "MODEL" => Assistant,
        _ => null,
    };

    private static string Label(string role) => role switch { System => "System", User => "User", _ => "Assistant" };
}
