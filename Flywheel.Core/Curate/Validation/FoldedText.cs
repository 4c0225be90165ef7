using System.Buffers;
using System.Text;

namespace Flywheel.Core.Curate.Validation;

/// <summary>
/// A text as it is searched: compatibility forms as the plain characters they stand for, digits of every script as ASCII
/// digits, dashes as hyphens, spaces as spaces, without combining marks and without characters that cannot be seen. Each
/// position leads back to the original, so that a place found here names exactly what stands there. Linear in the text.
/// </summary>
internal sealed class FoldedText
{
    private readonly int[]? _starts;
    private readonly int[]? _ends;

    private FoldedText(string text) => Text = text;

    private FoldedText(string text, int[] starts, int[] ends) => (Text, _starts, _ends) = (text, starts, ends);

    /// <summary>What is searched. The original itself when nothing had to be folded.</summary>
    public string Text { get; }

    /// <summary>Folds a text.</summary>
    public static FoldedText Of(string text)
    {
        var first = FirstToFold(text);
        if (first < 0) return new FoldedText(text);
        var builder = new Builder(text, first);
        builder.Run();
        return builder.ToFolded();
    }

    /// <summary>The place in the original, in UTF-16 code units: marks that stand on its last character belong to it.</summary>
    public FindingSpan ToOriginal(FindingSpan span)
    {
        if (_starts is null || _ends is null || span.Length <= 0) return span;
        var start = _starts[span.Start];
        return span with { Start = start, Length = _ends[span.Start + span.Length - 1] - start };
    }

    /// <summary>Leads the spans from <paramref name="first"/> on back to the original, in place.</summary>
    public void ToOriginal(List<FindingSpan> spans, int first = 0)
    {
        if (_starts is null) return;
        for (var i = first; i < spans.Count; i++) spans[i] = ToOriginal(spans[i]);
    }

    private static int FirstToFold(string text)
    {
        var start = text.AsSpan().IndexOfAnyExceptInRange('\0', '\u007f');
        for (var i = start; i >= 0 && i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used);
            if (CharacterFolds.Of(rune) is not null) return i;
            i += used;
        }

        return -1;
    }

    private sealed class Builder(string text, int first)
    {
        private readonly StringBuilder _folded = new StringBuilder(text.Length).Append(text, 0, first);
        private readonly List<int> _starts = [.. Enumerable.Range(0, first)];
        private readonly List<int> _ends = [.. Enumerable.Range(1, first)];

        public FoldedText ToFolded() => new(_folded.ToString(), [.. _starts], [.. _ends]);

        public void Run()
        {
            for (var i = first; i < text.Length;)
            {
                var whole = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) == OperationStatus.Done;
                if (!whole) Append(text.AsSpan(i, used), i, used);
                else Append(rune, i, used);
                i += used;
            }
        }

        private void Append(Rune rune, int at, int used)
        {
            if (CharacterFolds.Of(rune) is not { } fold) Append(text.AsSpan(at, used), at, used);
            else if (fold.Length > 0) Append(Stands(rune, at, used) ? fold : text.AsSpan(at, used), at, used);
            else if (CharacterFolds.IsMark(rune) && _ends.Count > 0) _ends[^1] = at + used;
        }

        private void Append(ReadOnlySpan<char> characters, int at, int used)
        {
            _folded.Append(characters);
            for (var i = 0; i < characters.Length; i++)
            {
                // Of a pair of surrogates each half is its own unit; a fold stands for all it came from.
                var own = characters.Length == used && used == 2 && char.IsSurrogate(characters[0]);
                _starts.Add(own ? at + i : at);
                _ends.Add(own ? at + i + 1 : at + used);
            }
        }

        /// <summary>Whether a fold that depends on its neighbours holds here.</summary>
        private bool Stands(Rune rune, int at, int used) => CharacterFolds.KindOf(rune) switch
        {
            FoldKind.Raised => !FollowsPlain(at),
            FoldKind.Circled => IsCircled(at - 1) || IsCircled(at + used)
                || (Is(' ', at - 1) && IsCircled(at - 2)) || (Is(' ', at + used) && IsCircled(at + used + 1)),
            FoldKind.BetweenLetters => IsPlain(Before()) && IsPlain(After(at + used)),
            FoldKind.BetweenDigits => char.IsAsciiDigit(Before()) && char.IsAsciiDigit(After(at + used)),
            _ => true,
        };

        // An exponent or the mark of a footnote is no digit of the number that it follows.
        private bool FollowsPlain(int at) => at > 0 && (char.IsAsciiLetterOrDigit(text[at - 1]) || char.IsLetter(text[at - 1]));

        private bool IsCircled(int at) => at >= 0 && at < text.Length
            && Rune.TryCreate(text[at], out var rune) && CharacterFolds.KindOf(rune) == FoldKind.Circled;

        private bool Is(char c, int at) => at >= 0 && at < text.Length && text[at] == c;

        private char Before() => _folded.Length > 0 ? _folded[^1] : '\0';

        private char After(int at)
        {
            if (at >= text.Length || Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _) != OperationStatus.Done) return '\0';
            var fold = CharacterFolds.Of(rune);
            return fold is { Length: > 0 } ? fold[0] : text[at];
        }

        private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c);
    }
}
