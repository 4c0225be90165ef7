namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>
/// Which texts share a band's hash: buckets of eight entries of 4 bytes (24 bits of ordinal, 8 of the hash). A hash keeps
/// at most four texts, its first ones, and a full bucket gives up its oldest entry: a flood of equal texts costs no more
/// than any other text.
/// </summary>
internal sealed class BandTable
{
    /// <summary>How many texts the table can tell apart.</summary>
    public const int MostTexts = (1 << 24) - 1;

    private const int Ways = 8;
    private const int MostPerHash = 4;
    private const int SmallestSize = 1 << 10;

    private uint[] entries = new uint[SmallestSize];

    /// <summary>Whether so many entries would crowd the table: more than three of four places.</summary>
    public bool IsTooSmallFor(long count) => count * 4 > entries.LongLength * 3 && entries.Length < 1 << 28;

    /// <summary>Empties the table and makes it twice as large.</summary>
    public void Grow() => entries = new uint[entries.Length * 2];

    public void Add(uint hash, int ordinal)
    {
        var bucket = Bucket(hash);
        var tag = Tag(hash);
        var (same, free) = (0, -1);
        for (var i = 0; i < Ways; i++)
        {
            if (bucket[i] == 0) free = free < 0 ? i : free;
            else if ((byte)bucket[i] == tag) same++;
        }

        if (same >= MostPerHash) return;
        if (free < 0)
        {
            bucket[1..].CopyTo(bucket);
            free = Ways - 1;
        }

        bucket[free] = ((uint)(ordinal + 1) << 8) | tag;
    }

    /// <summary>Appends the ordinals that share the hash, or seem to; at most eight.</summary>
    public void Find(uint hash, List<int> ordinals)
    {
        var tag = Tag(hash);
        foreach (var entry in Bucket(hash))
        {
            if (entry != 0 && (byte)entry == tag) ordinals.Add((int)(entry >> 8) - 1);
        }
    }

    private Span<uint> Bucket(uint hash)
    {
        var mixed = hash * 0x9e3779b1u;
        var buckets = entries.Length / Ways;
        return entries.AsSpan((int)((mixed ^ (mixed >> 15)) & (uint)(buckets - 1)) * Ways, Ways);
    }

    private static byte Tag(uint hash) => (byte)((hash * 0xc2b2ae35u) >> 24);
}
