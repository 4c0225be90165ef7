namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>
/// Learns which shingles everybody uses: counts texts a shingle in a count-min sketch (Cormode and Muthukrishnan 2005,
/// with conservative update) and promotes a shingle to boilerplate, for good, when it stands in at least
/// <see cref="LeastTexts"/> texts and in one of <see cref="Share"/>. Of a text longer than its
/// sample only the sampled shingles are counted. Grows with the number of texts up to 16 MB.
/// </summary>
internal sealed class FrequencySketch
{
    /// <summary>A shingle in fewer texts than this is never boilerplate.</summary>
    public const int LeastTexts = 24;

    /// <summary>One text in this many: 0.5 %.</summary>
    public const int Share = 200;

    private const int SmallestWidth = 1 << 12;
    private const int LargestWidth = 1 << 22;
    private const int CellsPerText = 32;
    private const int MostBoilerplate = 1 << 16;

    private readonly HashSet32 boilerplate = new();
    private ushort[] first = new ushort[SmallestWidth];
    private ushort[] second = new ushort[SmallestWidth];
    private int texts;

    /// <summary>The promoted shingles.</summary>
    public HashSet32 Boilerplate => boilerplate;

    /// <summary>In about how many texts a shingle stands; never too few, up to 65,535.</summary>
    public int CountOf(uint hash) => Math.Min(first[Cell(hash, 0x9e3779b1)], second[Cell(hash, 0x85ebca77)]);

    /// <summary>Counts one text's shingles.</summary>
    public void Learn(ReadOnlySpan<uint> hashes)
    {
        texts++;
        if ((long)texts * CellsPerText > first.Length && first.Length < LargestWidth) Widen();
        var limit = Math.Min(Math.Max(LeastTexts, texts / Share), ushort.MaxValue);
        foreach (var hash in hashes)
        {
            var count = (ushort)Math.Min(CountOf(hash) + 1, ushort.MaxValue);
            ref var a = ref first[Cell(hash, 0x9e3779b1)];
            ref var b = ref second[Cell(hash, 0x85ebca77)];
            a = Math.Max(a, count);
            b = Math.Max(b, count);
            if (count >= limit && boilerplate.Count < MostBoilerplate) boilerplate.Add(hash);
        }
    }

    private int Cell(uint hash, uint factor)
    {
        var mixed = (hash ^ (hash >> 15)) * factor;
        return (int)((mixed ^ (mixed >> 13)) & (uint)(first.Length - 1));
    }

    // A cell of the narrow table is an upper bound for both cells that it becomes.
    private void Widen()
    {
        first = [.. first, .. first];
        second = [.. second, .. second];
    }
}
