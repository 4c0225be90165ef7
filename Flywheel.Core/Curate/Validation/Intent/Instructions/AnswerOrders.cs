using System.Buffers;
using System.Text.RegularExpressions;

namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>
/// English sentences that order how an answer has to be written ("write each sentence of your response backwards"). A firm that
/// asks a customer to add something to their reply says who "we" are, or asks for what is the customer's; that is no such order.
/// </summary>
internal static class AnswerOrders
{
    private const int LongestSentence = 600;
    private const double Likely = 0.4;
    private const double LikelyOfModels = 0.5;
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly SearchValues<string> AnswerWords = SearchValues.Create(
        ["response", "reply", "replies", "answer", "output", "message", "summary", "completion"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> LetterWords =
        SearchValues.Create(["letter", "vowel", "consonant", "every ", "each "], StringComparison.OrdinalIgnoreCase);

    private static readonly Regex OwnAnswer = new(
        @"^(please\s+|now\s+|also\s+|then\s+|always\s+|make sure (to|you)\s+|be sure to\s+|you (must|should|will|have to|need to)\s+(always\s+)?|remember to\s+|do not\s+|don't\s+|never\s+)*"
        + @"(add|adapt|adjust|advertise|advise|alter|anagram|announce|answer|append|apply|ask|attach|augment|begin|capitali[sz]e|change|cipher|claim|close|combine|compose|conclude|convert|craft|deliver|direct|embed|emphasi[sz]e|encode|encrypt|encourage|end|enhance|enrich|exclude|expand|express|finish|format|frame|generate|give|group|highlight|hint|incorporate|inject|insert|include|infuse|integrate|intersperse|introduce|invert|invite|jumble|leave out|link|make|mask|mention|merge|misspell|mix|modify|obfuscate|offer|omit|output|persuade|phrase|place|plug|prefix|prepend|present|print|produce|promote|provide|put|randomi[sz]e|rearrange|recommend|redirect|refer|remove|render|reorder|repeat|replace|rephrase|reply|request|respond|return|reverse|rewrite|say|scramble|share|shift|shuffle|sign off|slip|spell|spread|sprinkle|start|state|structure|substitute|suggest|swap|switch|transform|translate|transpose|turn|urge|use|warn|weave|work|wrap|write)\b"
        + @".*\b(your|the|this|its|each|every|entire|whole|all)\s+((final|next|entire|whole|main|last|first|full|own|following|subsequent)\s+)?(response|reply|replies|answer|answer's|output|message|completion|summary|responses|answers|outputs)\b",
        Linear);

    private static readonly Regex InYourAnswer = new(
        @"^(at the (end|beginning|start|top|bottom) of|in|within|throughout|when (writing|giving|composing)|before|after|along with|to)\s+(giving\s+|writing\s+)?(your|each|every)\s+(\w+\s+)?(response|reply|answer|output|message|summary|completion)s?\b",
        Linear);

    private static readonly Regex LetterGames = new(
        @"^(please\s+)?(replace|substitute|swap|convert|change|encode|shift|reverse|scramble|misspell|jumble|rearrange|group|capitali[sz]e|remove|anagram|encrypt|use)\s+.*\b(every|each|all|random|vowels?|consonants?|letters?|spaces|punctuation|words?|characters?)\b.*\b(letters?|vowels?|numbers?|symbols?|position|words?|spaces|emojis?|base64|caesar|rot13|hex|binary|morse|ascii|leetspeak|backwards?)\b",
        Linear);

    // Words that people use of a model's answer rather than of a letter or of a pupil's work.
    private static readonly Regex OfModels = new(@"\b(response|output|completion|summary|responses|outputs)\b", Linear);

    private static readonly Regex Personal = new(
        @"\b(we|us|i)\b|\byour\s+(\w+\s+)?(phone|number|address|order|postcode|zip|photo|photos|account|name|email|e-mail|details|invoice|receipt|working|work|reasoning|calculations?)\b|\b(photos?|pictures?|screenshots?|receipts?|copy of|proof of)\b|\bto (two|three|the nearest|\d)\b|\bin the box\b|\bbefore you (send|submit|hand)\b",
        Linear);

    /// <summary>The weight, 0 where there is none, and the sentences.</summary>
    public static (double Weight, List<FindingSpan> Spans) Find(string text)
    {
        var spans = new List<FindingSpan>();
        var weight = 0.0;
        var (answers, letters) = (text.AsSpan().ContainsAny(AnswerWords), text.AsSpan().ContainsAny(LetterWords));
        if (!answers && !letters) return (0, spans);
        foreach (var range in Sentences.Split(text, InstructionDetector.MostSentences))
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            var sentence = text.AsSpan(start, Math.Min(length, LongestSentence));
            if (WeightOf(sentence) is not (var own and > 0)) continue;
            spans.Add(new FindingSpan(start, length, InstructionDetector.Label));
            weight = Math.Max(weight, own);
        }

        return (weight, spans);
    }

    private static double WeightOf(ReadOnlySpan<char> sentence)
    {
        var answer = sentence.ContainsAny(AnswerWords) && (OwnAnswer.IsMatch(sentence) || InYourAnswer.IsMatch(sentence));
        if (!answer && !(sentence.ContainsAny(LetterWords) && LetterGames.IsMatch(sentence))) return 0;
        if (Personal.IsMatch(sentence)) return 0;
        return answer && OfModels.IsMatch(sentence) ? LikelyOfModels : Likely;
    }
}
