using System.Globalization;
using System.Text;

namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>
/// A text as a reader takes it in: lower case without diacritics, words parted by single spaces, sentences by line ends; letters
/// that are spaced out, borrowed from another script or written as digits are put right. Positions lead back to the original.
/// </summary>
internal sealed class ReadableText
{
    private const string Confusable = "аaеeоoрpсcхxуyіiјjѕsԁdһhӏlкkмmтtвbнhαaοoρpνvιiκkτtυuεeηnχx";
    private const string Leet = "0o1i3e4a5s7t8b@a$s!i|l";
    private const int ShortestSpacedRun = 6;

    private static readonly Dictionary<char, char> Confusables = Pairs(Confusable);
    private static readonly Dictionary<char, char> Leets = Pairs(Leet);
    private static readonly char[] Base = BuildBase();

    private readonly List<int> _origin;
    private readonly FoldedText _folded;

    private ReadableText(string text, List<int> origin, FoldedText folded, bool isDisguised) =>
        (Text, _origin, _folded, IsDisguised) = (text, origin, folded, isDisguised);

    /// <summary>The readable form: begins and ends with a space, has one round each line end.</summary>
    public string Text { get; }

    /// <summary>Whether letters had to be put right.</summary>
    public bool IsDisguised { get; }

    /// <summary>Reads a text.</summary>
    public static ReadableText Of(string text)
    {
        var folded = FoldedText.Of(text);
        var source = folded.Text;
        var (result, origin) = (new StringBuilder(source.Length + 16), new List<int>(source.Length + 16));
        var writer = new Writer(source, result, origin);
        writer.Run();
        return new ReadableText(result.ToString(), origin, folded, writer.IsDisguised);
    }

    /// <summary>A short text of a lexicon in the same form, without the outer spaces.</summary>
    public static string Plain(string text) => Of(text).Text.Replace('\n', ' ').Trim();

    /// <summary>The place in the original of a range of the readable form.</summary>
    public FindingSpan ToOriginal(int start, int end, string label)
    {
        while (start < end - 1 && Text[start] is ' ' or '\n') start++;
        while (end - 1 > start && Text[end - 1] is ' ' or '\n') end--;
        var (first, last) = (_origin[start], _origin[end - 1]);
        return _folded.ToOriginal(new FindingSpan(first, Math.Max(1, last + 1 - first), label));
    }

    private sealed class Writer(string source, StringBuilder result, List<int> origin)
    {
        public bool IsDisguised { get; private set; }

        public void Run()
        {
            Put(' ', 0);
            for (var i = 0; i < source.Length;)
            {
                if (IsWordPart(i)) i = Word(i);
                else i = Gap(i);
            }

            Put(' ', Math.Max(0, source.Length - 1));
        }

        private int Word(int start)
        {
            if (SpacedRun(start) is var spaced and > 0) return spaced;
            var end = start;
            var (latin, other, digits) = (0, 0, 0);
            while (end < source.Length && IsWordPart(end))
            {
                var c = source[end++];
                if (char.IsAsciiLetter(c)) latin++;
                else if (Confusables.ContainsKey(char.ToLowerInvariant(c))) other++;
                else if (Leets.ContainsKey(c)) digits++;
            }

            var (borrowed, leet) = (latin > 0 && other > 0, latin > 1 && digits > 0 && latin + digits > 3);
            IsDisguised |= borrowed || (leet && digits > 1);
            for (var i = start; i < end; i++) Put(Letter(source[i], borrowed, leet), i);
            return end;
        }

