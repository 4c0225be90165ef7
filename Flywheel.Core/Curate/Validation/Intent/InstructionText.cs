using System.Buffers;
using System.Text.RegularExpressions;

namespace Flywheel.Core.Curate.Validation.Intent;

/// <summary>
/// Finds text that gives a model orders. Three kinds, from the plainest on: taking back what it was told ("ignore the
/// previous instructions"); orders about its own answer ("add ... to your reply"); and a request that nobody made, as a
/// sentence foreign to both the input and the original answer.
/// </summary>
public static class InstructionText
{
    /// <summary>The label of these spans.</summary>
    public const string Label = "INSTRUCTION";

    /// <summary>How many sentences are looked at, from the start of a text.</summary>
    public const int MostSentences = 2000;

    private const int LongestSentence = 600;
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly SearchValues<string> TakeoverWords = SearchValues.Create(
        ["ignore", "disregard", "forget", "override", "bypass", "system prompt", "instructions", "you are now", "act as", "pretend",
            "from now on", "developer mode", "jailbreak", "do anything now", "guidelines", "prompt", "unrestricted", "no restrictions"],
        StringComparison.OrdinalIgnoreCase);

    // Non-backtracking, so that time is linear in the sentence whatever it holds.
    private static readonly Regex Takeover = new(
        @"\b(ignore|disregard|forget|override|bypass|skip|do not follow|don't follow)\s+((all|any|the|your|my|of|these|those|this|that|every|everything|previous|prior|above|earlier|preceding|initial|original|system|safety|content|other|existing|current)\s+)*(instructions?|prompts?|rules|guidelines|directions|directives|system prompt|training|constraints|restrictions|filters?|polic(y|ies)|programming)\b"
        + @"|\b(ignore|disregard|forget)\s+(everything|all|anything)\s+(above|before|previous|prior|you (were|have been|are) told|that (was|came))"
        + @"|\b(reveal|print|show|repeat|output|leak|display|disclose|tell me)\s+(me\s+)?(all\s+|of\s+|the\s+|your\s+|above\s+)*(system prompt|hidden prompt|initial prompt|hidden instructions|(initial|original|secret|system|previous) instructions|instructions (above|you were given))"
        + @"|\byou are now\s+(a|an|in|the|my|going|free|no longer|dan|unrestricted|operating|acting)\b"
        + @"|\b(act|behave|respond|answer|reply)\s+as\s+(if\s+you|an?\s+(unrestricted|unfiltered|evil|different|ai|assistant|expert|jailbroken)|dan\b)"
        + @"|\bpretend\s+(to be|that you|you are|you're|you have)\b"
        + @"|\bfrom now on,?\s+(you|always|never|only|respond|answer|reply|act|your)\b"
        + @"|\b(developer|debug|god|admin|sudo|dan)\s+mode\s+(is\s+)?(enabled|activated|on|unlocked)\b|\b(enable|enter|activate)\s+(developer|debug|god|dan|jailbreak)\s+mode\b"
        + @"|\bdo anything now\b|\bjailbreak(ed)?\b.*\b(mode|prompt|model|assistant)\b"
        + @"|\b(new|updated|revised|additional|important|system)\s+(system\s+)?(instructions?|directives?|prompt)\s*:"
        + @"|\b(without|no|have no)\s+(any\s+)?(restrictions|filters|limitations|censorship)\s+(on|in)\s+your\b",
        Linear);

    private static readonly SearchValues<string> AnswerWords = SearchValues.Create(
        ["response", "reply", "replies", "answer", "output", "message", "summary", "completion", "text", "paragraph", "sentence", "user"],
        StringComparison.OrdinalIgnoreCase);

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

    /// <summary>Orders that no input of a user needs either: taking back what the model was told.</summary>
    public static void FindInInput(string text, List<FindingSpan> spans) => Find(text, spans, answer: false);

    /// <summary>Orders in a proposed output, by its own words alone.</summary>
    public static void FindInOutput(string text, List<FindingSpan> spans) => Find(text, spans, answer: true);

    private static void Find(string text, List<FindingSpan> spans, bool answer)
    {
        var mayTakeOver = text.AsSpan().ContainsAny(TakeoverWords);
        if (!mayTakeOver && !(answer && text.AsSpan().ContainsAny(AnswerWords)) && !(answer && MayPlayLetters(text))) return;
        foreach (var range in Sentences.Split(text, MostSentences))
        {
            var (start, length) = range.GetOffsetAndLength(text.Length);
            var sentence = text.AsSpan(start, Math.Min(length, LongestSentence));
            if ((mayTakeOver && Takeover.IsMatch(sentence)) || (answer && IsAboutTheAnswer(sentence)))
                spans.Add(new FindingSpan(start, length, Label));
        }
    }

    private static bool IsAboutTheAnswer(ReadOnlySpan<char> sentence) =>
        (sentence.ContainsAny(AnswerWords) && (OwnAnswer.IsMatch(sentence) || InYourAnswer.IsMatch(sentence)))
        || (sentence.ContainsAny(LetterWords) && LetterGames.IsMatch(sentence));

    private static readonly SearchValues<string> LetterWords =
        SearchValues.Create(["letter", "vowel", "consonant", "every ", "each "], StringComparison.OrdinalIgnoreCase);

    private static bool MayPlayLetters(string text) => text.AsSpan().ContainsAny(LetterWords);
}
