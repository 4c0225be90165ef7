namespace Flywheel.Core.Curate.Validation.Intent;

/// <summary>Cuts text into sentences, well enough to look at each by itself.</summary>
internal static class Sentences
{
    /// <summary>
    /// The sentences as ranges, at most <paramref name="most"/>: they end at a line end, or at . ! ? (and their full-width
    /// forms) with what closes a quotation, before white space.
    /// </summary>
    public static List<Range> Split(string text, int most)
    {
        var sentences = new List<Range>();
        var start = 0;
        for (var i = 0; i < text.Length && sentences.Count < most; i++)
        {
            if (!Ends(text, i)) continue;
            Add(text, start, i + 1, sentences);
            start = i + 1;
        }

        if (sentences.Count < most) Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static bool Ends(string text, int i)
    {
        if (text[i] is '\n' or '\u3002' or '\uff01' or '\uff1f') return true;
        if (i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1])) return false;
        if (text[i] is '.' or '!' or '?') return !IsAbbreviation(text, i);
        if (i + 2 < text.Length && char.IsLower(text[i + 2])) return false;
        return text[i] is '"' or '\'' or ')' or '\u201d' && i > 0 && text[i - 1] is '.' or '!' or '?';
    }

    private static bool IsAbbreviation(string text, int i) =>
        text[i] == '.' && i >= 2 && (char.IsUpper(text[i - 1]) && !char.IsLetterOrDigit(text[i - 2])
            || text.AsSpan(0, i).EndsWith("Mr", StringComparison.Ordinal) || text.AsSpan(0, i).EndsWith("Mrs", StringComparison.Ordinal)
            || text.AsSpan(0, i).EndsWith("Dr", StringComparison.Ordinal) || text.AsSpan(0, i).EndsWith("St", StringComparison.Ordinal));

    private static void Add(string text, int start, int end, List<Range> sentences)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '"' or '*' or '-' or '>' or '#')) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (end > start) sentences.Add(start..end);
    }
}
