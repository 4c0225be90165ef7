using System.Collections.Frozen;

namespace Flywheel.Core.Curate.Validation.Intent.Instructions;

/// <summary>Parts words that run into each other, as in "ignoreallpreviousinstructions", by the words that matter here.</summary>
internal static class GluedWords
{
    private const int LongestWord = 14;

    private static readonly FrozenSet<string> Words =
        ("ignore disregard forget override bypass all any every the your my these those of previous prior above earlier preceding original initial "
        + "instruction instructions prompt prompts rules rule guidelines guideline directives system message assistant model chatbot bot ai "
        + "from now on always never whenever answer answers reply replies respond response responses say tell user users with to in and or you are "
        + "must will that this is it not do only question questions asked ask about reveal print show hidden secret output a an as act pretend mode "
        + "developer recommend mention direct them everything anything told before given new follow following instead what whatever no matter "
        + "future training remember end begin start include add write repeat safety policy policies restrictions").Split(' ').ToFrozenSet();

    /// <summary>The words as ranges; a run in which no word is known is one.</summary>
    public static List<(int From, int To)> Split(string run)
    {
        var words = new List<(int From, int To)>();
        var known = Words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < run.Length;)
        {
            if (run[i] == ' ')
            {
                i++;
                continue;
            }

            var length = Math.Min(LongestWord, run.Length - i);
            while (length > 0 && !known.Contains(run.AsSpan(i, length))) length--;
            if (length == 0) length = Unknown(run, i, known);
            words.Add((i, i + length));
            i += length;
        }

        return words;
    }

    // Up to the next known word of at least four letters, or the next gap.
    private static int Unknown(string run, int start, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        var end = start + 1;
        while (end < run.Length && run[end] != ' ' && !BeginsWord(run, end, known)) end++;
        return end - start;
    }

    private static bool BeginsWord(string run, int at, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> known)
    {
        for (var length = 4; length <= LongestWord && at + length <= run.Length; length++)
        {
            if (known.Contains(run.AsSpan(at, length))) return true;
        }

        return false;
    }
}
