using System.Buffers;

namespace Flywheel.Core.Curate.Validation;

/// <summary>A cheap guess whether white space carries meaning in a text, from its first lines.</summary>
public static class CodeDetector
{
    /// <summary>How much of a text is looked at, UTF-16 code units.</summary>
    public const int Window = 4096;

    private static readonly string[] Openers =
    [
        "def ", "class ", "import ", "from ", "return ", "return;", "public ", "private ", "protected ", "static ", "#include",
        "function ", "const ", "let ", "var ", "if (", "for (", "while (", "elif ", "else:", "try:", "except ", "with ",
        "using ", "namespace ", "package ", "func ", "fn ", "#!", "//", "/*", ">>>", "SELECT ", "INSERT ", "CREATE TABLE",
        "for i in ", "if not ", "while True", "@", "$ ", "</", "<?xml", "<!DOCTYPE",
    ];

    private static readonly string[] BlockKeywords =
        ["def ", "class ", "if ", "elif ", "else:", "for ", "while ", "try:", "except", "finally:", "with ", "async "];

    private static readonly SearchValues<char> Brackets = SearchValues.Create("(){}[]=<>;");

    /// <summary>
    /// True for fenced code blocks and for texts at least 40 % of whose lines look like code (and at least two, or the only
    /// one). Prose with a stray semicolon or an indented list is not code.
    /// </summary>
    public static bool LooksLikeCode(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, Window));
        if (!head.ContainsAny(Brackets) && !head.Contains(':')) return false;
        if (head.Contains("```", StringComparison.Ordinal)) return true;
        int lines = 0, code = 0;
        var opened = false;
        foreach (var line in head.EnumerateLines())
        {
            if (line.IsWhiteSpace()) continue;
            lines++;
            if (IsCodeLine(line) || (opened && line[0] is ' ' or '\t')) code++;
            opened = Opens(line.Trim());
        }

        return code * 5 >= lines * 2 && code >= Math.Min(2, lines) && lines > 0;
    }

    /// <summary>Whether a line begins a block, so that the next one, when it is indented, belongs to it.</summary>
    private static bool Opens(ReadOnlySpan<char> body)
    {
        if (body[^1] == '{') return true;
        if (body[^1] != ':') return false;
        foreach (var keyword in BlockKeywords)
        {
            if (body.StartsWith(keyword, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool IsCodeLine(ReadOnlySpan<char> line)
    {
        var body = line.Trim();
        var symbols = body.ContainsAny(Brackets);
        var indented = line[0] is '\t' || line.StartsWith("    ", StringComparison.Ordinal);
        if (symbols && (indented || EndsLikeCode(body))) return true;
        if (!symbols && !EndsLikeCode(body)) return false;
        foreach (var opener in Openers)
        {
            if (body.StartsWith(opener, StringComparison.Ordinal) && EndsLikeCode(body)) return true;
        }

        return false;
    }

    private static bool EndsLikeCode(ReadOnlySpan<char> body) =>
        body[^1] is '{' or '}' or ';' || body.EndsWith("):", StringComparison.Ordinal)
        || (body[^1] is ')' or ':' && body.Contains("(", StringComparison.Ordinal) && body.Contains("=", StringComparison.Ordinal))
        || (body[^1] == ':' && body.StartsWith("class ", StringComparison.Ordinal))
        || body.EndsWith("=>", StringComparison.Ordinal);
}
