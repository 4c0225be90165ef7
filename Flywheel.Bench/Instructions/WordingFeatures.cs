using System.Runtime.InteropServices;
using Flywheel.Core.Curate.Validation.Intent.Instructions;

namespace Flywheel.Bench.Instructions;

/// <summary>One feature of a sentence: its place among <see cref="WordingFeatures.Size"/> weights, and how strongly it is there.</summary>
internal readonly record struct WordingFeature(int Index, float Value);

/// <summary>
/// The features of a sentence that <see cref="WordingModel"/> weighs: its words, their beginnings and endings, pairs of words, the
/// concepts in it and what is known about its place and its context. A feature's place is a hash of what it is
/// (K. Weinberger et al., Feature hashing for large scale multitask learning, ICML 2009).
/// </summary>
internal static class WordingFeatures
{
    /// <summary>How many weights there are.</summary>
    public const int Size = 1 << 16;

    /// <summary>How much of a sentence is read, UTF-16 code units.</summary>
    private const int Longest = 700;
    private const int MostWords = 120;
    private const int MostAskedWords = 60;
    private const int Beginning = 5;
    private const int Ending = 3;
    private const int Reach = 3;
    private const float ConceptValue = 0.3f;
    private const float PairValue = 0.15f;
    private const float FactValue = 0.4f;
    private const float QueryValue = 0.6f;
    private const char FirstOfUnspaced = '\u2e80';

    private static readonly Concept[] Concepts = Enum.GetValues<Concept>();

    /// <summary>Collects the features of one sentence of a reading; <paramref name="hand"/> is the score by rules, 0 to 1.</summary>
    public static void Collect(InstructionReading reading, string query, int at, double hand, InstructionSignals signals, List<WordingFeature> features)
    {
        features.Clear();
        AddWords(reading.Sentences[at], features);
        AddConcepts(reading, at, features);
        AddQuery(query, features);
        AddFacts(reading, at, features);
        AddRules(hand, signals, features);
    }

    private static void AddWords(SentenceView sentence, List<WordingFeature> features)
    {
        var text = sentence.Text.Length > Longest ? sentence.Text[..Longest] : sentence.Text;
        Span<Range> words = stackalloc Range[MostWords];
        var count = text.Split(words, ' ', StringSplitOptions.RemoveEmptyEntries);
        var first = features.Count;
        for (var i = 0; i < count; i++)
        {
            var word = text[words[i]];
            if (word[0] >= FirstOfUnspaced && !IsHangul(word[0])) AddSigns(word, features);
            else AddWord(text, words[..count], i, features);
        }

        var all = CollectionsMarshal.AsSpan(features)[first..];
        var value = 1 / MathF.Sqrt(Math.Max(1, all.Length));
        foreach (ref var feature in all) feature = feature with { Value = value };
    }

    private static void AddWord(ReadOnlySpan<char> text, ReadOnlySpan<Range> words, int at, List<WordingFeature> features)
    {
        var word = text[words[at]];
        var beginning = Short(word, Beginning);
        features.Add(One(new Hash('w').Add(word)));
        if (word.Length > Beginning - 1) features.Add(One(new Hash('q').Add(Short(word, Beginning - 1))));
        if (word.Length > Beginning) features.Add(One(new Hash('p').Add(beginning)));
        if (word.Length > Ending + 1) features.Add(One(new Hash('s').Add(word[^Ending..])));
        if (at == 0) features.Add(One(new Hash('f').Add(beginning)));
        if (IsHangul(word[0])) AddSigns(word, features);
        if (at + 1 < words.Length) features.Add(One(new Hash('b').Add(word).Add('_').Add(text[words[at + 1]])));
        for (var next = at + 1; next < words.Length && next <= at + Reach; next++)
            features.Add(One(new Hash('k').Add(beginning).Add('_').Add(Short(text[words[next]], Beginning))));
    }

    private static void AddSigns(ReadOnlySpan<char> run, List<WordingFeature> features)
    {
        for (var i = 0; i < run.Length; i++)
        {
            for (var length = 1; length <= 4 && i + length <= run.Length; length++) features.Add(One(new Hash('c').Add(run.Slice(i, length))));
        }
    }

