using System.Buffers;

namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>
/// Tells whether a text addresses a model or binds its future answers, and whether the user's task asked for that. Concepts in
/// sixteen languages are looked for in its readable form, in what is hidden and in what is encoded; their combinations add up to
/// a score. Linear in the text.
/// </summary>
internal static class InstructionDetector
{
    /// <summary>The label of these spans.</summary>
    public const string Label = "INSTRUCTION";

    /// <summary>The score from which a text is a finding.</summary>
    public const double WarnFrom = 0.5;

    /// <summary>How many sentences are looked at, from the start of a text.</summary>
    public const int MostSentences = 2000;

    /// <summary>How much of a text is looked at, UTF-16 code units from its start.</summary>
    public const int Window = 256 * 1024;

    private const double Core = 0.2;

    /// <summary>From how many sentences with a scope on a text is advice.</summary>
    private const int Advice = 3;

    private static readonly SearchValues<string> RoleMarkers = SearchValues.Create(
        ["[INST]", "[/INST]", "<|im_start|>", "<|system|>", "<|user|>", "<|assistant|>", "<<SYS>>", "### Instruction", "### System", "### Human",
            "\nSystem:", "<system>", "</system>", "[system]", "\"role\":", "<|endoftext|>", "</s>", "BEGIN SYSTEM", "END OF PROMPT", "[SYSTEM"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Links = SearchValues.Create(["http://", "https://", "www.", ".com", ".net", ".org", ".io", ".example", ".biz", ".ru", ".xyz", "@"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> LongNumber = SearchValues.Create("0123456789０１２３４５６７８９");

    /// <summary>Assesses a proposed output beside the query and the original answer.</summary>
    public static InstructionAssessment InOutput(string query, string original, string text)
    {
        var context = new ConversationContext(query, original);
        var assessment = Assess(text, context, isOutput: true);
        return Better(Better(assessment, Shape(text, context)), Foreign(query, original, text));
    }

    private static InstructionAssessment Shape(string text, ConversationContext context)
    {
        var (weight, spans) = AnswerOrders.Find(text.Length > Window ? text[..Window] : text);
        if (weight == 0 || context.Asks(Concept.AboutPrompts)) return InstructionAssessment.Nothing;
        var sentence = ReadableText.Of(text.Substring(spans[0].Start, spans[0].Length)).Text;
        var strange = !context.HasWords || context.Known(sentence) <= 0.25;
        return new(strange ? weight + 0.15 : weight, InstructionSignals.ShapesAnswer | (strange ? InstructionSignals.NotAsked : 0), spans);
    }

    private static InstructionAssessment Foreign(string query, string original, string text)
    {
        var spans = new List<FindingSpan>();
        ForeignRequest.Find(query, original, text, spans);
        return spans.Count == 0 ? InstructionAssessment.Nothing : new(0.55, InstructionSignals.ForeignRequest, spans);
    }

    /// <summary>Assesses an input: only orders that no user needs to give.</summary>
    public static InstructionAssessment InInput(string text) => Assess(text, new ConversationContext("", ""), isOutput: false);

    private static InstructionAssessment Assess(string text, ConversationContext context, bool isOutput)
    {
        var window = text.Length > Window ? text[..Window] : text;
        var plain = new Reading(window, context, isOutput).Assess(InstructionSignals.None);
        foreach (var (place, decoded) in HiddenParts.Decode(window)) plain = Better(plain, Decoded(decoded, place, window, context, isOutput));
        foreach (var decoded in HiddenParts.WholeForms(window)) plain = Better(plain, Decoded(decoded, .., window, context, isOutput));
        return plain;
    }

    private static InstructionAssessment Decoded(string decoded, Range place, string window, ConversationContext context, bool isOutput)
    {
        var assessment = new Reading(decoded, context, isOutput).Assess(InstructionSignals.Encoded);
        var (start, length) = place.GetOffsetAndLength(window.Length);
        return assessment with { Spans = assessment.Score >= WarnFrom ? [new FindingSpan(start, length, Label)] : [] };
    }

    private static InstructionAssessment Better(InstructionAssessment a, InstructionAssessment b) => b.Score > a.Score ? b : a;

    private sealed class Reading(string source, ConversationContext context, bool isOutput)
    {
        private readonly ReadableText _text = ReadableText.Of(source);
        private readonly List<Range> _hidden = HiddenParts.Comment(source);
        private readonly bool _isTranscript = ConversationContext.CountTurns(source) > 1;
        private static bool IsMarked(string source)
        {
            if (source.AsSpan().ContainsAny(RoleMarkers)) return true;
            var tokens = new List<FindingSpan>();
            ChatTemplates.Find(source, tokens);
            return tokens.Count > 0;
        }

        /// <summary>Whether rule follows on rule, as in a handbook or a game: an order that was slipped in stands alone.</summary>
        private bool _isAdvice;
        private Keeping _keeping = null!;
        private readonly bool _marked = IsMarked(source);

        public InstructionAssessment Assess(InstructionSignals coding)
        {
            var hits = InstructionLexicon.Automaton.Find(_text.Text);
            hits.RemoveAll(h => IsOtherWord(h) || IsDenied(h));
            if (hits.Count == 0) return InstructionAssessment.Nothing;
            var sentences = SentenceView.Split(_text.Text, hits, MostSentences);
            _keeping = new Keeping(context, sentences);
            _isAdvice = sentences.Count(s => s.Has(Concept.Always) || s.Has(Concept.EveryTime) || s.Has(Concept.Refusal)) >= Advice;
            var best = (Score: 0.0, Signals: InstructionSignals.None);
            var spans = new List<FindingSpan>();
            for (var i = 0; i < sentences.Count; i++)
            {
                if (sentences[i].IsEmpty) continue;
                var (score, signals) = Score(sentences, i, coding);
                if (score >= WarnFrom) spans.Add(_text.ToOriginal(sentences[i].Start, sentences[i].End, Label));
                if (score > best.Score) best = (score, signals);
            }

            return new InstructionAssessment(best.Score, best.Signals, spans);
        }

        // "AI" and its like are written in capitals; small, they are little words of French and Italian.
        private bool IsOtherWord(ConceptHit hit)
        {
            if (hit.Concept != Concept.Assistant) return false;
            if (_isTranscript && hit.Start > 1 && _text.Text[hit.Start - 1] == '\n' && _text.Text.AsSpan(hit.End).TrimStart().StartsWith(":")) return true;
            if (hit.End - hit.Start > 4) return false;
            var place = _text.ToOriginal(hit.Start, hit.End, Label);
            return source.AsSpan(place.Start, Math.Min(place.Length, source.Length - place.Start)) is var word && word.Length <= 3 && !IsUpper(word);
        }

        private static readonly string[] DeniedBefore = [" don t", " do not", " not", " never", " no", " nao", " non", " nie", " не", "不要", "别", "勿", "別", "لا "];
        private static readonly string[] DeniedAfter = [" nicht", " pas ", " niet ", "ず", "지 마", "지 않", "नही", "मत"];

        // "Do not forget": what is denied is not set aside.
        private bool IsDenied(ConceptHit hit)
        {
            if (hit.Concept != Concept.Disregard) return false;
            var before = _text.Text.AsSpan(Math.Max(0, hit.Start - 8), hit.Start - Math.Max(0, hit.Start - 8)).TrimEnd();
            var after = _text.Text.AsSpan(hit.End - 1, Math.Min(8, _text.Text.Length - hit.End + 1));
            foreach (var word in DeniedBefore)
            {
                if (before.EndsWith(word.TrimEnd(), StringComparison.Ordinal)) return true;
            }

            foreach (var word in DeniedAfter)
            {
                if (after.Contains(word, StringComparison.Ordinal)) return true;
            }

            return false;
        }

        private static bool IsUpper(ReadOnlySpan<char> word)
        {
            foreach (var c in word)
            {
                if (char.IsLower(c)) return false;
            }

            return true;
        }

        private (double Score, InstructionSignals Signals) Score(List<SentenceView> sentences, int at, InstructionSignals coding)
        {
            var sentence = sentences[at];
            var next = at + 1 < sentences.Count ? sentences[at + 1] : sentence;
            var tally = new Tally();
            AddOrders(sentence, tally);
            if (isOutput) AddAnswers(sentence, next, tally);
            else if (sentence.Near(Concept.EveryTime, Concept.Answer, 60) && sentence.Has(Concept.Always)) tally.Add(InstructionSignals.BindsAnswers, 0.5);
            AddAddress(sentences, at, tally);
            AddPlace(sentence, tally);
            if (tally.Sum < Core) return (0, InstructionSignals.None);
            AddCircumstances(sentence, next, tally, coding);
            return (Math.Min(1, tally.Sum), tally.Signals);
        }

        private static void AddOrders(SentenceView sentence, Tally tally)
        {
            if (sentence.Before(Concept.Disregard, Concept.Instruction, 80) || sentence.Near(Concept.Disregard, Concept.Instruction, 34) || sentence.Near(Concept.Disregard, Concept.SystemPrompt, 90))
            {
                var told = sentence.Near(Concept.Disregard, Concept.Earlier, 90) || sentence.Has(Concept.SystemPrompt);
                tally.Add(InstructionSignals.SetsAside, (told ? 0.65 : 0.35) - (IsAboutPapers(sentence) ? 0.35 : 0));
            }

            if (sentence.Has(Concept.SystemPrompt)) tally.Add(InstructionSignals.SpeaksOfPrompt, IsAboutPapers(sentence) ? 0.1 : 0.3);
            if (sentence.Near(Concept.Reveal, Concept.SystemPrompt, 60)) tally.Add(InstructionSignals.Reveals, 0.35);
            if (sentence.IsHeading(Concept.SystemPrompt)) tally.Add(InstructionSignals.SpeaksOfPrompt, 0.25);
            if (sentence.Has(Concept.Persona))
                tally.Add(InstructionSignals.Persona, (sentence.Has(Concept.FirstPerson) ? 0.2 : 0.4) + (sentence.Count(Concept.Persona) > 1 ? 0.2 : 0));
        }

        /// <summary>Whether what is set aside is a letter, a game's rules, a tool's settings.</summary>
        private static bool IsAboutPapers(SentenceView sentence) =>
            sentence.Near(Concept.Papers, Concept.Disregard, 40) || sentence.Near(Concept.Papers, Concept.Instruction, 26)
            || sentence.Near(Concept.Ours, Concept.Disregard, 25) || sentence.Before(Concept.FirstPerson, Concept.Disregard, 20);

        private void AddAnswers(SentenceView sentence, SentenceView next, Tally tally)
        {
            var weight = BindingWeight(sentence, next);
            if (sentence.Has(Concept.Courtesy)) weight *= 0.3;
            if (context.Asks(Concept.Answer) || context.Asks(Concept.EveryTime)) weight *= 0.5;
            if (sentence.Before(Concept.FirstPerson, Concept.Answer, 24) && !sentence.Has(Concept.Assistant)) weight *= 0.5;
            if (sentence.Has(Concept.Yours) && !sentence.Has(Concept.AnswersMust) && !sentence.Has(Concept.Assistant)) weight *= 0.7;
            if (_isAdvice && !sentence.Has(Concept.Assistant)) weight *= 0.6;
            tally.Add(InstructionSignals.BindsAnswers, weight);
            if (sentence.Has(Concept.Private) && (sentence.Has(Concept.Send) || sentence.Has(Concept.Assistant)))
                tally.Add(InstructionSignals.LeaksData, sentence.Has(Concept.FirstPerson) || sentence.Has(Concept.Ours) ? 0.1 : sentence.Has(Concept.UserNoun) || sentence.Has(Concept.Always) || sentence.Has(Concept.EveryTime) ? 0.35 : 0.25);
            if (sentence.Has(Concept.Training))
                tally.Add(InstructionSignals.Training, sentence.Has(Concept.Answer) || sentence.Has(Concept.EveryTime) || sentence.Has(Concept.Assistant) ? 0.25 : 0.05);
            if (sentence.Has(Concept.Secrecy)) tally.Add(InstructionSignals.Secrecy, sentence.Has(Concept.UserNoun) || sentence.Has(Concept.Question) ? 0.35 : 0.15);
        }

        /// <summary>The scope, who asks, and what has to be answered.</summary>
        private static double BindingWeight(SentenceView sentence, SentenceView next)
        {
            var answers = sentence.Has(Concept.Answer) || sentence.Has(Concept.Refusal) ? 1 : sentence.Has(Concept.Assistant) ? 0.8
                : next.Has(Concept.Answer) || next.Has(Concept.Refusal) ? 0.6 : 0;
            var scope = sentence.Has(Concept.EveryTime) ? 0.3 : sentence.Has(Concept.Always) ? 0.18 : 0;
            if (scope > 0 && sentence.Has(Concept.EveryTime) && (sentence.Has(Concept.Always) || sentence.Count(Concept.EveryTime) > 1)) scope += 0.1;
            var asked = sentence.Has(Concept.AskAbout) ? 0.15 : sentence.Has(Concept.Question) ? 0.08 : 0;
            var told = sentence.Near(Concept.UserNoun, Concept.Answer, 60) ? 0.15 : 0;
            var must = sentence.Has(Concept.AnswersMust) ? 0.3 : 0;
            var refusal = sentence.Has(Concept.Refusal) ? sentence.Has(Concept.Question) || sentence.Has(Concept.UserNoun) || sentence.Has(Concept.Assistant) ? 0.3 : 0.1 : 0;
            var trigger = sentence.Has(Concept.Trigger) ? sentence.Has(Concept.UserNoun) || sentence.Has(Concept.Question) ? 0.25 : answers > 0 ? 0.2 : 0 : 0;
            if (answers == 0) return must > 0 ? must + scope : trigger + (sentence.Has(Concept.EveryTime) ? 0.12 + asked : 0);
            return Math.Min(0.75, must + refusal + trigger + told + (scope * answers) + (scope + told + trigger + must + refusal > 0 ? (asked + 0.1) * answers : sentence.Has(Concept.AskAbout) ? 0.3 * answers : 0));
        }

        private static void AddAddress(List<SentenceView> sentences, int at, Tally tally)
        {
            if (sentences[at].Has(Concept.SelfModel)) tally.Add(InstructionSignals.Addresses, sentences[at].Has(Concept.FirstPerson) ? 0.1 : sentences[at].Has(Concept.Answer) ? 0.6 : 0.4);
            else if (sentences[at].Addresses() || (at > 0 && sentences[at - 1].Addresses())) tally.Add(InstructionSignals.Addresses, 0.4);
            else if (sentences[at].Has(Concept.Assistant)) tally.Add(InstructionSignals.Addresses, 0.3);
        }

        /// <summary>Where it stands: in a comment, behind a heading of the system, in a turn that nobody took.</summary>
        private void AddPlace(SentenceView sentence, Tally tally)
        {
            var place = _text.ToOriginal(sentence.Start, sentence.End, Label);
            if (_hidden.Exists(r => r.Start.Value <= place.Start + place.Length && place.Start <= r.End.Value) && sentence.SpeaksOfOrders())
                tally.Add(InstructionSignals.Hidden, 0.35);
            if (sentence.BeginsWith(Concept.System) && sentence.SpeaksOfOrders()) tally.Add(InstructionSignals.RoleMarker, 0.3);
            if (_marked) tally.Add(InstructionSignals.RoleMarker, 0.3);
            else if (isOutput && _isTranscript && context.HasWords && !context.Asks(Concept.Dialogue) && !context.Asks(Concept.Fiction) && !context.HasTurns)
                tally.Add(InstructionSignals.RoleMarker, 0.3);
        }

        private void AddCircumstances(SentenceView sentence, SentenceView next, Tally tally, InstructionSignals coding)
        {
            if (coding != InstructionSignals.None) tally.Add(coding, 0.4);
            if (_text.IsDisguised) tally.Add(InstructionSignals.Disguised, 0.3);
            if (!isOutput) return;
            var place = _text.ToOriginal(sentence.Start, sentence.End, Label);
            var end = _text.ToOriginal(next.Start, next.End, Label);
            var length = Math.Min(source.Length, end.Start + end.Length) - place.Start;
            if (length > 0 && HasContact(source.AsSpan(place.Start, length)))
                tally.Add(InstructionSignals.ForeignLink, sentence.Has(Concept.Assistant) || sentence.Has(Concept.UserNoun) || sentence.Has(Concept.EveryTime) || sentence.Has(Concept.AskAbout) ? 0.25 : 0.15);
            var known = context.HasWords ? _keeping.Known(sentence) : Keeping.Unclear;
            if (known <= 0.25) tally.Add(InstructionSignals.NotAsked, 0.2);
            else if (known > 0.5) tally.Scale(0.8);
            if (IsQuoted(place)) tally.Scale(0.7);
            if (context.Holds(sentence.Text)) tally.Scale(0.2);
            else if (IsAskedFor(sentence)) tally.Scale(0.4);
            else if (context.Asks(Concept.Instruction) || context.Asks(Concept.Fiction) || context.Asks(Concept.Dialogue)) tally.Scale(0.6);
        }

        private bool IsQuoted(FindingSpan place) =>
            source.AsSpan(Math.Max(0, place.Start - 2), Math.Min(2, place.Start)).IndexOfAny(Quotes) >= 0 || source[place.Start] is '"' or '\u201c' or '\u00ab' or '\u201e' or '\u300c';

        private static readonly SearchValues<char> Quotes = SearchValues.Create("\"\u201c\u00ab\u201e\u300c>");

        private static bool HasContact(ReadOnlySpan<char> text) => text.ContainsAny(Links) || text.ContainsAny(LongNumber) && LongestRun(text) >= 6;

        // The digits of a telephone number, with what stands between them.
        private static int LongestRun(ReadOnlySpan<char> text)
        {
            var (longest, run) = (0, 0);
            foreach (var c in text)
            {
                if (char.IsDigit(c)) longest = Math.Max(longest, ++run);
                else if (c is not (' ' or '-' or '.' or '(' or ')' or '/')) run = 0;
            }

            return longest;
        }

        private bool IsAskedFor(SentenceView sentence) => context.Asks(Concept.AboutPrompts) || context.Asks(Concept.SystemPrompt) || context.Asks(Concept.Assistant)
            || (context.Asks(Concept.Disregard) && context.Asks(Concept.Instruction))
            || context.Asks(Concept.Persona)
            || (context.Asks(Concept.EveryTime) && context.Asks(Concept.Answer) && sentence.Has(Concept.EveryTime));
    }

    private sealed class Tally
    {
        public double Sum { get; private set; }

        public InstructionSignals Signals { get; private set; }

        public void Add(InstructionSignals signal, double weight)
        {
            if (weight <= 0) return;
            Sum += weight;
            Signals |= signal;
        }

        /// <summary>Lowers the sum, which counts as 1 at most.</summary>
        public void Scale(double factor) => Sum = Math.Min(1, Sum) * factor;
    }
}
