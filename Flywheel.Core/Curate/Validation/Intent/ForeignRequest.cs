using System.Text.RegularExpressions;
using Flywheel.Core.Curate.Validation.Intent.Instructions;

namespace Flywheel.Core.Curate.Validation.Intent;

/// <summary>
/// Finds a request in a correction that neither the input nor the original answer knows: the first or last sentence asks
/// or orders something and shares no content word with either. That is what an injected order looks like when its wording
/// is harmless ("Explain the theory of relativity.").
/// </summary>
public static class ForeignRequest
{
    /// <summary>Texts longer than this many UTF-16 code units are looked at only so far, from their start.</summary>
    public const int Window = 16 * 1024;

    private const int ShortestContentWord = 4;
    private const int LongestSentence = 400;
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Regex Order = new(
        @"^(please\s+|now\s+|also,?\s+|kindly\s+|i want you to\s+|i need you to\s+|can you\s+|could you\s+|would you\s+)*"
        + @"(analy[sz]e|answer|arrange|assess|book|break down|brainstorm|build|calculate|check|choose|classify|clarify|compare|compile|compose|compute|construct|convert|count|craft|create|debug|decode|define|demonstrate|derive|describe|design|detail|determine|develop|devise|discuss|draft|draw|elaborate|elucidate|encode|encrypt|estimate|evaluate|examine|explain|explore|extract|find|forecast|gauge|formulate|generate|give|guide|help|identify|illustrate|implement|interpret|invent|investigate|list|make|name|organi[sz]e|outline|paraphrase|pick|plan|predict|prepare|produce|propose|provide|rank|rate|recite|recommend|remind|rephrase|research|retrieve|review|rewrite|schedule|search|select|send|set|share|show|simplify|sketch|solve|suggest|summari[sz]e|teach|tell|track|translate|visit|walk|write)\s+(me\s+|us\s+)?"
        + @"(a|an|the|some|any|all|about|how|why|what|which|who|whether|between|through|out|your|my|this|these|that|for|of|\d+|one|two|three|four|five|ten|to|in|into|me|us|if|ideas|tips|examples|for|down|\w+ing|[a-z]+)\b.*[.?!:""']?$",
        Linear);

    private static readonly Regex Question = new(
        @"^(can|could|would|will|do|does|did|is|are|should|may)\s+(you|i|we|there|it)\b.*\?[""']?$"
        + @"|^(what|what's|whats|who|who's|whose|when|where|which|why|how)\b.*\?[""']?$",
        Linear);

    /// <summary>Appends a span for a foreign first or last sentence. Needs an original, at least two sentences, and a rest that corrects the original.</summary>
    public static void Find(string input, string original, string proposed, List<FindingSpan> spans)
    {
        if (string.IsNullOrWhiteSpace(original) || proposed.Length > Window) return;
        var sentences = Sentences.Split(proposed, InstructionDetector.MostSentences);
        if (sentences.Count < 2) return;
        HashSet<string>? known = null;
        foreach (var range in (ReadOnlySpan<Range>)[sentences[0], sentences[^1]])
        {
            var (start, length) = range.GetOffsetAndLength(proposed.Length);
            var sentence = proposed.AsSpan(start, length);
            if (length > LongestSentence || !(IsQuestion(sentence) || IsOrder(sentence)) || IsPersonal(sentence)) continue;
            known ??= ContentWords(input, original);
            if (SharesNothing(sentence, known) && IsCorrection(proposed, start, length, known)) spans.Add(new FindingSpan(start, length, InstructionDetector.Label));
        }
    }

    private static bool IsQuestion(ReadOnlySpan<char> sentence) =>
        sentence[^Math.Min(2, sentence.Length)..].Contains('?') && Question.IsMatch(sentence);

    private static bool IsOrder(ReadOnlySpan<char> sentence) =>
        char.IsUpper(sentence[0]) && sentence[^1] is '.' or '!' or '?' or ':' or '"' or '\'' && Order.IsMatch(sentence);

    /// <summary>Whether the rest of the text is a correction of the original: a wholly other answer may well end with a question of its own.</summary>
    private static bool IsCorrection(string proposed, int start, int length, HashSet<string> known)
    {
        var rest = start == 0 ? proposed.AsSpan(length) : proposed.AsSpan(0, start);
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var (words, shared) = (0, 0);
        foreach (var match in Words.EnumerateMatches(rest))
        {
            if (match.Length < ShortestContentWord) continue;
            words++;
            if (lookup.Contains(rest.Slice(match.Index, Math.Min(match.Length, 6)))) shared++;
        }

        return shared * 2 >= words;
    }

    /// <summary>What people who help ask back or tell to do: "could you tell me your postcode?", "send us a photo".</summary>
    private static bool IsPersonal(ReadOnlySpan<char> sentence) => Personal.IsMatch(sentence);

    private static readonly Regex Personal = new(
        @"\b(we|us|our|ours|your|yours|yourself|it|its|this|that|these|those|them|they|he|she|him|her|his|i|anything else|best number)\b"
        + @"|^(do|did|are|were|have|will|what|why|how|where|when|which|who)\s+(\w+\s+){0,3}you\b",
        Linear);

    private static HashSet<string> ContentWords(params ReadOnlySpan<string> texts)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            foreach (var match in Words.EnumerateMatches(text.AsSpan(0, Math.Min(text.Length, Window))))
                words.Add(text.Substring(match.Index, Math.Min(match.Length, 6)));
        }

        return words;
    }

    private static bool SharesNothing(ReadOnlySpan<char> sentence, HashSet<string> known)
    {
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var (words, shared) = (0, 0);
        var first = true;
        foreach (var match in Words.EnumerateMatches(sentence))
        {
            // The verb itself says nothing about the subject.
            if (match.Length >= ShortestContentWord && !first)
            {
                words++;
                if (lookup.Contains(sentence.Slice(match.Index, Math.Min(match.Length, 6)))) shared++;
            }

            first = false;
        }

        return words > 0 && shared * 4 <= words;
    }

    private static readonly Regex Words = new(@"\w+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
