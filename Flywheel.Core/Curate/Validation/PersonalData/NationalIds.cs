namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>
/// National ids, told by shape and check digit: United States (SSN), United Kingdom (NINO), Spain (DNI, NIE), Italy
/// (codice fiscale), France (NIR), Belgium, Sweden, Finland, and, with a word that names them near by, Poland (PESEL),
/// Germany (Steuer-ID), the Netherlands (BSN).
/// </summary>
internal static class NationalIds
{
    private const int ContextLength = 40;

    private delegate bool Check(ReadOnlySpan<char> compact);

    /// <summary>A shape: L letter, D digit, space an optional space or hyphen, ~ any character, others themselves.</summary>
    private sealed record Shape(string Label, string Pattern, Check IsValid, string[]? Near = null);

    private static readonly string[] NearSocialSecurity = ["ssn", "social security", "social-security"];

    private static readonly Shape[] Shapes =
    [
        new(PersonalDataLabels.SocialSecurityNumber, "DDD-DD-DDDD", NationalIdRules.SocialSecurity),
        new(PersonalDataLabels.SocialSecurityNumber, "DDD DD DDDD", NationalIdRules.SocialSecurity, NearSocialSecurity),
        new(PersonalDataLabels.NationalId, "LL DD DD DD L", NationalIdRules.Nino),
        new(PersonalDataLabels.NationalId, "DDDDDDDD L", NationalIdRules.Dni),
        new(PersonalDataLabels.NationalId, "LDDDDDDD L", NationalIdRules.Nie),
        new(PersonalDataLabels.NationalId, "LLLLLL DDLDD LDDDL", NationalIdRules.CodiceFiscale),
        new(PersonalDataLabels.NationalId, "D DD DD DD DDD DDD DD", NationalIdRules.Nir),
        new(PersonalDataLabels.NationalId, "DD.DD.DD-DDD.DD", NationalIdRules.Belgian),
        new(PersonalDataLabels.NationalId, "DDDDDD-DDDD", NationalIdRules.Personnummer),
        new(PersonalDataLabels.NationalId, "DDDDDDDD-DDDD", NationalIdRules.Personnummer),
        new(PersonalDataLabels.NationalId, "DDDDDD~DDD~", NationalIdRules.Hetu),
        new(PersonalDataLabels.NationalId, "DDDDDDDDDDD", NationalIdRules.Pesel, ["pesel"]),
        new(PersonalDataLabels.NationalId, "DD DDD DDD DDD", CheckDigits.Mod11And10, ["steuer", "idnr", "tax id", "tin"]),
        new(PersonalDataLabels.NationalId, "DDDDDDDDD", NationalIdRules.Bsn, ["bsn", "burgerservice", "sofi"]),
    ];

    public static void Find(string text, List<FindingSpan> spans)
    {
        Span<char> compact = stackalloc char[24];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) || (i > 0 && IsJoined(text, i))) continue;
            foreach (var shape in Shapes)
            {
                var end = Match(text, i, shape.Pattern, compact, out var count);
                if (end < 0 || !shape.IsValid(compact[..count]) || !IsNear(text, i, shape.Near)) continue;
                spans.Add(new FindingSpan(i, end - i, shape.Label));
                i = end - 1;
                break;
            }
        }
    }

    private static bool IsJoined(string text, int i) => WordLetters.JoinsOrDigit(text[i - 1])
        || (text[i - 1] is '-' or '.' && i > 1 && char.IsAsciiDigit(text[i - 2]) && char.IsAsciiDigit(text[i]));

    private static int Match(string text, int start, string pattern, Span<char> compact, out int count)
    {
        count = 0;
        var i = start;
        foreach (var p in pattern)
        {
            if (i >= text.Length) return -1;
            var c = text[i];
            if (p == ' ')
            {
                if (c is ' ' or '-') i++;
                continue;
            }

            if (!Fits(p, c)) return -1;
            if (p is 'L' or 'D' or '~') compact[count++] = char.ToUpperInvariant(c);
            i++;
        }

        return i < text.Length && (WordLetters.JoinsOrDigit(text[i]) || IsContinued(text, i)) ? -1 : i;
    }

    private static bool IsContinued(string text, int i) =>
        text[i] is '-' or '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]);

    private static bool Fits(char pattern, char c) => pattern switch
    {
        'L' => char.IsAsciiLetter(c),
        'D' => char.IsAsciiDigit(c),
        '~' => char.IsAscii(c),
        _ => c == pattern,
    };

    private static bool IsNear(string text, int start, string[]? words)
    {
        if (words is null) return true;
        var before = text.AsSpan(Math.Max(0, start - ContextLength), Math.Min(start, ContextLength));
        foreach (var word in words)
        {
            if (before.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