    private static void AddConcepts(InstructionReading reading, int at, List<WordingFeature> features)
    {
        var sentence = reading.Sentences[at];
        var (before, after) = (at > 0 ? reading.Sentences[at - 1] : null, at + 1 < reading.Sentences.Count ? reading.Sentences[at + 1] : null);
        foreach (var concept in Concepts)
        {
            if (before?.Has(concept) == true) features.Add(new(new Hash('<').Add((char)concept).Place, PairValue));
            if (after?.Has(concept) == true) features.Add(new(new Hash('>').Add((char)concept).Place, PairValue));
            if (reading.Context.Asks(concept)) features.Add(new(new Hash('?').Add((char)concept).Place, PairValue));
            if (!sentence.Has(concept)) continue;
            features.Add(new(new Hash('C').Add((char)concept).Place, ConceptValue));
            foreach (var other in Concepts)
            {
                if (other > concept && sentence.Has(other)) features.Add(new(new Hash('P').Add((char)concept).Add((char)other).Place, PairValue));
                if (reading.Context.Asks(other)) features.Add(new(new Hash('A').Add((char)concept).Add((char)other).Place, PairValue));
            }
        }
    }

    private static void AddQuery(string query, List<WordingFeature> features)
    {
        var words = ConversationContext.Content(ReadableText.Of(query).Text).Select(w => w.Word).Distinct(StringComparer.Ordinal).Take(MostAskedWords).ToList();
        var value = QueryValue / MathF.Sqrt(Math.Max(1, words.Count));
        foreach (var word in words) features.Add(new(new Hash('y').Add(word).Place, value));
    }

    private static void AddFacts(InstructionReading reading, int at, List<WordingFeature> features)
    {
        var (sentence, last) = (reading.Sentences[at], reading.Sentences.Count - 1);
        var place = reading.Place(sentence);
        var known = reading.Context.HasWords ? (int)Math.Ceiling(reading.Keeping.Known(sentence) * 4) : 9;
        Fact("known", known);
        Fact("place", last == 0 ? 0 : at == 0 ? 1 : at == last ? 2 : 3);
        Fact("length", Math.Min(6, sentence.Text.Length / 40));
        if (reading.Context.Holds(sentence.Text)) Fact("held", 0);
        if (reading.HasContact(sentence, sentence)) Fact("contact", 0);
        if (reading.IsQuoted(place)) Fact("quoted", 0);
        if (reading.IsHidden(place)) Fact("hidden", 0);
        if (reading.IsMarked) Fact("marked", 0);
        if (reading.IsTranscript) Fact("transcript", 0);
        if (reading.IsAdvice) Fact("advice", 0);
        if (reading.Text.IsDisguised) Fact("disguised", 0);
        if (!reading.Context.HasWords) Fact("alone", 0);

        void Fact(string name, int value) => features.Add(new(new Hash('F').Add(name).Add((char)value).Place, FactValue));
    }

    private static void AddRules(double hand, InstructionSignals signals, List<WordingFeature> features)
    {
        features.Add(new(new Hash('H').Place, (float)hand));
        features.Add(new(new Hash('h').Add((char)(hand * 5)).Place, FactValue));
        for (var bit = 0; bit < 32; bit++)
        {
            if (((int)signals & (1 << bit)) != 0) features.Add(new(new Hash('S').Add((char)bit).Place, ConceptValue));
        }
    }

    private static WordingFeature One(Hash hash) => new(hash.Place, 1);

    private static ReadOnlySpan<char> Short(ReadOnlySpan<char> word, int most) => word.Length > most ? word[..most] : word;

    private static bool IsHangul(char c) => c is >= '\uac00' and <= '\ud7a3';

    /// <summary>FNV-1a, with a last mix; all digits are hashed as 0.</summary>
    private readonly struct Hash
    {
        private readonly uint _value;

        private Hash(uint value) => _value = value;

        public Hash(char kind) => _value = (2166136261 ^ kind) * 16777619;

        public int Place => (int)((_value ^ (_value >> 15)) * 2246822519 >> 16);

        public Hash Add(char c) => new((_value ^ c) * 16777619);

        public Hash Add(ReadOnlySpan<char> text)
        {
            var value = _value;
            foreach (var c in text) value = (value ^ (char.IsDigit(c) ? '0' : c)) * 16777619;
            return new Hash(value);
        }
    }
}
