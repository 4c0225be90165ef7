using Flywheel.Core.Collect.Contract;

namespace Flywheel.Core.Curate.Exports;

/// <summary>One turn. The role is <c>system</c>, <c>user</c> or <c>assistant</c>, or as it was sent where it is none of these.</summary>
internal readonly record struct Turn(string Role, string Text);

/// <summary>A row's context in the roles that every trainer knows.</summary>
/// <remarks>
/// <c>human</c> counts as user, <c>ai</c>, <c>bot</c>, <c>gpt</c> and <c>model</c> as assistant, <c>developer</c> as system,
/// whatever the case. Other roles (<c>tool</c>, <c>function</c>, ...) keep their name. A turn of white space alone says
/// nothing and is no turn.
/// </remarks>
internal static class Conversation
{
    public const string System = "system";
    public const string User = "user";
    public const string Assistant = "assistant";

    private static readonly string[] LineEnds = ["\r\n", "\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"];

    /// <summary>The system prompt, if there is one, and the earlier turns in order.</summary>
    public static List<Turn> Before(TrainingRow row)
    {
        var turns = new List<Turn>();
        if (row.Context is not { } context) return turns;
        Add(turns, System, context.System);
        foreach (var message in context.Messages ?? []) Add(turns, Role(message.Role), message.Content);
        return turns;
    }

    /// <summary><see cref="Before"/> and the input.</summary>
    public static List<Turn> Prompt(TrainingRow row)
    {
        var turns = Before(row);
        turns.Add(new(User, row.Input));
        return turns;
    }

    /// <summary>True where a turn has a role that is none of the three.</summary>
    public static bool HasUnknownRole(TrainingRow row) =>
        row.Context?.Messages is { Count: > 0 } && Before(row).Exists(t => t.Role is not (System or User or Assistant));

    /// <summary>True where the first turn that is no system prompt is the assistant's.</summary>
    public static bool BeginsWithAssistant(TrainingRow row) =>
        row.Context?.Messages is { Count: > 0 } && Before(row).Find(t => t.Role != System).Role == Assistant;

    /// <summary>All system texts as one, a blank line between them; empty where there is none.</summary>
    public static string SystemText(List<Turn> turns) =>
        string.Join("\n\n", turns.Where(t => t.Role == System).Select(t => t.Text));

    /// <summary>
    /// The turns of user and assistant by turns, for formats that know nothing else: those of one role in a row are joined
    /// by a blank line. The last one is the user's and ends with the input.
    /// </summary>
    public static List<Turn> Alternating(TrainingRow row)
    {
        var joined = new List<Turn>();
        foreach (var turn in Prompt(row).Where(t => t.Role != System))
        {
            if (joined.Count > 0 && joined[^1].Role == turn.Role)
                joined[^1] = turn with { Text = joined[^1].Text + "\n\n" + turn.Text };
            else
                joined.Add(turn);
        }

        return joined;
    }

    /// <summary>
    /// Turns as a text for people, a blank line between them. Only a turn begins at the left: the further lines of its text
    /// are indented by four spaces, so that no text can look like another turn.
    /// </summary>
    public static string Transcript(IEnumerable<Turn> turns) =>
        string.Join("\n\n", turns.Select(t => Indented($"{Label(t.Role)}: {t.Text}")));

    private static string Indented(string text)
    {
        var lines = text.Split(LineEnds, StringSplitOptions.None);
        return lines.Length == 1 ? text : string.Join("\n    ", lines);
    }

    private static void Add(List<Turn> turns, string role, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) turns.Add(new Turn(role, text));
    }

    private static string Role(string sent) => sent.Trim().ToUpperInvariant() switch
    {
        "SYSTEM" or "DEVELOPER" => System,
        "USER" or "HUMAN" => User,
        "ASSISTANT" or "AI" or "BOT" or "GPT" or "MODEL" => Assistant,
        _ => sent,
    };

    private static string Label(string role) => role switch { System => "System", User => "User", Assistant => "Assistant", _ => role };
}
