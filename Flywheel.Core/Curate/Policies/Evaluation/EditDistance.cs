using Flywheel.Core.Curate.TextDiffs;

namespace Flywheel.Core.Curate.Policies.Evaluation;

/// <summary>How much of an answer a correction changed.</summary>
public static class EditDistance
{
    /// <summary>Longer texts are compared by their common beginning and end alone, so that the cost stays linear.</summary>
    private const int MostCompared = 4000;

    /// <summary>
    /// The characters taken out and put in, word by word, over the characters of both texts: 0 where nothing changed, 1 where
    /// nothing stayed.
    /// </summary>
    public static double Of(string before, string after)
    {
        var total = before.Length + after.Length;
        if (total == 0) return 0;
        return Math.Round(total > MostCompared ? Rough(before, after, total) : Exact(before, after, total), 4);
    }

    private static double Exact(string before, string after, int total) =>
        (double)TextDiff.Compare(before, after).Segments.Where(s => s.Kind != DiffKind.Equal).Sum(s => s.Text.Length) / total;

    private static double Rough(string before, string after, int total)
    {
        var start = before.AsSpan().CommonPrefixLength(after);
        var old = before.AsSpan(start);
        var @new = after.AsSpan(start);
        var end = 0;
        while (end < Math.Min(old.Length, @new.Length) && old[^(end + 1)] == @new[^(end + 1)]) end++;
        return (double)(total - (2 * (start + end))) / total;
    }
}
