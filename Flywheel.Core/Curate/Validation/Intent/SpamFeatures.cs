using System.Text.RegularExpressions;

namespace Flywheel.Core.Curate.Validation.Intent;

/// <summary>
/// Advertising and lures, by the sum of what they have in common: a prize, something free, urgency, a call to act, a paid
/// number or short code, small print, a link, shouting. One feature alone is never enough.
/// </summary>
public static class SpamFeatures
{
    /// <summary>The sum of weights from which a text counts as spam.</summary>
    public const double Threshold = 3.0;

    /// <summary>How much of a text is looked at, UTF-16 code units from its start.</summary>
    public const int Window = 4096;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly (string Name, double Weight, Regex Pattern)[] Features =
    [
        ("a prize", 1.5, new(@"\b(you('ve|r| have| are|ve)?|u|ur)\s+(\w+\s+)?(won|awarded|selected|chosen|winner|been (selected|chosen|awarded|invited))\b|\b(prize|jackpot|lottery|sweepstakes?|giveaway|guaranteed|winner|award(ed)?|voucher|vouchers|reward|bonus)\b|\bwin an?\b|\bchance (to|2) win\b|\bcongrat(s|ulations)\b", Linear)),
        ("something free", 1.0, new(@"\bfree\b[!:-]?|\b(no cost|for nothing|complimentary|half[- ]price|\d+% off|discount|best (price|rate)s?|special offer|limited (time|offer))\b", Linear)),
        ("urgency", 1.0, new(@"\b(urgent(ly)?|act now|hurry|final (notice|attempt|call)|last chance|expires?|asap|today only|immediately|(2nd|second|3rd|last) attempt|don't miss|limited stock|attempt to (contact|reach))\b", Linear)),
        ("a call to act", 1.5, new(@"\b(click|tap|press) (here|below|the link|now|on)\b|\b(call|dial|ring|phone|txt|text|sms|reply|send|visit|order|buy|apply|join|subscribe|log ?on)\s+(now|free|today|(\w+\s+){0,3}(to|2|on)\s+\d{4,6}\b|(the\s+)?(number\s+)?0\d{6,}|by|yes|stop)|\bto (claim|collect|receive|opt[- ]?out|unsubscribe|stop|activate|redeem)\b|\bclaim\b", Linear)),
        ("a paid number or short code", 1.5, new(@"\b(09\d{8,9}|087\d{7,9}|0800\s?\d{5,8}|1-?900-?\d{3}|08\d{9})|\b(to|on|2|from|call|txt|text|send)\s*:?\s*(no:?\s*)?[68]\d{3,4}\b|\b\d{4,5}\b.{0,20}\b(txt|text|sms|msg)\b", Linear)),
        ("a price for a message", 1.5, new(@"\d+\s?(p|ppm|pence)\b\s?(/|per|a)?\s?(min|msg|message|text|txt|tone|wk|week|mt)?\b|(£|\$|€)\s?\d+([.,]\d+)?\s?(/|per|a|p/?)?\s?(wk|week|min|msg|txt)\b|\b\d+ppm|\bp/min\b|\bper (wk|week|msg|min)\b|\b150p\b", Linear)),
        ("small print", 1.5, new(@"\b(t&cs?|ts&cs|ts and cs|t's ?& ?c's|tscs|t&c's|terms (apply|and conditions|& conditions)|conditions apply|18\+|16\+|18 ?yrs|over 18|18 or over|age ?16|unsubscribe|opt[- ]?out|optout|po ?box|no purchase|cust(omer)?\s?(care|service)s?|stop (to|txt|sms|msg)|txt stop|text stop|send stop|stop2|std|norm(al)?\s?(rate|txt|tariff|network))\b", Linear)),
        ("money", 1.0, new(@"(£|\$|€)\s?\d{2,}([,.]\d{3})*|\b\d[\d,]*\s?(pounds|euros|dollars|usd|gbp|cash)\b|\bcash\b|\bmake money\b|\bearn (up to|\$|£|€|extra)\b|\b(loan|mortgage|credit|debt|investment|bitcoin|crypto)s?\b.{0,60}\b(guaranteed|apply|welcome|double|returns?|profit|no credit check)\b", Linear)),
        ("a link", 0.75, new(@"\b(https?://|www\.|wap\.)\S+|\b[a-z0-9-]{3,}\.(com|net|biz|co\.uk|info|xyz|top|click|ru|tk)\b", Linear)),
        ("wares of mobile spam", 1.0, new(@"\b(ringtones?|polys?|polyphonic|tones?|wallpaper|nokia|motorola|camcorder|camera phone|video phone|ipod|bluetooth|(free|anytime|unlimited|cross) (\w+ )?(mins|minutes|texts|txts)|line rental|subscription|subscribed|handset|upgrade)\b", Linear)),
        ("a lure", 1.5, new(@"\b(dating|date (line|service)|singles|sexy|xxx|adult (content|only|18)|hot (girls|babes|chat)|babes|horny|secret admirer|chat ?line|(live|adult|flirt) chat|meet (someone|local|singles)|viagra|cialis|pills|weight loss|lose weight|work from home|risk[- ]free|miracle|casino|betting tips|weird trick|get rich|overnight)\b", Linear)),
        ("a contact that waits", 1.0, new(@"\b(trying to contact|waiting for you|new (voicemail|message|msg)s?|important (message|information|announcement)|dear (customer|voucher|winner|friend|subscriber|user|valued)|valued (customer|mobile)|account statement|un-?redeemed|identifier code|private!|bank account details|verify your account)\b", Linear)),
    ];

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789");

    /// <summary>The features of a text and the sum of their weights.</summary>
    public static (double Score, IReadOnlyList<string> Names) Measure(string text)
    {
        var window = text.AsSpan(0, Math.Min(text.Length, Window));
        if (!MayBeSpam(window)) return (0, []);
        var score = 0.0;
        var names = new List<string>();
        foreach (var (name, weight, pattern) in Features)
        {
            if (!pattern.IsMatch(window)) continue;
            score += weight;
            names.Add(name);
        }

        if (score > 0 && Shouts(window))
        {
            score += 0.75;
            names.Add("capitals");
        }

        return (score, names);
    }

    // Every sum that reaches the threshold holds at least one of these; most texts hold none.
    private static bool MayBeSpam(ReadOnlySpan<char> text) =>
        text.ContainsAny(Digits) || text.Contains('!') || text.ContainsAny(Openers);

    private static readonly System.Buffers.SearchValues<string> Openers = System.Buffers.SearchValues.Create(
        ["free", "claim", "click", "www", "http", "subscri", "txt", "reply", "earn", "cash", "adult", "dear ", "casino", "dating"],
        StringComparison.OrdinalIgnoreCase);

    private static bool Shouts(ReadOnlySpan<char> text)
    {
        int upper = 0, lower = 0;
        foreach (var c in text)
        {
            if (char.IsUpper(c)) upper++;
            else if (char.IsLower(c)) lower++;
        }

        return upper > 12 && upper * 4 > upper + lower;
    }
}