        /// <summary>Letters one by one, as in "i g n o r e": the end of the run, or 0. A wider gap parts its words.</summary>
        private int SpacedRun(int start)
        {
            if (start > 0 && IsWordPart(start - 1)) return 0;
            var (letters, end) = (0, start);
            while (end < source.Length && char.IsLetter(source[end]) && source[end] < '\u2e80' && (end + 1 == source.Length || !IsWordPart(end + 1)))
            {
                letters++;
                end++;
                var next = end;
                while (next < source.Length && next - end < 4 && source[next] is ' ' or '.' or '-' or '_' or '*' or '/' or '|') next++;
                if (next >= source.Length || !char.IsLetter(source[next]) || (next + 1 < source.Length && IsWordPart(next + 1))) break;
                end = next;
            }

            if (letters < ShortestSpacedRun) return 0;
            IsDisguised = true;
            var run = new StringBuilder();
            var places = new List<int>();
            for (var i = start; i < end; i++)
            {
                if (char.IsLetter(source[i])) Keep(char.ToLowerInvariant(source[i]), i);
                else if (source[i] == ' ' && source[i + 1] is ' ' && !char.IsLetter(source[i + 1])) Keep(' ', i);
            }

            void Keep(char c, int at)
            {
                if (c == ' ' && run.Length > 0 && run[^1] == ' ') return;
                run.Append(c);
                places.Add(at);
            }

            foreach (var (from, to) in GluedWords.Split(run.ToString()))
            {
                for (var i = from; i < to; i++) Put(Letter(run[i], false, false), places[i]);
                Put(' ', places[to - 1]);
            }

            return end;
        }

        private int Gap(int start)
        {
            var c = source[start];
            if (Ends(start))
            {
                Put(' ', start);
                Put('\n', start);
                Put(' ', start);
            }
            else if (c == ':')
            {
                Put(' ', start);
                Put(':', start);
                Put(' ', start);
            }
            else
            {
                Put(' ', start);
            }

            return start + 1;
        }

        private bool Ends(int i) => source[i] switch
        {
            '\n' or '\u3002' or '\uff01' or '\uff1f' or '\u0964' or '\u061f' or '\u06d4' or '\u2028' or '\u2029' => true,
            '.' or '!' or '?' => i + 1 == source.Length || char.IsWhiteSpace(source[i + 1]) || source[i + 1] is '"' or '\'' or ')' or '*' or '_' or '<' or '\u201d' or '\u00bb',
            _ => false,
        };

        // Signs that stand for a letter count only inside a word.
        private bool IsWordPart(int i) => i >= 0 && (char.IsLetterOrDigit(source[i]) || char.GetUnicodeCategory(source[i]) == UnicodeCategory.SpacingCombiningMark
            || (source[i] is '@' or '$' or '|' && i > 0 && i + 1 < source.Length && char.IsAsciiLetter(source[i - 1]) && char.IsAsciiLetter(source[i + 1]))
            || (source[i] == '!' && i > 0 && i + 1 < source.Length && char.IsAsciiLetterLower(source[i - 1]) && char.IsAsciiLetterLower(source[i + 1])));

        private static char Letter(char c, bool borrowed, bool leet)
        {
            var lower = char.ToLowerInvariant(c);
            if (borrowed && Confusables.TryGetValue(lower, out var latin)) return latin;
            if (leet && Leets.TryGetValue(c, out var meant)) return meant;
            return lower < Base.Length ? Base[lower] : lower;
        }

        private void Put(char c, int at)
        {
            if (c == ' ' && result.Length > 0 && result[^1] == ' ') return;
            result.Append(c);
            origin.Add(at);
        }
    }

    private static Dictionary<char, char> Pairs(string pairs) =>
        Enumerable.Range(0, pairs.Length / 2).ToDictionary(i => pairs[2 * i], i => pairs[(2 * i) + 1]);

    // Latin, Greek and Cyrillic letters without their diacritics; the dotless i is an i.
    private static char[] BuildBase()
    {
        var letters = new char[0x2000];
        for (var c = 0; c < letters.Length; c++)
        {
            var form = char.IsSurrogate((char)c) ? "" : ((char)c).ToString().Normalize(NormalizationForm.FormD);
            letters[c] = form.Length > 1 && c < 0x590 || (c >= 0x1e00 && form.Length > 1) ? form[0] : (char)c;
        }

        (letters['\u0131'], letters['\u0142'], letters['\u00f8'], letters['\u0111'], letters['\u00df']) = ('i', 'l', 'o', 'd', 's');
        return letters;
    }
}
