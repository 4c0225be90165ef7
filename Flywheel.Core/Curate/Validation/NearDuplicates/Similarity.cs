namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>Estimates the Jaccard similarity of two texts from their samples.</summary>
internal static class Similarity
{
    /// <summary>The bit that tells the second part of a pair.</summary>
    public const uint SecondPart = 1u << 31;

    /// <summary>
    /// The smaller of the similarities of the first and of the second parts, each sampled up to <paramref name="size"/>
    /// hashes. Hashes in <paramref name="discounted"/> do not count, unless the discount leaves nothing to compare.
    /// </summary>
    public static double Between(
        ReadOnlySpan<uint> a, ReadOnlySpan<uint> b, HashSet32? discounted, int size)
    {
        var (splitA, splitB) = (SplitOf(a), SplitOf(b));
        var first = OfPart(a[..splitA], b[..splitB], discounted, size);
        return first == 0 ? 0 : Math.Min(first, OfPart(a[splitA..], b[splitB..], discounted, size));
    }

    /// <summary>Where the second part of a pair begins in its ascending hashes.</summary>
    public static int SplitOf(ReadOnlySpan<uint> hashes)
    {
        var split = hashes.Length;
        while (split > 0 && hashes[split - 1] >= SecondPart) split--;
        return split;
    }

    /// <summary>
    /// The share of the union's smallest hashes that stand in both (Broder 1997). Above the largest hash of a full sample
    /// nothing is known, and nothing is compared; a sample that is not full is the whole set, and two such are compared exactly.
    /// </summary>
    private static double OfPart(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b, HashSet32? discounted, int size)
    {
        if (a.IsEmpty && b.IsEmpty) return 1;
        var limit = Math.Min(LimitOf(a, size), LimitOf(b, size));
        var (i, j, both, union) = (0, 0, 0, 0);
        while (i < a.Length || j < b.Length)
        {
            var hash = j >= b.Length || (i < a.Length && a[i] <= b[j]) ? a[i] : b[j];
            if (hash > limit) break;
            var (inA, inB) = (i < a.Length && a[i] == hash, j < b.Length && b[j] == hash);
            if (inA) i++;
            if (inB) j++;
            if (discounted is not null && discounted.Contains(hash)) continue;
            union++;
            if (inA && inB) both++;
        }

        return union > 0 ? (double)both / union : discounted is null ? 0 : OfPart(a, b, null, size);
    }

    private static uint LimitOf(ReadOnlySpan<uint> hashes, int size) => hashes.Length >= size ? hashes[^1] : uint.MaxValue;
}
