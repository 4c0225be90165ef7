using System.Buffers;

namespace Flywheel.Core.Curate.Validation.PersonalData;

/// <summary>
/// Passwords, keys and tokens: by well-known shapes, as private key blocks, as <c>password = ...</c>, inside URLs, and as
/// random-looking strings beside a word that tells of one.
/// </summary>
public static class SecretScanner
{
    private const int LongestToken = 4096;
    private const int LongestKey = 256;

    private static readonly (string Prefix, int Shortest)[] Shapes =
    [
        ("sk-", 20), ("sk_live_", 20), ("rk_live_", 20), ("sk_test_", 20), ("whsec_", 20), ("AKIA", 20), ("ASIA", 20), ("ghp_", 36),
        ("gho_", 36), ("ghu_", 36), ("ghs_", 36), ("ghr_", 36), ("github_pat_", 40), ("glpat-", 20), ("xoxb-", 20), ("xoxp-", 20),
        ("xoxa-", 20), ("xoxr-", 20), ("xapp-", 20), ("AIza", 39), ("ya29.", 30), ("SG.", 50), ("hf_", 30), ("npm_", 36),
        ("pypi-", 50), ("dop_v1_", 60), ("shpat_", 30), ("shpss_", 30), ("EAACEdEose0cBA", 30), ("xai-", 40), ("gsk_", 40),
        ("AGE-SECRET-KEY-1", 50), ("eyJ", 40),
    ];

    private static readonly SearchValues<string> Prefixes =
        SearchValues.Create([.. Shapes.Select(s => s.Prefix), "-----BEGIN "], StringComparison.Ordinal);

    /// <summary>Appends a span for each secret. Linear in the text: each token is read once and a bounded way.</summary>
    public static void Find(string text, List<FindingSpan> spans) => Find(FoldedText.Of(text), spans);

    internal static void Find(FoldedText folded, List<FindingSpan> spans)
    {
        var text = folded.Text;
        var first = spans.Count;
        for (var i = 0; i < text.Length;)
        {
            var at = text.AsSpan(i).IndexOfAny(Prefixes);
            if (at < 0) break;
            at += i;
            var (end, isSecret) = EndAt(text, at);
            if (isSecret) spans.Add(new FindingSpan(at, end - at, PersonalDataLabels.Secret));
            i = Math.Max(end, at + 1);
        }

        NamedSecrets.Find(text, spans);
        folded.ToOriginal(spans, first);
        if (spans.Count - first > 1) Merge(spans, first);
    }

    private static void Merge(List<FindingSpan> spans, int first)
    {
        var own = PersonalDataScanner.WithoutOverlaps(spans.GetRange(first, spans.Count - first));
        spans.RemoveRange(first, spans.Count - first);
        spans.AddRange(own);
    }

    /// <summary>Where a secret ends, or how far may be skipped: nothing is read twice from a token that is too long to be one.</summary>
    private static (int End, bool IsSecret) EndAt(string text, int at)
    {
        if (text[at] == '-') return PrivateKeyEnd(text, at) is var end and > 0 ? (end, true) : (at, false);
        if (at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_')) return (at, false);
        var token = TokenAt(text, at);
        foreach (var (prefix, shortest) in Shapes)
        {
            if (!token.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var looks = prefix switch
            {
                "eyJ" => token.Count('.') == 2,
                "AKIA" or "ASIA" => token.Length == 20 && !token.ContainsAnyInRange('a', 'z'),
                _ => Randomness.LooksRandom(token[prefix.Length..], 12),
            };
            if (token.Length >= shortest && looks) return (at + token.Length, true);
        }

        return (token.Length > LongestKey ? at + token.Length : at, false);
    }

    private static ReadOnlySpan<char> TokenAt(string text, int at)
    {
        var rest = text.AsSpan(at, Math.Min(LongestToken, text.Length - at));
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is '_' or '-' or '.')) length++;
        return rest[..length].TrimEnd('.');
    }

    private static int PrivateKeyEnd(string text, int at)
    {
        var rest = text.AsSpan(at, Math.Min(LongestToken * 2, text.Length - at));
        var line = rest[..Math.Min(rest.Length, 64)];
        if (!line.Contains("PRIVATE KEY", StringComparison.Ordinal)) return -1;
        var footer = rest.IndexOf("-----END ", StringComparison.Ordinal);
        if (footer < 0) return at + rest.Length;
        var close = rest[(footer + 9)..].IndexOf("-----", StringComparison.Ordinal);
        return close < 0 ? at + rest.Length : at + footer + 9 + close + 5;
    }
}
