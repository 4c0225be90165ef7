namespace Flywheel.Core.Curate.Validation.NearDuplicates;

/// <summary>
/// The smallest distinct hashes out of any number offered: a bottom-k sketch. Memory is fixed and the work per offer is
/// amortised constant.
/// </summary>
internal sealed class HashSample(int size)
{
    private readonly uint[] buffer = new uint[size * 8];
    private int count;
    private uint bound = uint.MaxValue;

    /// <summary>Hashes that are never taken up; null for none.</summary>
    public HashSet32? Except { get; set; }

    /// <summary>Whether <see cref="Except"/> kept a hash out.</summary>
    public bool LeftOut { get; private set; }

    /// <summary>Or-ed into every hash that is offered: tells the parts of a text apart.</summary>
    public uint Tag { get; set; }

    public void Reset()
    {
        (count, bound, LeftOut, Tag) = (0, uint.MaxValue, false, 0);
    }

    /// <summary>Offers a hash of 31 bits.</summary>
    public void Offer(uint hash)
    {
        hash |= Tag;
        if (hash >= bound) return;
        if (Except is not null && Except.Contains(hash))
        {
            LeftOut = true;
            return;
        }

        buffer[count++] = hash;
        if (count == buffer.Length) Shrink();
    }

    /// <summary>The sample so far, ascending.</summary>
    public ReadOnlySpan<uint> Take()
    {
        Shrink();
        return buffer.AsSpan(0, count);
    }

    private void Shrink()
    {
        var all = buffer.AsSpan(0, count);
        all.Sort();
        var kept = 0;
        for (var i = 0; i < all.Length && kept < size; i++)
        {
            if (kept == 0 || all[kept - 1] != all[i]) all[kept++] = all[i];
        }

        count = kept;
        if (kept == size) bound = all[kept - 1];
    }
}
